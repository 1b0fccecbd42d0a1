# With a run wire and a state, the state excuses why it does not run.
plan: robot-and-run kolkata
begins: 2026-11-23 07:59:00

07:59:10 weld/robot run 1
  -> weld/robot is running
07:59:11 weld/robot state running
  -> nothing
08:00:00 weld/robot state starved
  -> weld/robot is starved
08:00:01 weld/robot run 0
  -> nothing
08:01:00 weld/robot state running
  -> weld/robot: stop began: not-yet-known (unknown), by run
  -> weld/robot is red: not-yet-known (unknown)
08:01:30 weld/robot run 1
  -> weld/robot: stop ended: restarted
  -> weld/robot is running
# it stands, and only then says why not
08:02:00 weld/robot run 0
  -> weld/robot: stop began: not-yet-known (unknown), by run
  -> weld/robot is red: not-yet-known (unknown)
08:02:10 weld/robot state blocked
  -> weld/robot: stop ended: cleared
  -> weld/robot is blocked
