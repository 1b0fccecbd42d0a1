# Times that passed while the service was down: each tier once, in order, dated at its time; what a box held ends them.
plan: oven kolkata ladder
begins: 2026-11-23 07:59:00

08:00:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: team-leader is told of the call (raised): mai and tuan
08:20:00 service starts, down since 08:00:10
  -> paint/oven: nothing is known: down at 08:00:10
  -> paint/oven is yellow: help, signal lost since 08:00:00
08:20:01 everybody is heard
  -> paint/oven is yellow: help since 08:00:00
  the clock, 08:01:00: team-leader had its time to acknowledge the call of paint/oven
  -> paint/oven: group-leader is told of the call (not-acknowledged): ravi
  the clock, 08:03:00: group-leader had its time to acknowledge the call of paint/oven
  -> paint/oven: manager is told of the call (not-acknowledged): duc
08:21:00 nothing more is said
  -> nothing
08:22:00 paint/oven restart pressed
  -> paint/oven: call ended: restarted
  -> paint/oven is running
# the box held the second pull
08:30:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: team-leader is told of the call (raised): mai and tuan
08:40:00 service starts, down since 08:30:10
  -> paint/oven: nothing is known: down at 08:30:10
  -> paint/oven is yellow: help, signal lost since 08:30:00
08:40:01 paint/oven cord pulled, device says 08:30:30
  -> paint/oven: call ended: cancelled at 08:30:30
  -> paint/oven is no-signal since 08:30:30
08:40:02 everybody is heard
  -> paint/oven is running
08:41:00 nothing more is said
  -> nothing
# the clock is set: as much of each time is left
08:50:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: team-leader is told of the call (raised): mai and tuan
09:50:30 clock was set by +3600 s
  -> noted, clock: the clock was set by +3600.0 s
  -> paint: break of early began at 09:00:00
  -> paint: work of early began at 09:10:00
09:50:59 nothing more is said
  -> nothing
  the clock, 09:51:00: team-leader had its time to acknowledge the call of paint/oven
  -> paint/oven: group-leader is told of the call (not-acknowledged): ravi
09:51:01 nothing more is said
  -> nothing
