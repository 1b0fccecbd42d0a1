# Two devices; the one that is heard first does not make the clock run ahead of what the other still holds.
plan: robot kolkata
begins: 2026-11-23 08:50:00

08:50:10 weld/robot state 2
  -> weld/robot: stop began: not-yet-known (unknown), by state
  -> weld/robot is red: not-yet-known (unknown)
09:05:00 service starts, down since 08:52:00
  -> weld/robot: nothing is known: down at 08:52:00
  -> weld/robot is red: not-yet-known (unknown), signal lost since 08:50:10
09:05:00.500 box of weld/robot heard
  -> nothing
09:05:01 weld/robot state 6, device says 08:55:00
  -> weld/robot is red: not-yet-known (unknown) since 08:50:10
  -> weld/robot: stop ended: restarted at 08:55:00
  -> weld/robot is running since 08:55:00
  the clock, 09:00:00: weld break, shift early
  -> weld/robot is planned
09:05:10 nothing more is said
  -> nothing
