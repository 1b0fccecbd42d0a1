# Told at once; who hears, comes and resolves in time leaves the next tier alone. Each answer stops its own time only.
plan: oven kolkata ladder
begins: 2026-11-23 07:59:00

08:00:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: team-leader is told of the call (raised): mai and tuan
08:00:50 mai hears the help call of paint/oven
  -> paint/oven: mai heard the call
  -> paint/oven is yellow: help (mai heard) since 08:00:00
08:02:50 mai stands at the help call of paint/oven
  -> paint/oven: mai arrived
  -> paint/oven is yellow: help (the leader is here) since 08:00:00
08:14:50 mai resolves the help call of paint/oven
  -> paint/oven: call ended: resolved, by mai
  -> paint/oven is running
08:40:00 nothing more is said
  -> nothing
# a wrong call ends every time, and so does the second pull
08:50:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: team-leader is told of the call (raised): mai and tuan
08:50:10 mai disowns the help call of paint/oven
  -> paint/oven: call ended: wrong, by mai
  -> paint/oven is running
08:51:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: team-leader is told of the call (raised): mai and tuan
08:51:10 paint/oven cord pulled
  -> paint/oven: call ended: cancelled
  -> paint/oven is running
08:59:00 nothing more is said
  -> nothing
