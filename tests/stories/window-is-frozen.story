# A window is frozen while the line stands, and runs on from where it was.
plan: conveyor kolkata
begins: 2026-11-23 07:59:00

08:00:00 final/doors run 1
  -> final/doors is running
08:01:00 final/seats cord pulled
  -> final/seats: call raised: help, by cord, asks for a stop at 08:01:30
  -> final/seats is yellow: help
08:01:10 final/doors cord pulled
  -> final/doors: call raised: help, by cord, asks for a stop at 08:01:30
  -> final/doors is yellow: help
# doors is asked to stop and still runs: the product still moves
08:01:29 nothing more is said
  -> nothing
  the clock, 08:01:30: final/seats reaches the stop point
  -> final/seats: call ended: expired
  -> final/seats: stop began: not-yet-known (unknown), by call, assumed
  -> final/seats is red: not-yet-known (unknown, assumed)
  the clock, 08:01:30: final/doors reaches the stop point
  -> final/doors: call ended: expired
  -> final/doors: stop began: not-yet-known (unknown), by call, still running
  -> final/doors is red: not-yet-known (unknown, still running)
08:01:30 nothing more is said
  -> nothing
08:01:32 final/doors run 0
  -> final/doors: the stop is seen by the run signal
  -> final/doors is red: not-yet-known (unknown) since 08:01:30
08:02:00 mai restarts final/seats
  -> final/seats: stop ended: restarted
  -> final/seats is running
08:02:05 final/seats cord pulled
  -> final/seats: call raised: help, by cord, asks for a stop at 08:02:35
  -> final/seats: the window is frozen, for the line stands
  -> final/seats is yellow: help
08:02:10 final/doors restart pressed
  -> nothing
08:02:20 final/doors run 1
  -> final/doors: stop ended: restarted
  -> final/seats: the call, asks for a stop at 08:02:50
  -> final/seats is yellow: help since 08:02:05
  -> final/doors is running
  the clock, 08:02:50: final/seats reaches the stop point
  -> final/seats: call ended: expired
  -> final/seats: stop began: not-yet-known (unknown), by call, assumed
  -> final/seats is red: not-yet-known (unknown, assumed)
08:03:00 nothing more is said
  -> nothing
