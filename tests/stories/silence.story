# Silence is never green. An open call survives it and shows the lost signal beside it.
plan: oven kolkata
begins: 2026-11-23 07:59:00, nobody heard

07:59:10 machine of paint/oven heard
  -> nothing
# one of two devices is not enough
07:59:20 box of paint/oven heard
  -> paint/oven is running
08:02:00 box of paint/oven silent since 08:01:57
  -> paint/oven: nothing is known: silent at 08:01:57
  -> paint/oven is no-signal
08:03:00 box of paint/oven heard
  -> paint/oven is running
08:04:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:05:00 box of paint/oven silent since 08:04:57
  -> paint/oven: nothing is known: silent at 08:04:57
  -> paint/oven is yellow: help, signal lost since 08:04:00
08:06:00 paint/oven quality-cord pulled
  -> paint/oven: call raised: quality, by quality-cord
  -> paint/oven is yellow: help and quality, signal lost since 08:04:00
# a pull is heard, so its device is
08:07:00 paint/oven cord pulled
  -> paint/oven is yellow: help and quality since 08:04:00
  -> paint/oven: call ended: cancelled
  -> paint/oven is yellow: quality since 08:06:00
08:08:00 paint/oven stop pressed
  -> paint/oven: stop began: machine-breakdown (equipment), by stop, assumed
  -> paint/oven: kaizen triggered: equipment
  -> paint/oven is red: machine-breakdown (equipment, assumed), calls quality, 1 kaizen open
08:09:00 machine of paint/oven silent since 08:08:50
  -> paint/oven: nothing is known: silent at 08:08:50
  -> paint/oven is red: machine-breakdown (equipment, assumed), calls quality, signal lost, 1 kaizen open since 08:08:00
08:10:00 box of paint/oven silent since 08:09:57
  -> nothing
08:11:00 box of paint/oven heard
  -> nothing
08:12:00 paint/oven stop released
  -> paint/oven: stop ended: cleared
  -> paint/oven is yellow: quality, signal lost, 1 kaizen open since 08:06:00
