# A device's clock may be wrong, and its pull is no less a pull.
plan: oven kolkata
begins: 2026-11-23 07:59:00

# far ahead: ours is used, and it is noted
08:00:00 paint/oven cord pulled, device says 09:00:00
  -> noted, clock: the device's clock is 3600 s ahead: ours is used
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:01:00 paint/oven cord pulled, device says 08:01:30
  -> paint/oven: call ended: cancelled
  -> paint/oven is running
# never set
08:10:00 paint/oven cord pulled, device says 1970-01-01 00:00:07
  -> noted, clock: the device's clock is 1795421393 s behind: ours is used
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
# told out of order by two devices of one station: never before what is known already
08:20:00 paint/oven stop pressed, device says 08:20:00
  -> paint/oven: stop began: machine-breakdown (equipment), by stop, assumed
  -> paint/oven: kaizen triggered: equipment
  -> paint/oven is red: machine-breakdown (equipment, assumed), calls help, 1 kaizen open
08:20:01 paint/oven stop released, device says 08:19:58
  -> paint/oven: stop ended: cleared at 08:20:00
  -> paint/oven is yellow: help, 1 kaizen open since 08:10:00
