# Nobody answers: each tier after its time, and the last one once. Two stations climb apart.
plan: oven press kolkata ladder
begins: 2026-11-23 07:59:00

08:00:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: team-leader is told of the call (raised): mai and tuan
08:00:30 press/press-1 fault E-11
  -> press/press-1: stop began: tool-worn (equipment), by fault, assumed
  -> press/press-1: kaizen triggered: equipment
  -> press/press-1 is red: tool-worn (equipment, assumed), 1 kaizen open
  -> press/press-1: team-leader is told of the stop (stopped): mai and tuan
  the clock, 08:01:00: team-leader had its time to acknowledge the call of paint/oven
  -> paint/oven: group-leader is told of the call (not-acknowledged): ravi
  the clock, 08:01:30: team-leader had its time to acknowledge the stop of press/press-1
  -> press/press-1: group-leader is told of the stop (not-acknowledged): ravi
08:02:00 nothing more is said
  -> nothing
  the clock, 08:03:00: group-leader had its time to acknowledge the call of paint/oven
  -> paint/oven: manager is told of the call (not-acknowledged): duc
  the clock, 08:03:30: group-leader had its time to acknowledge the stop of press/press-1
  -> press/press-1: manager is told of the stop (not-acknowledged): duc
08:59:00 nothing more is said
  -> nothing
