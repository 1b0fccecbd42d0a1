# A test outlasts a restart of the service; one whose time is over by then hides nothing that was said after it.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 mai begins the test of paint/oven
  -> paint/oven is test, mai tests
08:01:00 service starts, down since 08:00:30
  -> paint/oven is no-signal, mai tests
08:01:01 everybody is heard
  -> paint/oven is test, mai tests
08:01:02 paint/oven cord pulled
  -> paint/oven: cord heard, True
08:01:03 paint/oven quality-cord pulled
  -> paint/oven: quality-cord heard, True
08:10:00 service starts, down since 08:02:00
  -> paint/oven is no-signal, mai tests
# in the test, after it, and before it was ever over: each by what the box says
08:10:00.500 paint/oven cord pulled, device says 08:04:00
  -> paint/oven: cord heard, True at 08:04:00
08:10:00.600 paint/oven cord pulled, device says 08:09:00
  -> paint/oven: call raised: help, by cord at 08:09:00
  -> paint/oven is yellow: help, signal lost, mai tests since 08:09:00
08:10:01 everybody is heard
  -> paint/oven is yellow: help, mai tests since 08:09:00
  the clock, 08:05:00: the test of paint/oven is over
  -> paint/oven: call raised: quality, by quality-cord at 08:09:00
  -> paint/oven: is known again at 08:09:00
  -> paint/oven is yellow: help and quality since 08:09:00
08:12:00 paint/oven quality-cord released
  -> nothing
06:12:01 nothing more is said
  -> nothing
