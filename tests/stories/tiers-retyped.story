# Another type has another ladder: who stands on both is told once.
plan: oven kolkata ladder
begins: 2026-11-23 07:59:00

08:00:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: team-leader is told of the call (raised): mai and tuan
08:00:10 lan says that the help call of paint/oven is for quality
  -> paint/oven: the call is for quality
  -> paint/oven is yellow: quality since 08:00:00
  the clock, 08:01:00: team-leader had its time to acknowledge the call of paint/oven
  -> paint/oven: quality-engineer is told of the call (not-acknowledged): kavya
08:01:10 nothing more is said
  -> nothing
08:03:00 kavya says that the quality call of paint/oven is for help
  -> paint/oven: the call is for help
  -> paint/oven is yellow: help since 08:00:00
  the clock, 08:06:00: quality-engineer had its time to arrive the call of paint/oven
  -> paint/oven: group-leader is told of the call (not-arrived): ravi
  the clock, 08:08:00: group-leader had its time to acknowledge the call of paint/oven
  -> paint/oven: manager is told of the call (not-acknowledged): duc
08:10:00 nothing more is said
  -> nothing
