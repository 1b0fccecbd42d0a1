# A cord that stays in holds its call until it comes out.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 paint/oven quality-cord pulled
  -> paint/oven: call raised: quality, by quality-cord
  -> paint/oven is yellow: quality
# the device says again that it is in: nothing new
08:00:02 paint/oven quality-cord pulled
  -> nothing
08:04:00 paint/oven quality-cord released
  -> nothing
  the clock, 08:04:00.5: paint/oven/quality-cord has stayed out
  -> paint/oven: call ended: cleared
  -> paint/oven is running
08:04:01 paint/oven quality-cord released
  -> nothing
# the restart button does not end a call whose cord is still in: nobody is shown green beside it
08:10:00 paint/oven quality-cord pulled
  -> paint/oven: call raised: quality, by quality-cord
  -> paint/oven is yellow: quality
08:11:00 paint/oven restart pressed
  -> nothing
08:12:00 paint/oven quality-cord pulled
  -> nothing
