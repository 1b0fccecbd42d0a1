# Each place has its ladder; a time that passes while nobody is above passes in vain, and the others run on.
plan: oven press kolkata ladder-by-place
begins: 2026-11-23 13:50:00

13:55:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: oven-keeper is told of the call (raised): mai
13:55:10 press/press-1 fault E-11
  -> press/press-1: stop began: tool-worn (equipment), by fault, assumed
  -> press/press-1: kaizen triggered: equipment
  -> press/press-1 is red: tool-worn (equipment, assumed), 1 kaizen open
  -> press/press-1: press-leader is told of the stop (stopped): minh
  the clock, 13:56:00: oven-keeper had its time to acknowledge the call of paint/oven
13:56:30 mai seeks help for the help call of paint/oven
  -> refused: nobody is left to be told: oven-keeper was told, at 13:55:00
  the clock, 13:57:10: press-leader had its time to arrive the stop of press/press-1
13:58:00 nothing more is said
  -> nothing
  the clock, 14:00:00: paint work, shift late
  -> paint/oven: shift late began
  the clock, 14:00:00: press work, shift late
  -> press/press-1: shift late began
  the clock, 14:05:00: oven-keeper had its time to arrive the call of paint/oven
  -> paint/oven: manager is told of the call (not-arrived): duc
14:10:00 nothing more is said
  -> nothing
