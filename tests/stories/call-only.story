# Where the plan says nothing of a stop, a call stays a call, however long nobody comes; a stop is somebody's act.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  the clock, 09:00:00: paint break, shift early
  the clock, 09:10:00: paint work, shift early
09:30:00 nothing more is said
  -> nothing
09:30:10 mai asks paint/oven to stop
  -> paint/oven: stop began: machine-breakdown (equipment), by asked, assumed
  -> paint/oven: kaizen triggered: equipment
  -> paint/oven is red: machine-breakdown (equipment, assumed), calls help, 1 kaizen open
# restarted: the stop ends, and the call with it
09:31:00 mai restarts paint/oven
  -> paint/oven: call ended: restarted, by mai
  -> paint/oven: stop ended: restarted
  -> paint/oven is running, 1 kaizen open
