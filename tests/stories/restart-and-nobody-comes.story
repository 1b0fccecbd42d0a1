# After five seconds the clock is caught up, heard or not.
plan: robot kolkata
begins: 2026-11-23 08:50:00

08:50:10 weld/robot state 2
  -> weld/robot: stop began: not-yet-known (unknown), by state
  -> weld/robot is red: not-yet-known (unknown)
09:05:00 service starts, down since 08:52:00
  -> weld/robot: nothing is known: down at 08:52:00
  -> weld/robot is red: not-yet-known (unknown), signal lost since 08:50:10
09:05:04 nothing more is said
  -> nothing
  the clock, 09:00:00: weld break, shift early
  -> weld/robot: stop ended: planned
  -> weld/robot is no-signal
09:05:06 nothing more is said
  -> nothing
