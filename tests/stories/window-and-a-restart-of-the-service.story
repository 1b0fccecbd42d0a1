# A window is a deadline: the service starts again, and it ends when it was to end; a held second pull still cancels.
plan: conveyor kolkata
begins: 2026-11-23 07:59:00

08:01:00 final/seats cord pulled
  -> final/seats: call raised: help, by cord, asks for a stop at 08:01:30
  -> final/seats is yellow: help
08:01:20 service starts, down since 08:01:05
  -> final/doors is no-signal since 07:59:00
  -> final/seats: nothing is known: down at 08:01:05
  -> final/seats is yellow: help, signal lost since 08:01:00
  -> final/glass: nothing is known: down at 08:01:05
  -> final/glass is no-signal
  -> final/brakes: nothing is known: down at 08:01:05
  -> final/brakes is no-signal
08:01:22 everybody is heard
  -> final/doors is no-signal since 07:59:00
  -> final/seats is yellow: help since 08:01:00
  -> final/glass is running
  -> final/brakes is running
  the clock, 08:01:30: final/seats reaches the stop point
  -> final/seats: call ended: expired
  -> final/seats: stop began: not-yet-known (unknown), by call, assumed
  -> final/seats is red: not-yet-known (unknown, assumed)
08:01:40 nothing more is said
  -> nothing
08:02:00 mai restarts final/seats
  -> final/seats: stop ended: restarted
  -> final/seats is running
# it was due while the service was down, and the box holds a pull from before that
08:03:00 final/seats cord pulled
  -> final/seats: call raised: help, by cord, asks for a stop at 08:03:30
  -> final/seats is yellow: help
08:03:40 service starts, down since 08:03:05
  -> final/doors is no-signal since 07:59:00
  -> final/seats: nothing is known: down at 08:03:05
  -> final/seats is yellow: help, signal lost since 08:03:00
  -> final/glass: nothing is known: down at 08:03:05
  -> final/glass is no-signal
  -> final/brakes: nothing is known: down at 08:03:05
  -> final/brakes is no-signal
08:03:41 final/seats cord pulled, device says 08:03:20
  -> final/seats is yellow: help since 08:03:00
  -> final/seats: call ended: cancelled at 08:03:20
  -> final/seats is running since 08:03:20
08:03:46 nothing more is said
  -> nothing
# it was due, and the pull that the box holds came after it
08:05:00 final/seats cord pulled
  -> final/seats: call raised: help, by cord, asks for a stop at 08:05:30
  -> final/seats is yellow: help
08:05:40 service starts, down since 08:05:05
  -> final/seats: nothing is known: down at 08:05:05
  -> final/seats is yellow: help, signal lost since 08:05:00
08:05:41 final/seats cord pulled, device says 08:05:35
  -> final/seats is yellow: help since 08:05:00
  -> final/seats: call ended: expired at 08:05:30
  -> final/seats: stop began: not-yet-known (unknown), by call, assumed at 08:05:30
  -> final/seats is red: not-yet-known (unknown, assumed) since 08:05:30
  -> noted, ignored: a pull: after the stop point only a restart ends it
  the clock, 08:05:35: final work, shift early
08:05:46 nothing more is said
  -> nothing
08:06:00 final/seats restart pressed
  -> final/seats: stop ended: restarted
  -> final/seats is running
# the clock is set in a window: as much of it is left
08:07:00 final/seats cord pulled
  -> final/seats: call raised: help, by cord, asks for a stop at 08:07:30
  -> final/seats is yellow: help
09:07:10 clock was set by +3600 s
  -> noted, clock: the clock was set by +3600.0 s
  -> final/seats: the call, asks for a stop at 09:07:30
  -> final: break of early began at 09:00:00
  -> final/seats is yellow: help since 08:07:00
09:07:20 nothing more is said
  -> nothing
  the clock, 09:07:30: final/seats reaches the stop point
  -> final/seats: call ended: expired
  -> final/seats: stop began: not-yet-known (unknown), by call, assumed
  -> final/seats is red: not-yet-known (unknown, assumed)
09:07:31 nothing more is said
  -> nothing
