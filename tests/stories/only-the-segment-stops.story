# A stop that outlasts the buffer starves the next segment and blocks the one before; they end when it ends.
plan: segments kolkata
begins: 2026-11-23 07:59:00

08:00:00 body/paint-out run 1
  -> body/paint-out is running
# shorter than the buffer: nobody else notices
08:01:00 body/roof stop pressed
  -> body/roof: stop began: machine-breakdown (equipment), by stop, assumed
  -> body/roof: kaizen triggered: equipment
  -> body/roof is red: machine-breakdown (equipment, assumed), 1 kaizen open
08:01:30 body/roof stop released
  -> body/roof: stop ended: cleared
  -> body/roof is running, 1 kaizen open
# longer: what comes before is blocked after a minute, what comes after starves after two
08:02:00 body/roof stop pressed
  -> body/roof: stop began: machine-breakdown (equipment), by stop, assumed
  -> body/roof: the stop joins the open kaizen
  -> body/roof is red: machine-breakdown (equipment, assumed), 1 kaizen open
  the clock, 08:03:00: the buffer towards body/floor is at its end
  -> body/floor: stop began: blocked (induced), by induced, assumed
  -> body/floor is blocked: blocked (induced, assumed)
  the clock, 08:03:00: the buffer towards body/sides is at its end
  -> body/sides: stop began: blocked (induced), by induced, assumed
  -> body/sides is blocked: blocked (induced, assumed)
  the clock, 08:04:00: the buffer towards body/paint-in is at its end
  -> body/paint-in: stop began: starved (induced), by induced, assumed
  -> body/paint-in is starved: starved (induced, assumed)
08:04:30 nothing more is said
  -> nothing
# a pull at a blocked station is heard, and a stop of its own is its own
08:04:40 body/floor cord pulled
  -> body/floor: call raised: help, by cord
  -> body/floor is yellow: blocked (induced, assumed), calls help
08:05:00 body/floor stop pressed
  -> body/floor: stop ended: cleared
  -> body/floor: stop began: machine-breakdown (equipment), by stop, assumed
  -> body/floor: kaizen triggered: equipment
  -> body/floor is red: machine-breakdown (equipment, assumed), calls help, 1 kaizen open
08:05:30 body/floor stop released
  -> body/floor: stop ended: cleared
  -> body/floor: stop began: blocked (induced), by induced, assumed
  -> body/floor is yellow: blocked (induced, assumed), calls help, 1 kaizen open since 08:04:40
08:06:00 body/roof stop released
  -> body/roof: stop ended: cleared
  -> body/floor: stop ended: cleared
  -> body/floor is yellow: help, 1 kaizen open since 08:04:40
  -> body/sides: stop ended: cleared
  -> body/sides is running
  -> body/paint-in: stop ended: cleared
  -> body/paint-in is running
  -> body/roof is running, 1 kaizen open
08:07:00 nothing more is said
  -> nothing
