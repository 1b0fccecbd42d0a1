# A test ends by itself after five minutes. What is still in then was not tried: it is meant.
plan: oven two-cords kolkata
begins: 2026-11-23 07:59:00

08:00:00 mai begins the test of paint/oven
  -> paint/oven is test, mai tests
08:01:00 paint/oven quality-cord pulled
  -> paint/oven: quality-cord heard, True
08:02:00 paint/oven cord pulled
  -> paint/oven: cord heard, True
08:03:00 paint/oven stop pressed
  -> paint/oven: stop heard, True
  the clock, 08:05:00: the test of paint/oven is over
  -> paint/oven: call raised: quality, by quality-cord
  -> paint/oven is yellow: quality, mai tests
  the clock, 08:05:00: the test of paint/oven is over
  -> paint/oven: stop began: machine-breakdown (equipment), by stop, assumed
  -> paint/oven: kaizen triggered: equipment
  -> paint/oven is red: machine-breakdown (equipment, assumed), calls quality, 1 kaizen open
08:05:30 paint/oven quality-cord released
  -> nothing
== 2026-11-24 ==
# two latched cords of one type hold one call
  the clock, 08:05:30.5: paint/oven/quality-cord has stayed out
  -> paint/oven: call ended: cleared
  -> paint/oven is red: machine-breakdown (equipment, assumed), 1 kaizen open since 08:05:00
  the clock, 09:00:00: paint break, shift early
  the clock, 09:00:00: final break, shift early
  -> final/doors is planned
  the clock, 09:10:00: paint work, shift early
  the clock, 09:10:00: final work, shift early
  -> final/doors is running
  the clock, 14:00:00: paint work, shift late
  -> paint/oven: shift late began
  the clock, 14:00:00: final work, shift late
  -> final/doors: shift late began
  the clock, 22:00:00: paint off
  -> paint/oven: no shift from here
  the clock, 22:00:00: final off
  -> final/doors: no shift from here
  -> final/doors is planned
  the clock, 06:00:00: paint work, shift early
  -> paint/oven: shift early began
  the clock, 06:00:00: final work, shift early
  -> final/doors: shift early began
  -> final/doors is running
08:00:00 mai begins the test of final/doors
  -> final/doors is test, mai tests
08:01:00 final/doors front pulled
  -> final/doors: front heard, True
08:01:05 final/doors back pulled
  -> final/doors: back heard, True
08:02:00 mai ends the test of final/doors
  -> final/doors: call raised: help, by front
  -> final/doors is yellow: help, mai tests
  the clock, 08:02:00: the test of final/doors is over
  -> final/doors is yellow: help
08:02:30 final/doors front released
  -> nothing
  the clock, 08:02:30.5: final/doors/front has stayed out
08:02:40 final/doors back released
  -> nothing
# and the stop of yesterday is over at last
  the clock, 08:02:40.5: final/doors/back has stayed out
  -> final/doors: call ended: cleared
  -> final/doors is running
08:10:00 paint/oven stop released
  -> paint/oven: stop ended: cleared
  -> paint/oven is running, 1 kaizen open
