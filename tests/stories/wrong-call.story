# A wrong call is neutral: it ends, and says so. It may be found out at any time while the call is open.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:00:10 mai disowns the help call of paint/oven
  -> paint/oven: call ended: wrong, by mai
  -> paint/oven is running
08:00:20 mai disowns the help call of paint/oven
  -> refused: the call is over: wrong, by mai at 08:00:10
08:01:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:01:10 mai hears the help call of paint/oven
  -> paint/oven: mai heard the call
  -> paint/oven is yellow: help (mai heard) since 08:01:00
08:01:20 mai disowns the help call of paint/oven
  -> paint/oven: call ended: wrong, by mai
  -> paint/oven is running
08:02:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:02:10 mai taps for the help call of paint/oven
  -> paint/oven: mai says from afar to be here
  -> paint/oven is yellow: help (mai says from afar to be here) since 08:02:00
08:02:20 mai disowns the help call of paint/oven
  -> paint/oven: call ended: wrong, by mai
  -> paint/oven is running
08:03:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:03:10 mai stands at the help call of paint/oven
  -> paint/oven: mai arrived
  -> paint/oven is yellow: help (the leader is here) since 08:03:00
08:03:20 mai disowns the help call of paint/oven
  -> paint/oven: call ended: wrong, by mai
  -> paint/oven is running
# heard, and cancelled on a screen; tapped for, and cancelled; arrived, and cancelled
08:04:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:04:10 mai hears the help call of paint/oven
  -> paint/oven: mai heard the call
  -> paint/oven is yellow: help (mai heard) since 08:04:00
08:04:20 mai cancels the help call of paint/oven
  -> paint/oven: call ended: cancelled, by mai
  -> paint/oven is running
08:05:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:05:10 mai taps for the help call of paint/oven
  -> paint/oven: mai says from afar to be here
  -> paint/oven is yellow: help (mai says from afar to be here) since 08:05:00
08:05:20 mai cancels the help call of paint/oven
  -> paint/oven: call ended: cancelled, by mai
  -> paint/oven is running
08:06:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:06:10 mai cancels the help call of paint/oven
  -> paint/oven: call ended: cancelled, by mai
  -> paint/oven is running
08:07:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:07:10 mai resolves the help call of paint/oven
  -> paint/oven: call ended: resolved, by mai
  -> paint/oven is running
08:08:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:08:10 mai hears the help call of paint/oven
  -> paint/oven: mai heard the call
  -> paint/oven is yellow: help (mai heard) since 08:08:00
08:08:20 mai resolves the help call of paint/oven
  -> paint/oven: call ended: resolved, by mai
  -> paint/oven is running
