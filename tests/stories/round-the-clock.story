# Without shifts work goes round the clock and pieces count from midnight.
plan: press always
begins: 2026-11-22 23:59:00

23:59:30 press/press-1 run 0
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
== 2026-11-23 ==
  the clock, 00:00:00: press work, shift day
  -> press/press-1: shift day began
00:00:30 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running
