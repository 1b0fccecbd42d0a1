# As before, and the machine tells only how it stands now: the stop ended where the break began.
plan: press oven kolkata
begins: 2026-11-23 08:50:00

08:50:10 press/press-1 run 0
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
09:05:00 service starts, down since 08:52:00
  -> press/press-1: nothing is known: down at 08:52:00
  -> press/press-1 is red: not-yet-known (unknown), signal lost since 08:50:10
  -> paint/oven: nothing is known: down at 08:52:00
  -> paint/oven is no-signal
09:05:01 press/press-1 run 1
  -> press/press-1 is red: not-yet-known (unknown) since 08:50:10
  -> press/press-1: stop ended: planned at 09:00:00
  -> press/press-1 is planned
# in the break it stands again: no stop
09:05:02 press/press-1 run 0
  -> nothing
  the clock, 09:00:00: press break, shift early
  the clock, 09:00:00: paint break, shift early
09:05:10 nothing more is said
  -> nothing
  the clock, 09:10:00: press work, shift early
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
  the clock, 09:10:00: paint work, shift early
09:12:00 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running
