# The service was down when the break began. What waits in the devices is heard before the clock is caught up.
plan: press kolkata
begins: 2026-11-23 08:50:00

08:50:10 press/press-1 run 0
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
09:05:00 service starts, down since 08:52:00
  -> press/press-1: nothing is known: down at 08:52:00
  -> press/press-1 is red: not-yet-known (unknown), signal lost since 08:50:10
09:05:01 press/press-1 run 1, device says 08:55:00
  -> press/press-1 is red: not-yet-known (unknown) since 08:50:10
  -> press/press-1: stop ended: restarted at 08:55:00
  -> press/press-1 is running since 08:55:00
  the clock, 09:00:00: press break, shift early
  -> press/press-1 is planned
09:05:10 nothing more is said
  -> nothing
