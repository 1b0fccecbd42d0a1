# A cord that came out while the service was down, after the test, is out: what it said in the test is no call.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 mai begins the test of paint/oven
  -> paint/oven is test, mai tests
08:01:03 paint/oven quality-cord pulled
  -> paint/oven: quality-cord heard, True
08:10:00 service starts, down since 08:02:00
  -> paint/oven is no-signal, mai tests
08:10:00.500 paint/oven quality-cord released, device says 08:09:00
  -> nothing
08:10:01 everybody is heard
  -> paint/oven is test, mai tests
  the clock, 08:05:00: the test of paint/oven is over
  -> paint/oven: is known again at 08:09:00
  -> paint/oven is running since 08:09:00
08:10:02 nothing more is said
  -> nothing
