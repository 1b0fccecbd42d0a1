# A cord whose contact flaps is one pull, and a mark for the maintenance.
plan: oven two-cords kolkata
begins: 2026-11-23 07:59:00

08:00:00 paint/oven cord flaps 1000 times, every 10 ms
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> noted, chattering: more than 10 edges in 10 s: one pull
# still flapping after the guard is no second pull; quiet for as long, it is a cord again
08:00:15 paint/oven cord pulled
  -> nothing
08:00:30 paint/oven cord pulled
  -> paint/oven: call ended: cancelled
  -> paint/oven is running
# a hand that pulls five times in ten seconds does not chatter
08:01:00 paint/oven cord flaps 10 times, every 900 ms
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: call ended: cancelled at 08:01:03.6
  -> paint/oven is running since 08:01:03.6
  -> paint/oven: call raised: help, by cord at 08:01:07.2
  -> paint/oven is yellow: help since 08:01:07.2
08:02:00 mai restarts paint/oven
  -> paint/oven: call ended: restarted, by mai
  -> paint/oven is running
# a cord that stays in: it asks while it chatters, and is heard again when it is quiet
08:03:00 final/doors front flaps 101 times, every 10 ms
  -> final/doors: call raised: help, by front
  -> final/doors is yellow: help
  -> final/doors: call ended: cleared at 08:03:00.01
  -> final/doors is running since 08:03:00.01
  -> final/doors: call raised: help, by front at 08:03:00.02
  -> final/doors is yellow: help since 08:03:00.02
  -> final/doors: call ended: cleared at 08:03:00.03
  -> final/doors is running since 08:03:00.03
  -> final/doors: call raised: help, by front at 08:03:00.04
  -> final/doors is yellow: help since 08:03:00.04
  -> final/doors: call ended: cleared at 08:03:00.05
  -> final/doors is running since 08:03:00.05
  -> final/doors: call raised: help, by front at 08:03:00.06
  -> final/doors is yellow: help since 08:03:00.06
  -> final/doors: call ended: cleared at 08:03:00.07
  -> final/doors is running since 08:03:00.07
  -> final/doors: call raised: help, by front at 08:03:00.08
  -> final/doors is yellow: help since 08:03:00.08
  -> final/doors: call ended: cleared at 08:03:00.09
  -> final/doors is running since 08:03:00.09
  -> noted, chattering: more than 10 edges in 10 s: one pull
  -> final/doors: call raised: help, by front at 08:03:00.1
  -> final/doors is yellow: help since 08:03:00.1
08:03:20 final/doors front released
  -> final/doors: call ended: cleared
  -> final/doors is running
