# A call from the pull to running again: heard, arrived, resolved; who is second is told who was first.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:00:10 mai hears the help call of paint/oven
  -> paint/oven: mai heard the call
  -> paint/oven is yellow: help (mai heard) since 08:00:00
08:00:11 tuan hears the help call of paint/oven
  -> refused: somebody has heard already, by mai at 08:00:10
# a tap somewhere else is kept, and marked
08:00:30 mai taps for the help call of paint/oven
  -> paint/oven: mai says from afar to be here
  -> paint/oven is yellow: help (mai says from afar to be here) since 08:00:00
08:00:35 tuan taps for the help call of paint/oven
  -> refused: somebody is here already, by mai at 08:00:30
08:00:36 tuan hears the help call of paint/oven
  -> refused: somebody is here already, by mai at 08:00:30
# at the station it counts
08:01:00 paint/oven leader pressed
  -> paint/oven: the leader arrived
  -> paint/oven is yellow: help (the leader is here) since 08:00:00
08:01:05 tuan stands at the help call of paint/oven
  -> refused: the leader is here already, at 08:01:00
08:02:00 mai resolves the help call of paint/oven
  -> paint/oven: call ended: resolved, by mai
  -> paint/oven is running
08:02:01 tuan resolves the help call of paint/oven
  -> refused: the call is over: resolved, by mai at 08:02:00
08:02:02 tuan hears the help call of paint/oven
  -> refused: the call is over: resolved, by mai at 08:02:00

# on the station's own screen, without hearing first
08:10:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:10:20 mai stands at the help call of paint/oven
  -> paint/oven: mai arrived
  -> paint/oven is yellow: help (the leader is here) since 08:10:00
08:10:30 mai hears the help call of paint/oven
  -> refused: the leader is here already, by mai at 08:10:20
08:10:40 paint/oven cord pulled
  -> paint/oven: call ended: cancelled
  -> paint/oven is running

# heard, and cancelled by the second pull
08:20:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:20:05 mai hears the help call of paint/oven
  -> paint/oven: mai heard the call
  -> paint/oven is yellow: help (mai heard) since 08:20:00
08:20:10 paint/oven cord pulled
  -> paint/oven: call ended: cancelled
  -> paint/oven is running

# heard, then at the station's own screen; heard, then restarted
08:21:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:21:05 mai hears the help call of paint/oven
  -> paint/oven: mai heard the call
  -> paint/oven is yellow: help (mai heard) since 08:21:00
08:21:10 mai stands at the help call of paint/oven
  -> paint/oven: mai arrived
  -> paint/oven is yellow: help (the leader is here) since 08:21:00
08:21:20 mai cancels the help call of paint/oven
  -> paint/oven: call ended: cancelled, by mai
  -> paint/oven is running
08:22:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:22:05 mai hears the help call of paint/oven
  -> paint/oven: mai heard the call
  -> paint/oven is yellow: help (mai heard) since 08:22:00
08:22:10 paint/oven restart pressed
  -> paint/oven: call ended: restarted
  -> paint/oven is running
# tapped from afar, then the leader's own screen there; tapped, then the cord again
08:23:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:23:05 mai taps for the help call of paint/oven
  -> paint/oven: mai says from afar to be here
  -> paint/oven is yellow: help (mai says from afar to be here) since 08:23:00
08:23:10 mai stands at the help call of paint/oven
  -> paint/oven: mai arrived
  -> paint/oven is yellow: help (the leader is here) since 08:23:00
08:23:20 mai resolves the help call of paint/oven
  -> paint/oven: call ended: resolved, by mai
  -> paint/oven is running
08:24:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:24:05 mai taps for the help call of paint/oven
  -> paint/oven: mai says from afar to be here
  -> paint/oven is yellow: help (mai says from afar to be here) since 08:24:00
08:24:06 paint/oven cord let go
  -> nothing
08:24:07 paint/oven cord pulled
  -> paint/oven: call ended: cancelled
  -> paint/oven is running
08:24:08 paint/oven cord pulled
  -> nothing
08:24:20 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
# a latched cord: heard, said again to be in, out
08:25:00 paint/oven quality-cord pulled
  -> paint/oven: call raised: quality, by quality-cord
  -> paint/oven is yellow: help and quality since 08:24:20
08:25:05 mai hears the quality call of paint/oven
  -> paint/oven: mai heard the call
  -> paint/oven is yellow: help and quality (mai heard) since 08:24:20
08:25:06 paint/oven quality-cord pulled
  -> nothing
08:25:07 paint/oven quality-cord released
  -> nothing
  the clock, 08:25:07.5: paint/oven/quality-cord has stayed out
  -> paint/oven: call ended: cleared
  -> paint/oven is yellow: help since 08:24:20
08:26:00 paint/oven quality-cord pulled
  -> paint/oven: call raised: quality, by quality-cord
  -> paint/oven is yellow: help and quality since 08:24:20
08:26:05 mai taps for the quality call of paint/oven
  -> paint/oven: mai says from afar to be here
  -> paint/oven is yellow: help and quality (mai says from afar to be here) since 08:24:20
08:26:06 paint/oven quality-cord pulled
  -> nothing
08:26:07 paint/oven quality-cord released
  -> nothing
# tapped from afar, and running again
  the clock, 08:26:07.5: paint/oven/quality-cord has stayed out
  -> paint/oven: call ended: cleared
  -> paint/oven is yellow: help since 08:24:20
08:27:00 paint/oven cord pulled
  -> paint/oven: call ended: cancelled
  -> paint/oven is running
08:27:05 mai taps for the help call of paint/oven
  -> refused: the call is over: cancelled, at 08:27:00
08:27:10 mai restarts paint/oven
  -> refused: nothing here waits for a restart
