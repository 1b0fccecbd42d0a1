# A standstill ends where planned time begins, and is a new stop after it; a red button holds through it.
plan: press oven kolkata
begins: 2026-11-23 08:50:00

08:50:10 press/press-1 run 0
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
08:55:00 paint/oven stop pressed
  -> paint/oven: stop began: machine-breakdown (equipment), by stop, assumed
  -> paint/oven: kaizen triggered: equipment
  -> paint/oven is red: machine-breakdown (equipment, assumed), 1 kaizen open
  the clock, 09:00:00: press break, shift early
  -> press/press-1: stop ended: planned
  -> press/press-1 is planned
  the clock, 09:00:00: paint break, shift early
  the clock, 09:10:00: press work, shift early
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
  the clock, 09:10:00: paint work, shift early
09:11:00 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running
09:12:00 paint/oven stop released
  -> paint/oven: stop ended: cleared
  -> paint/oven is running, 1 kaizen open
