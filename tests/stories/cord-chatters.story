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
  -> noted, chattering: more than 10 edges in 10 s: one pull
08:03:20 final/doors front released
  -> nothing
  the clock, 08:03:20.5: final/doors/front has stayed out
  -> final/doors: call ended: cleared
  -> final/doors is running
08:03:21 nothing more is said
  -> nothing
# it flaps for a moment as a hand puts it in, and once more as it comes out: one pull, too little to be called chatter
08:04:00 final/doors back flaps 5 times, every 10 ms
  -> final/doors: call raised: help, by back
  -> final/doors is yellow: help
08:04:01 final/doors back flaps out 5 times, every 10 ms
  -> nothing
  the clock, 08:04:01.54: final/doors/back has stayed out
  -> final/doors: call ended: cleared
  -> final/doors is running
08:04:02 nothing more is said
  -> nothing
# two cords come out one after the other: the call is over when the last of them has stayed out
08:05:00 final/doors back pulled
  -> final/doors: call raised: help, by back
  -> final/doors is yellow: help
08:05:00.2 final/doors front pulled
  -> nothing
08:05:01 final/doors back released
  -> nothing
08:05:01.3 final/doors front released
  -> nothing
  the clock, 08:05:01.5: final/doors/back has stayed out
  the clock, 08:05:01.8: final/doors/front has stayed out
  -> final/doors: call ended: cleared
  -> final/doors is running
08:05:02 nothing more is said
  -> nothing
# what a box held while the service was down: out for long enough and in again is a second pull
08:06:00 final/doors back pulled
  -> final/doors: call raised: help, by back
  -> final/doors is yellow: help
08:06:30 service starts, down since 08:06:10
  -> paint/oven: nothing is known: down at 08:06:10
  -> paint/oven is no-signal
  -> final/doors: nothing is known: down at 08:06:10
  -> final/doors is yellow: help, signal lost since 08:06:00
08:06:30 machine of final/doors heard
  -> final/doors is yellow: help since 08:06:00
08:06:31 final/doors back released, device says 08:06:12
  -> nothing
08:06:31 final/doors back pulled, device says 08:06:20
  -> final/doors: call ended: cleared at 08:06:12.5
  -> final/doors is running since 08:06:20
  -> final/doors: call raised: help, by back at 08:06:20
  -> final/doors is yellow: help since 08:06:20
08:06:32 final/doors back released, device says 08:06:25
  -> nothing
08:06:32 final/doors back pulled, device says 08:06:25
  -> nothing
08:06:36 everybody is heard
  -> paint/oven is running
08:06:40 final/doors back released
  -> nothing
# the clock is set while it is out
08:06:40 clock was set by +3600 s
  -> noted, clock: the clock was set by +3600.0 s
  the clock, 09:00:00: paint break, shift early
  -> paint/oven is planned
  the clock, 09:00:00: final break, shift early
  the clock, 09:06:40.5: final/doors/back has stayed out
  -> final/doors: call ended: cleared
  -> final/doors is planned
09:06:41 nothing more is said
  -> nothing
# the service is killed while it is out
09:07:00 final/doors back pulled
  -> final/doors: call raised: help, by back
  -> final/doors is yellow: help
09:07:10 final/doors back released
  -> nothing
09:07:20 service starts, down since 09:07:10
  -> paint/oven: nothing is known: down at 09:07:10
  -> paint/oven is no-signal
  -> final/doors: nothing is known: down at 09:07:10
  -> final/doors is yellow: help, signal lost since 09:07:00
09:07:21 everybody is heard
  -> paint/oven is planned
  -> final/doors is yellow: help since 09:07:00
  the clock, 09:07:10.5: final/doors/back has stayed out
  -> final/doors: call ended: cleared
  -> final/doors is planned
09:07:22 nothing more is said
  -> nothing
