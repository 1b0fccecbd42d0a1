# To have heard is not to have come: the time to arrive runs on, and a tap from afar does not stop it.
plan: oven kolkata ladder
begins: 2026-11-23 07:59:00

08:00:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: team-leader is told of the call (raised): mai and tuan
08:00:20 mai hears the help call of paint/oven
  -> paint/oven: mai heard the call
  -> paint/oven is yellow: help (mai heard) since 08:00:00
08:01:30 mai taps for the help call of paint/oven
  -> paint/oven: mai says from afar to be here
  -> paint/oven is yellow: help (mai says from afar to be here) since 08:00:00
  the clock, 08:03:00: team-leader had its time to arrive the call of paint/oven
  -> paint/oven: group-leader is told of the call (not-arrived): ravi
08:03:10 nothing more is said
  -> nothing
# the group leader comes, and it does not run
08:05:00 ravi stands at the help call of paint/oven
  -> paint/oven: ravi arrived
  -> paint/oven is yellow: help (the leader is here) since 08:00:00
  the clock, 08:33:00: group-leader had its time to resolve the call of paint/oven
  -> paint/oven: manager is told of the call (not-resolved): duc
08:59:00 nothing more is said
  -> nothing
