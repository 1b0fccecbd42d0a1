# The clock is set between a pull and its bounce: it is the same pull.
plan: oven kolkata
begins: 2026-11-23 08:50:00

08:55:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
07:55:01 clock was set by -3600 s
  -> noted, clock: the clock was set by -3600.0 s
  -> paint: has not turned yet at 08:50:00
07:55:02 paint/oven cord pulled
  -> nothing
# and later it cancels
07:55:10 paint/oven cord pulled
  -> paint/oven: call ended: cancelled at 08:55:00
  -> paint/oven is running
