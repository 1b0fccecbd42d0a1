# After a restart nothing is known until each device is heard. The stop that was open is open.
plan: press oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 press/press-1 run 1
  -> press/press-1 is running
08:01:00 press/press-1 fault E-11
  -> press/press-1: stop began: tool-worn (equipment), by fault, still running
  -> press/press-1: kaizen triggered: equipment
  -> press/press-1 is red: tool-worn (equipment, still running), 1 kaizen open
08:02:00 service starts, down since 08:01:30
  -> press/press-1: nothing is known: down at 08:01:30
  -> press/press-1 is red: tool-worn (equipment, still running), signal lost, 1 kaizen open since 08:01:00
  -> paint/oven: nothing is known: down at 08:01:30
  -> paint/oven is no-signal
08:02:00.100 machine of press/press-1 heard
  -> press/press-1 is red: tool-worn (equipment, still running), 1 kaizen open since 08:01:00
08:02:00.500 everybody is heard
  -> paint/oven is running
# the box held the pull, and says when it was
08:02:01 paint/oven cord pulled, device says 08:01:40
  -> paint/oven: call raised: help, by cord at 08:01:40
  -> paint/oven is yellow: help since 08:01:40
08:03:00 press/press-1 fault ""
  -> press/press-1: stop ended: cleared
  -> press/press-1 is running, 1 kaizen open
