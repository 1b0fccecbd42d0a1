# At the stop point the call becomes a stop, and climbs on from where it was; who heard has heard of the stop.
plan: conveyor kolkata ladder
begins: 2026-11-23 07:59:00

08:01:00 final/seats cord pulled
  -> final/seats: call raised: help, by cord, asks for a stop at 08:01:30
  -> final/seats is yellow: help
  -> final/seats: team-leader is told of the call (raised): mai and tuan
  the clock, 08:01:30: final/seats reaches the stop point
  -> final/seats: call ended: expired
  -> final/seats: stop began: not-yet-known (unknown), by call, assumed
  -> final/seats is red: not-yet-known (unknown, assumed)
08:01:40 nothing more is said
  -> nothing
  the clock, 08:02:00: team-leader had its time to acknowledge the stop of final/seats
  -> final/seats: group-leader is told of the stop (not-acknowledged): ravi
08:02:05 nothing more is said
  -> nothing
08:02:20 ravi hears the stop of final/seats
  -> final/seats: ravi heard of the stop
  -> final/seats is red: not-yet-known (unknown, assumed, ravi heard) since 08:01:30
08:04:00 ravi stands at the stop of final/seats
  -> final/seats: ravi arrived, at the stop
  -> final/seats is red: not-yet-known (unknown, assumed, the leader is here) since 08:01:30
08:04:30 mai restarts final/seats
  -> final/seats: stop ended: restarted
  -> final/seats is running
08:08:00 nothing more is said
  -> nothing
# heard as a call: only the times to arrive and to resolve run on
08:20:00 final/seats cord pulled
  -> final/seats: call raised: help, by cord, asks for a stop at 08:20:30
  -> final/seats is yellow: help
  -> final/seats: team-leader is told of the call (raised): mai and tuan
08:20:10 mai hears the help call of final/seats
  -> final/seats: mai heard the call
  -> final/seats is yellow: help (mai heard) since 08:20:00
  the clock, 08:20:30: final/seats reaches the stop point
  -> final/seats: call ended: expired
  -> final/seats: stop began: not-yet-known (unknown), by call, assumed
  -> final/seats: mai heard of the stop
  -> final/seats is red: not-yet-known (unknown, assumed, mai heard)
08:22:59 nothing more is said
  -> nothing
  the clock, 08:23:00: team-leader had its time to arrive the stop of final/seats
  -> final/seats: group-leader is told of the stop (not-arrived): ravi
08:23:10 nothing more is said
  -> nothing
08:23:20 mai restarts final/seats
  -> final/seats: stop ended: restarted
  -> final/seats is running
# where the pull is the stop
08:30:00 final/brakes cord pulled
  -> final/brakes: call raised: help, by cord, asks for a stop at 08:30:00
  -> final/brakes: call ended: expired
  -> final/brakes: stop began: not-yet-known (unknown), by call, assumed
  -> final/brakes is red: not-yet-known (unknown, assumed)
  -> final/brakes: team-leader is told of the stop (stopped): mai and tuan
08:30:10 final/brakes restart pressed
  -> final/brakes: stop ended: restarted
  -> final/brakes is running
