# The red button of the box stays in: the station stands until it is pulled out. Restart does not pull it out.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 paint/oven stop pressed
  -> paint/oven: stop began: machine-breakdown (equipment), by stop, assumed
  -> paint/oven: kaizen triggered: equipment
  -> paint/oven is red: machine-breakdown (equipment, assumed), 1 kaizen open
08:00:10 paint/oven stop pressed
  -> nothing
# a call beside the stop is seen beside it
08:00:20 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is red: machine-breakdown (equipment, assumed), calls help, 1 kaizen open since 08:00:00
08:05:00 paint/oven restart pressed
  -> paint/oven: call ended: restarted
  -> paint/oven is red: machine-breakdown (equipment, assumed), 1 kaizen open since 08:00:00
08:06:00 paint/oven stop released
  -> paint/oven: stop ended: cleared
  -> paint/oven is running, 1 kaizen open
08:06:01 paint/oven stop released
  -> nothing
