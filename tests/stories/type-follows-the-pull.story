# The pull comes first, what it is about comes after; the cord stays the call's own.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:00:10 lan says that the help call of paint/oven is for quality
  -> paint/oven: the call is for quality
  -> paint/oven is yellow: quality since 08:00:00
08:00:20 lan says that the quality call of paint/oven is for coffee
  -> refused: the plan has no call type 'coffee'
08:00:30 paint/oven cord pulled
  -> paint/oven: call ended: cancelled
  -> paint/oven is running
# heard, tapped for, arrived: it may always be said
08:01:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:01:05 mai hears the help call of paint/oven
  -> paint/oven: mai heard the call
  -> paint/oven is yellow: help (mai heard) since 08:01:00
08:01:10 lan says that the help call of paint/oven is for quality
  -> paint/oven: the call is for quality
  -> paint/oven is yellow: quality (mai heard) since 08:01:00
08:01:15 mai taps for the quality call of paint/oven
  -> paint/oven: mai says from afar to be here
  -> paint/oven is yellow: quality (mai says from afar to be here) since 08:01:00
08:01:20 lan says that the quality call of paint/oven is for help
  -> paint/oven: the call is for help
  -> paint/oven is yellow: help (mai says from afar to be here) since 08:01:00
08:01:25 mai stands at the help call of paint/oven
  -> paint/oven: mai arrived
  -> paint/oven is yellow: help (the leader is here) since 08:01:00
08:01:30 lan says that the help call of paint/oven is for quality
  -> paint/oven: the call is for quality
  -> paint/oven is yellow: quality (the leader is here) since 08:01:00
# an open call for quality is never swallowed by another
08:02:00 paint/oven cord pulled
  -> paint/oven: call ended: cancelled
  -> paint/oven is running
08:03:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:03:10 paint/oven quality-cord pulled
  -> paint/oven: call raised: quality, by quality-cord
  -> paint/oven is yellow: help and quality since 08:03:00
08:03:20 lan says that the help call of paint/oven is for quality
  -> refused: a call for quality is open here already
