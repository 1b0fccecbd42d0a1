# The leader arrives, and the restart button ends every call of the station.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 paint/oven leader pressed
  -> nothing
08:00:01 paint/oven restart pressed
  -> nothing
08:00:02 paint/oven restart released
  -> nothing

08:01:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:02:00 paint/oven leader pressed
  -> paint/oven: the leader arrived
  -> paint/oven is yellow: help (the leader is here) since 08:01:00
08:02:00.500 paint/oven leader released
  -> nothing
08:02:10 paint/oven leader pressed
  -> nothing
08:02:20 paint/oven quality-cord pulled
  -> paint/oven: call raised: quality, by quality-cord
  -> paint/oven is yellow: help (the leader is here) and quality since 08:01:00
# the first cord bounces, is let go, is pulled again within the guard
08:02:30 paint/oven cord let go
  -> nothing
08:03:00 paint/oven restart pressed
  -> paint/oven: call ended: restarted
  -> paint/oven is yellow: quality since 08:02:20
# the latched cord is still in, so its call is still open; it ends when it comes out
08:03:10 paint/oven quality-cord released
  -> nothing

# cancelled by the leader who is here
  the clock, 08:03:10.5: paint/oven/quality-cord has stayed out
  -> paint/oven: call ended: cleared
  -> paint/oven is running
08:10:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:10:01 paint/oven leader pressed
  -> paint/oven: the leader arrived
  -> paint/oven is yellow: help (the leader is here) since 08:10:00
08:10:02 paint/oven cord pulled
  -> nothing
08:10:30 paint/oven cord pulled
  -> paint/oven: call ended: cancelled
  -> paint/oven is running
# a cord that stays in, answered
08:20:00 paint/oven quality-cord pulled
  -> paint/oven: call raised: quality, by quality-cord
  -> paint/oven is yellow: quality
08:20:10 paint/oven leader pressed
  -> paint/oven: the leader arrived
  -> paint/oven is yellow: quality (the leader is here) since 08:20:00
08:20:20 paint/oven quality-cord pulled
  -> nothing
08:20:30 paint/oven quality-cord released
  -> nothing
