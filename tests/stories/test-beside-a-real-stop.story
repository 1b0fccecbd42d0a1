# A stop that is open when a test begins is real: it stays, and is red. What ends it meanwhile is taken in at the end.
plan: press oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 press/press-1 run 1
  -> press/press-1 is running
08:00:10 press/press-1 fault E-11
  -> press/press-1: stop began: tool-worn (equipment), by fault, still running
  -> press/press-1: kaizen triggered: equipment
  -> press/press-1 is red: tool-worn (equipment, still running), 1 kaizen open
08:01:00 mai begins the test of press/press-1
  -> press/press-1 is red: tool-worn (equipment, still running), mai tests, 1 kaizen open since 08:00:10
08:01:10 press/press-1 button pressed
  -> press/press-1: button heard, True
08:01:20 press/press-1 fault ""
  -> press/press-1: fault heard, 
08:01:30 press/press-1 run 0
  -> press/press-1: run heard, 0
08:01:40 press/press-1 run 1
  -> press/press-1: run heard, 1
# who answers the stop answers what is real
08:02:00 mai hears the stop of press/press-1
  -> press/press-1: mai heard of the stop
  -> press/press-1 is red: tool-worn (equipment, still running, mai heard), mai tests, 1 kaizen open since 08:00:10
08:03:00 mai ends the test of press/press-1
  -> press/press-1: stop ended: cleared
  -> press/press-1 is running, 1 kaizen open
# a call that is open is answered first
08:10:00 paint/oven quality-cord pulled
  -> paint/oven: call raised: quality, by quality-cord
  -> paint/oven is yellow: quality
08:10:30 mai begins the test of paint/oven
  -> refused: somebody calls for help here: answer the call, then test
08:11:00 paint/oven quality-cord released
  -> nothing
06:11:01 nothing more is said
  -> nothing
