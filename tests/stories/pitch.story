# Without a window the call ends with the conveyor's next pitch, which does not come while the line stands.
plan: conveyor kolkata
begins: 2026-11-23 07:59:00

08:00:00 final/glass pitch 1
  -> nothing
08:00:10 final/glass cord pulled
  -> final/glass: call raised: help, by cord
  -> final/glass is yellow: help
08:00:30 final/glass cord pulled
  -> final/glass: call ended: cancelled
  -> final/glass is running
08:01:00 final/glass pitch 1
  -> nothing
08:01:10 final/glass cord pulled
  -> final/glass: call raised: help, by cord
  -> final/glass is yellow: help
08:01:20 mai asks final/doors to stop
  -> final/doors: stop began: machine-breakdown (equipment), by asked, assumed
  -> final/doors: kaizen triggered: equipment
  -> final/doors is red: machine-breakdown (equipment, assumed), 1 kaizen open
08:01:21 mai asks final/doors to stop
  -> refused: the station was asked to stop already
08:02:00 final/glass pitch 1
  -> nothing
08:02:30 final/doors restart pressed
  -> final/doors: stop ended: restarted
  -> final/doors is no-signal, 1 kaizen open
08:03:00 final/glass pitch 0
  -> nothing
08:03:01 final/glass pitch 1
  -> final/glass: the call, asks for a stop at 08:03:01
  -> final/glass is yellow: help since 08:01:10
  the clock, 08:03:01: final/glass reaches the stop point
  -> final/glass: call ended: expired
  -> final/glass: stop began: not-yet-known (unknown), by call, assumed
  -> final/glass is red: not-yet-known (unknown, assumed)
08:03:10 nothing more is said
  -> nothing
08:03:20 mai restarts final/glass
  -> final/glass: stop ended: restarted
  -> final/glass is running
