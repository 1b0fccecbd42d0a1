# The break is moved while the shift runs: from here on the new one holds.
plan: press kolkata
begins: 2026-11-23 08:40:00

08:40:10 press/press-1 run 0
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
08:47:00 mai adopts plan press kolkata-longer-break
  -> press/press-1: stop ended: planned
  -> press/press-1 is planned
  the clock, 09:15:00: press work, shift early
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
09:20:00 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running
