# The answer comes after the next tier was told; from then on the times of that tier run.
plan: oven kolkata ladder
begins: 2026-11-23 07:59:00

08:00:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: team-leader is told of the call (raised): mai and tuan
  the clock, 08:01:00: team-leader had its time to acknowledge the call of paint/oven
  -> paint/oven: group-leader is told of the call (not-acknowledged): ravi
08:01:05 mai hears the help call of paint/oven
  -> paint/oven: mai heard the call
  -> paint/oven is yellow: help (mai heard) since 08:00:00
# mai heard for all: the group leader has its own time to arrive
08:10:59 nothing more is said
  -> nothing
  the clock, 08:11:00: group-leader had its time to arrive the call of paint/oven
  -> paint/oven: manager is told of the call (not-arrived): duc
08:11:05 nothing more is said
  -> nothing
