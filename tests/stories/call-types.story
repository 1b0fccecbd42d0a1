# One open call for each type: a call for help never swallows a call for quality.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:01:00 paint/oven quality-cord pulled
  -> paint/oven: call raised: quality, by quality-cord
  -> paint/oven is yellow: help and quality since 08:00:00
08:02:00 paint/oven quality-cord released
  -> nothing
  the clock, 08:02:00.5: paint/oven/quality-cord has stayed out
  -> paint/oven: call ended: cleared
  -> paint/oven is yellow: help since 08:00:00
08:03:00 paint/oven cord pulled
  -> paint/oven: call ended: cancelled
  -> paint/oven is running
