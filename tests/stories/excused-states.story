# Idle, starved, blocked and changeover are no stops of this station.
plan: robot kolkata
begins: 2026-11-23 07:59:00

07:59:10 weld/robot state 6
  -> weld/robot is running
08:00:00 weld/robot state 11
  -> weld/robot is starved
08:01:00 weld/robot state 12
  -> weld/robot is blocked
08:02:00 weld/robot state 9
  -> weld/robot is changeover
08:03:00 weld/robot state 4
  -> weld/robot is idle
08:04:00 weld/robot state 6
  -> weld/robot is running
08:05:00 weld/robot state 2
  -> weld/robot: stop began: not-yet-known (unknown), by state
  -> weld/robot is red: not-yet-known (unknown)
08:06:00 weld/robot state 11
  -> weld/robot: stop ended: cleared
  -> weld/robot is starved
08:07:00 weld/robot state 2
  -> weld/robot: stop began: not-yet-known (unknown), by state
  -> weld/robot is red: not-yet-known (unknown)
08:08:00 weld/robot state 6
  -> weld/robot: stop ended: restarted
  -> weld/robot is running
# starved is seen in a break too, idle and running are not
08:59:00 weld/robot state 4
  -> weld/robot is idle
  the clock, 09:00:00: weld break, shift early
  -> weld/robot is planned
09:01:00 weld/robot state 11
  -> weld/robot is starved
09:02:00 weld/robot state 6
  -> weld/robot is planned
