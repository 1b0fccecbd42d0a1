# A call has until the fixed position to be answered; then it asks for a stop, and only a restart ends that.
plan: conveyor kolkata
begins: 2026-11-23 07:59:00

08:00:00 final/doors run 1
  -> final/doors is running
# cancelled inside the window: the line never stopped
08:01:00 final/doors cord pulled
  -> final/doors: call raised: help, by cord, asks for a stop at 08:01:20
  -> final/doors is yellow: help
08:01:15 final/doors cord pulled
  -> final/doors: call ended: cancelled
  -> final/doors is running
# not cancelled: asked to stop, still running, until the run signal says that it stands
08:02:00 final/doors cord pulled
  -> final/doors: call raised: help, by cord, asks for a stop at 08:02:20
  -> final/doors is yellow: help
08:02:10 mai hears the help call of final/doors
  -> final/doors: mai heard the call
  -> final/doors is yellow: help (mai heard) since 08:02:00
  the clock, 08:02:20: final/doors reaches the stop point
  -> final/doors: call ended: expired
  -> final/doors: stop began: not-yet-known (unknown), by call, still running
  -> final/doors: mai heard of the stop
  -> final/doors is red: not-yet-known (unknown, still running, mai heard)
08:02:25 final/doors cord pulled
  -> noted, ignored: a pull: after the stop point only a restart ends it
08:02:26 somebody asks for help at final/doors
  -> refused: the station was asked to stop by such a call: after the stop point only a restart ends it
08:02:27 mai hears the help call of final/doors
  -> refused: the call is over: expired, at 08:02:20
08:02:28 mai stands at the help call of final/doors
  -> refused: the call is over: expired, at 08:02:20
08:02:28 mai taps for the help call of final/doors
  -> refused: the call is over: expired, at 08:02:20
08:02:29 mai resolves the help call of final/doors
  -> refused: the call is over: expired, at 08:02:20
08:02:29 mai cancels the help call of final/doors
  -> refused: the call is over: expired, at 08:02:20
08:02:29 mai disowns the help call of final/doors
  -> refused: the call is over: expired, at 08:02:20
08:02:29 mai says that the help call of final/doors is for quality
  -> refused: the call is over: expired, at 08:02:20
08:02:30 final/doors run 0
  -> final/doors: the stop is seen by the run signal
  -> final/doors is red: not-yet-known (unknown, mai heard) since 08:02:20
08:02:40 final/doors leader pressed
  -> final/doors: the leader arrived, at the stop
  -> final/doors is red: not-yet-known (unknown, the leader is here) since 08:02:20
08:02:41 final/doors leader pressed
  -> nothing
08:02:42 tuan hears the stop of final/doors
  -> refused: the leader is here already, at 08:02:40
# the restart button is pressed, and it runs
08:04:00 final/doors restart pressed
  -> nothing
08:04:05 final/doors run 1
  -> final/doors: stop ended: restarted
  -> final/doors is running
08:04:10 tuan hears the stop of final/doors
  -> refused: the stop is over: it ended, at 08:04:05

# here nothing tells whether it runs: the minutes are assumed. Half the takt is the window
08:10:00 final/seats cord pulled
  -> final/seats: call raised: help, by cord, asks for a stop at 08:10:30
  -> final/seats is yellow: help
08:10:10 mai stands at the help call of final/seats
  -> final/seats: mai arrived
  -> final/seats is yellow: help (the leader is here) since 08:10:00
  the clock, 08:10:30: final/seats reaches the stop point
  -> final/seats: call ended: expired
  -> final/seats: stop began: not-yet-known (unknown), by call, assumed
  -> final/seats: mai arrived, at the stop
  -> final/seats is red: not-yet-known (unknown, assumed, the leader is here)
08:10:40 final/seats restart pressed
  -> final/seats: stop ended: restarted
  -> final/seats is running
# tapped for from afar, and too late
08:11:00 final/seats cord pulled
  -> final/seats: call raised: help, by cord, asks for a stop at 08:11:30
  -> final/seats is yellow: help
08:11:10 mai taps for the help call of final/seats
  -> final/seats: mai says from afar to be here
  -> final/seats is yellow: help (mai says from afar to be here) since 08:11:00
  the clock, 08:11:30: final/seats reaches the stop point
  -> final/seats: call ended: expired
  -> final/seats: stop began: not-yet-known (unknown), by call, assumed
  -> final/seats: mai says from afar to be here, at the stop
  -> final/seats is red: not-yet-known (unknown, assumed, mai says from afar to be here)
08:11:40 tuan taps for the stop of final/seats
  -> refused: somebody is here already, by mai at 08:11:30
08:11:41 tuan hears the stop of final/seats
  -> refused: somebody is here already, by mai at 08:11:30
08:11:45 tuan stands at the stop of final/seats
  -> final/seats: tuan arrived, at the stop
  -> final/seats is red: not-yet-known (unknown, assumed, the leader is here) since 08:11:30
08:12:00 mai restarts final/seats
  -> final/seats: stop ended: restarted
  -> final/seats is running

# the machine runs again by itself, and that is the restart
08:13:00 final/doors cord pulled
  -> final/doors: call raised: help, by cord, asks for a stop at 08:13:20
  -> final/doors is yellow: help
  the clock, 08:13:20: final/doors reaches the stop point
  -> final/doors: call ended: expired
  -> final/doors: stop began: not-yet-known (unknown), by call, still running
  -> final/doors is red: not-yet-known (unknown, still running)
08:13:30 final/doors run 0
  -> final/doors: the stop is seen by the run signal
  -> final/doors is red: not-yet-known (unknown) since 08:13:20
08:14:00 mai hears the stop of final/doors
  -> final/doors: mai heard of the stop
  -> final/doors is red: not-yet-known (unknown, mai heard) since 08:13:20
08:14:05 tuan hears the stop of final/doors
  -> refused: somebody has heard already, by mai at 08:14:00
08:14:10 tuan taps for the stop of final/doors
  -> final/doors: tuan says from afar to be here, at the stop
  -> final/doors is red: not-yet-known (unknown, tuan says from afar to be here) since 08:13:20
08:15:00 final/doors run 1
  -> final/doors: stop ended: restarted
  -> final/doors is running
08:15:10 mai hears the stop of final/doors
  -> refused: the stop is over: it ended, at 08:15:00
