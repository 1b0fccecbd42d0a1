# The run wire is taken out of the plan: what it said last holds nothing any more, what the state says does.
plan: robot-and-run kolkata
begins: 2026-11-23 07:59:00

08:00:00 weld/robot run 0
  -> weld/robot: stop began: not-yet-known (unknown), by run
  -> weld/robot is red: not-yet-known (unknown)
08:00:30 weld/robot state stopped
  -> nothing
08:01:00 mai adopts plan robot kolkata
  -> weld/robot is red: not-yet-known (unknown), signal lost since 08:00:00
08:01:30 box of weld/robot heard
  -> weld/robot is red: not-yet-known (unknown) since 08:00:00
08:02:00 weld/robot state 6
  -> weld/robot: stop ended: restarted
  -> weld/robot is running
# and both are taken out
08:03:00 weld/robot state 2
  -> weld/robot: stop began: not-yet-known (unknown), by state
  -> weld/robot is red: not-yet-known (unknown)
08:04:00 mai adopts plan robot-by-hand kolkata
  -> weld/robot: stop ended: cleared
  -> weld/robot is running
