# The shift changes in the middle: who is told is who is there at that instant.
plan: oven kolkata ladder
begins: 2026-11-23 13:50:00

13:59:30 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: team-leader is told of the call (raised): mai and tuan
  the clock, 14:00:00: paint work, shift late
  -> paint/oven: shift late began
  -> paint/oven: team-leader is told of the call (new-shift): lan
14:00:29 nothing more is said
  -> nothing
  the clock, 14:01:00: team-leader had its time to acknowledge the call of paint/oven
  -> paint/oven: group-leader is told of the call (not-acknowledged): aiko
14:01:00 nothing more is said
  -> nothing
14:01:10 aiko hears the help call of paint/oven
  -> paint/oven: aiko heard the call
  -> paint/oven is yellow: help (aiko heard) since 13:59:30
14:01:20 aiko stands at the help call of paint/oven
  -> paint/oven: aiko arrived
  -> paint/oven is yellow: help (the leader is here) since 13:59:30
14:01:30 aiko resolves the help call of paint/oven
  -> paint/oven: call ended: resolved, by aiko
  -> paint/oven is running
# the time passes at the very boundary
21:59:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: team-leader is told of the call (raised): lan
  the clock, 22:00:00: team-leader had its time to acknowledge the call of paint/oven
  -> paint/oven: group-leader is told of the call (not-acknowledged): nobody is on shift
  -> paint/oven: manager is told of the call (nobody): duc
  the clock, 22:00:00: paint off
  -> paint/oven: no shift from here
22:05:00 nothing more is said
  -> nothing
