# A cord is taken out of the plan: its call could never be ended any more, so it is withdrawn. The other stays.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:00:10 paint/oven quality-cord pulled
  -> paint/oven: call raised: quality, by quality-cord
  -> paint/oven is yellow: help and quality since 08:00:00
08:01:00 mai adopts plan oven-without-quality kolkata
  -> paint/oven: call ended: withdrawn
  -> paint/oven is yellow: help since 08:00:00
08:02:00 paint/oven cord pulled
  -> paint/oven: call ended: cancelled
  -> paint/oven is running
