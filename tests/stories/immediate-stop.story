# At a station that stops at once, the pull is the stop.
plan: conveyor kolkata
begins: 2026-11-23 07:59:00

08:00:00 final/brakes cord pulled
  -> final/brakes: call raised: help, by cord, asks for a stop at 08:00:00
  -> final/brakes: call ended: expired
  -> final/brakes: stop began: not-yet-known (unknown), by call, assumed
  -> final/brakes is red: not-yet-known (unknown, assumed)
08:00:10 final/brakes cord pulled
  -> noted, ignored: a pull: after the stop point only a restart ends it
08:00:20 mai stands at the stop of final/brakes
  -> final/brakes: mai arrived, at the stop
  -> final/brakes is red: not-yet-known (unknown, assumed, the leader is here) since 08:00:00
08:01:00 final/brakes restart pressed
  -> final/brakes: stop ended: restarted
  -> final/brakes is running
08:02:00 somebody asks for quality at final/brakes
  -> final/brakes: call raised: quality, by the screen, asks for a stop at 08:02:00
  -> final/brakes: call ended: expired
  -> final/brakes: stop began: not-yet-known (unknown), by call, assumed
  -> final/brakes is red: not-yet-known (unknown, assumed)
08:03:00 mai restarts final/brakes
  -> final/brakes: stop ended: restarted
  -> final/brakes is running
