# A plan with tiers tells of what is open; one without them tells nobody any more; a test is only a test.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:01:00 lan adopts plan oven press kolkata ladder
  -> press/press-1: shift early began at 06:00:00
  -> press/press-1 is no-signal
  -> paint/oven: team-leader is told of the call (raised): mai and tuan
08:01:30 lan adopts plan oven press kolkata ladder-of-few
  -> nothing
  the clock, 08:02:00: team-leader had its time to acknowledge the call of paint/oven
  -> paint/oven: group-leader is told of the call (not-acknowledged): ravi
08:02:00 lan adopts plan oven kolkata
  -> press/press-1: is no more in the plan
  -> press: its calendar ended
08:05:00 nothing more is said
  -> nothing
08:06:00 lan tests the message to mai
  -> a test for mai
