# The night that is an hour long: the break is at the first 02:30, and ends at the only 03:00.
plan: press berlin
begins: 2026-10-24 21:50:00

21:55:00 press/press-1 run 1
  -> press/press-1 is planned
== 2026-10-25 ==
  the clock, 22:00:00: press work, shift night
  -> press/press-1: shift night began
  -> press/press-1 is running
02:20:00 press/press-1 run 0
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
  the clock, 02:30:00: press break, shift night
  -> press/press-1: stop ended: planned
  -> press/press-1 is planned
02:20:00+ press/press-1 run 1
  -> nothing
  the clock, 03:00:00: press work, shift night
  -> press/press-1 is running
  the clock, 06:00:00: press off
  -> press/press-1: no shift from here
  -> press/press-1 is planned
06:10:00 nothing more is said
  -> nothing
