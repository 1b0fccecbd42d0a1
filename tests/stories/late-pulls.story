# A pull that comes more than five minutes late is history: it is missed, and turns nothing yellow.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:20:00 paint/oven cord pulled, device says 08:00:00
  -> paint/oven: call raised: help, by cord at 08:00:00
  -> paint/oven: call ended: missed at 08:00:00
08:20:00 paint/oven cord let go, device says 08:00:00.300
  -> nothing
08:20:00 paint/oven cord pulled, device says 08:00:02
  -> nothing
# one that is late by less is a call, dated when it was pulled
08:25:00 paint/oven cord pulled, device says 08:24:00
  -> paint/oven: call raised: help, by cord at 08:24:00
  -> paint/oven is yellow: help since 08:24:00
# it does not cancel a call that is younger
08:30:00 paint/oven cord pulled, device says 08:10:00
  -> paint/oven: call raised: help, by cord at 08:10:00
  -> paint/oven: call ended: missed at 08:10:00
# but one that was pulled after the call began does, however late it is told
08:40:00 paint/oven cord pulled, device says 08:33:00
  -> paint/oven: call ended: cancelled at 08:33:00
  -> paint/oven is running since 08:33:00
# a latched cord that is in is in, however late we hear of it
08:50:00 paint/oven quality-cord pulled, device says 08:41:00
  -> paint/oven: call raised: quality, by quality-cord at 08:41:00
  -> paint/oven is yellow: quality since 08:41:00
08:59:00 paint/oven quality-cord released, device says 08:42:00
  -> nothing
# a stop is not missed: red until somebody ends it
  the clock, 08:42:00.5: paint/oven/quality-cord has stayed out
  -> paint/oven: call ended: cleared
  -> paint/oven is running
08:59:10 paint/oven stop pressed, device says 08:43:00
  -> paint/oven: stop began: machine-breakdown (equipment), by stop, assumed at 08:43:00
  -> paint/oven: kaizen triggered: equipment at 08:43:00
  -> paint/oven is red: machine-breakdown (equipment, assumed), 1 kaizen open since 08:43:00
08:59:20 paint/oven stop released, device says 08:44:00
  -> paint/oven: stop ended: cleared at 08:44:00
  -> paint/oven is running, 1 kaizen open since 08:44:00
