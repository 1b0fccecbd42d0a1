# Nobody of a tier is on shift: that is said, and the next one is told at once.
plan: oven press kolkata ladder-of-few
begins: 2026-11-23 13:55:00

13:56:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: team-leader is told of the call (raised): nobody is on shift
  -> paint/oven: group-leader is told of the call (nobody): ravi
13:56:10 ravi hears the help call of paint/oven
  -> paint/oven: ravi heard the call
  -> paint/oven is yellow: help (ravi heard) since 13:56:00
# the press has a leader of its own
13:56:30 press/press-1 fault E-11
  -> press/press-1: stop began: tool-worn (equipment), by fault, assumed
  -> press/press-1: kaizen triggered: equipment
  -> press/press-1 is red: tool-worn (equipment, assumed), 1 kaizen open
  -> press/press-1: team-leader is told of the stop (stopped): minh
13:56:40 minh hears the stop of press/press-1
  -> press/press-1: minh heard of the stop
  -> press/press-1 is red: tool-worn (equipment, assumed, minh heard), 1 kaizen open since 13:56:30
13:57:00 ravi resolves the help call of paint/oven
  -> paint/oven: call ended: resolved, by ravi
  -> paint/oven is running
13:57:10 press/press-1 fault ""
  -> press/press-1: stop ended: cleared
  -> press/press-1 is no-signal, 1 kaizen open
# at night nobody at all
  the clock, 14:00:00: paint work, shift late
  -> paint/oven: shift late began
  the clock, 14:00:00: press work, shift late
  -> press/press-1: shift late began
  the clock, 22:00:00: paint off
  -> paint/oven: no shift from here
  -> paint/oven is planned
  the clock, 22:00:00: press off
  -> press/press-1: no shift from here
22:10:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: team-leader is told of the call (raised): nobody is on shift
  -> paint/oven: group-leader is told of the call (nobody): nobody is on shift
  -> paint/oven: manager is told of the call (nobody): nobody is on shift
22:30:00 lan seeks help for the help call of paint/oven
  -> refused: nobody is left to be told: manager was told, at 22:10:00
