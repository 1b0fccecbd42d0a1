# Those of a new shift hear of what is open still, once: the climb goes on from where it was.
plan: oven press kolkata ladder-of-few
begins: 2026-11-23 13:50:00

13:58:30 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: team-leader is told of the call (raised): nobody is on shift
  -> paint/oven: group-leader is told of the call (nobody): ravi
  the clock, 13:59:30: group-leader had its time to acknowledge the call of paint/oven
  -> paint/oven: manager is told of the call (not-acknowledged): duc
  the clock, 14:00:00: paint work, shift late
  -> paint/oven: shift late began
  -> paint/oven: team-leader is told of the call (new-shift): lan
  the clock, 14:00:00: press work, shift late
  -> press/press-1: shift late began
14:05:00 nothing more is said
  -> nothing
14:06:00 lan stands at the help call of paint/oven
  -> paint/oven: lan arrived
  -> paint/oven is yellow: help (the leader is here) since 13:58:30
14:07:00 lan resolves the help call of paint/oven
  -> paint/oven: call ended: resolved, by lan
  -> paint/oven is running
# heard in the late shift: nobody is told at night, and the early one has no team leader
21:50:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: team-leader is told of the call (raised): lan
21:50:10 lan hears the help call of paint/oven
  -> paint/oven: lan heard the call
  -> paint/oven is yellow: help (lan heard) since 21:50:00
  the clock, 22:00:00: paint off
  -> paint/oven: no shift from here
  the clock, 22:00:00: press off
  -> press/press-1: no shift from here
23:00:00 nothing more is said
  -> nothing
== 2026-11-24 ==
  the clock, 06:00:00: paint work, shift early
  -> paint/oven: shift early began
  -> paint/oven: team-leader is told of the call (new-shift): nobody is on shift
  -> paint/oven: group-leader is told of the call (nobody): ravi
  the clock, 06:00:00: press work, shift early
  -> press/press-1: shift early began
06:01:00 nothing more is said
  -> nothing
06:02:00 ravi resolves the help call of paint/oven
  -> paint/oven: call ended: resolved, by ravi
  -> paint/oven is running
