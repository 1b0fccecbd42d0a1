# Two readings while the clock waits to be caught up: the boundary is crossed once.
plan: robot oven kolkata
begins: 2026-11-23 08:50:00

08:50:10 weld/robot state 6
  -> weld/robot is running
09:11:00 service starts, down since 08:52:00
  -> weld/robot: nothing is known: down at 08:52:00
  -> weld/robot is no-signal
  -> paint/oven: nothing is known: down at 08:52:00
  -> paint/oven is no-signal
09:11:01 weld/robot state 2
  -> weld/robot: stop began: not-yet-known (unknown), by state
  -> weld/robot is red: not-yet-known (unknown), signal lost
09:11:02 weld/robot state 2
  -> nothing
  the clock, 09:00:00: weld break, shift early
  the clock, 09:00:00: paint break, shift early
  the clock, 09:10:00: weld work, shift early
  the clock, 09:10:00: paint work, shift early
09:11:10 nothing more is said
  -> nothing
09:12:00 weld/robot state 6
  -> weld/robot: stop ended: restarted
  -> weld/robot is no-signal
