# A night shift over midnight is one shift; its pieces count on.
plan: press berlin
begins: 2026-11-23 21:50:00

21:55:00 press/press-1 run 0
  -> press/press-1 is planned
  the clock, 22:00:00: press work, shift night
  -> press/press-1: shift night began
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
22:30:00 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running
== 2026-11-24 ==
02:10:00 press/press-1 run 0
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
  the clock, 02:30:00: press break, shift night
  -> press/press-1: stop ended: planned
  -> press/press-1 is planned
  the clock, 03:00:00: press work, shift night
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
03:10:00 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running
  the clock, 06:00:00: press off
  -> press/press-1: no shift from here
  -> press/press-1 is planned
06:10:00 press/press-1 run 0
  -> nothing
