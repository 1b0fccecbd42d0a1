# A word that nobody agreed on is unknown: never running, and no end of a stop.
plan: robot press kolkata
begins: 2026-11-23 07:59:00

07:59:10 weld/robot state 6
  -> weld/robot is running
08:00:00 weld/robot state 17
  -> noted, unknown-code: state 17 is in no codes of this point: unknown, not running
  -> weld/robot is no-signal
08:01:00 weld/robot state 6.0
  -> weld/robot is running
08:02:00 weld/robot state running
  -> noted, unknown-code: state 'running' is in no codes of this point: unknown, not running
  -> weld/robot is no-signal
08:03:00 weld/robot state 2
  -> weld/robot: stop began: not-yet-known (unknown), by state
  -> weld/robot is red: not-yet-known (unknown)
08:04:00 weld/robot state 17
  -> noted, unknown-code: state 17 is in no codes of this point: unknown, not running
08:05:00 weld/robot state 6
  -> weld/robot: stop ended: cleared
  -> weld/robot is running
# a run wire says 0 or 1; a text is neither
08:06:00 press/press-1 run 1
  -> press/press-1 is running
08:07:00 press/press-1 run stopped
  -> noted, unknown-code: run 'stopped' is a word where 0 or 1 was agreed: unknown, not running
  -> press/press-1 is no-signal
08:08:00 press/press-1 run 1
  -> press/press-1 is running
08:58:00 weld/robot state 2
  -> weld/robot: stop began: not-yet-known (unknown), by state
  -> weld/robot is red: not-yet-known (unknown)
08:59:00 weld/robot state 17
  -> noted, unknown-code: state 17 is in no codes of this point: unknown, not running
# planned time ends a stop whatever the machine says
  the clock, 09:00:00: weld break, shift early
  -> weld/robot: stop ended: planned
  -> weld/robot is no-signal
  the clock, 09:00:00: press break, shift early
  -> press/press-1 is planned
09:01:00 nothing more is said
  -> nothing
