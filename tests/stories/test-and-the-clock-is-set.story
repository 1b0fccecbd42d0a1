# However the clock is set, as much of a test is left as before. A plan without the station ends the test.
plan: oven press kolkata
begins: 2026-11-23 07:59:00

08:00:00 mai begins the test of paint/oven
  -> paint/oven is test, mai tests
08:09:00 clock was set by +480 s
  -> noted, clock: the clock was set by +480.0 s
  -> paint/oven is test, mai tests since 08:00:00
08:09:10 paint/oven cord pulled
  -> paint/oven: cord heard, True
  the clock, 08:13:00: the test of paint/oven is over
  -> paint/oven is running
08:13:10 nothing more is said
  -> nothing
08:20:00 mai begins the test of paint/oven
  -> paint/oven is test, mai tests
08:21:00 paint/oven quality-cord pulled
  -> paint/oven: quality-cord heard, True
08:22:00 mai adopts plan press kolkata
  -> paint/oven: is no more in the plan
  -> paint: its calendar ended
08:30:00 nothing more is said
  -> nothing
