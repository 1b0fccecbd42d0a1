# The night that is an hour short: the break at 02:30 would end before it begins, and falls out.
plan: press berlin
begins: 2026-03-28 21:50:00

21:55:00 press/press-1 run 1
  -> press/press-1 is planned
== 2026-03-29 ==
  the clock, 22:00:00: press work, shift night
  -> press/press-1: shift night began
  -> press/press-1 is running
  the clock, 06:00:00: press off
  -> press/press-1: no shift from here
  -> press/press-1 is planned
06:10:00 nothing more is said
  -> nothing
