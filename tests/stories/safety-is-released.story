# A call about safety ends by a release and by nothing else: whatever is pulled, pressed, said, planned or waited for.
plan: guard safety kolkata
begins: 2026-11-23 07:59:00

07:59:30 cell/arm run 1
  -> cell/arm is running
08:00:00 cell/arm cord pulled
  -> cell/arm: call raised: safety, by cord, asks for a stop at 08:00:30
  -> cell/arm is yellow, safety first: safety
08:00:00.300 cell/arm cord released
  -> nothing
08:00:10 cell/arm cord pulled
  -> nothing
08:00:15 mai cancels the safety call of cell/arm
  -> refused: safety is not released: only a named person with the right releases it
08:00:16 mai disowns the safety call of cell/arm
  -> refused: safety is not released: only a named person with the right releases it
08:00:17 mai resolves the safety call of cell/arm
  -> refused: safety is not released: only a named person with the right releases it
08:00:18 mai says that the safety call of cell/arm is for help
  -> refused: safety is not released: only a named person with the right releases it
08:00:19 cell/arm restart pressed
  -> nothing
08:00:20 mai restarts cell/arm
  -> refused: safety is not released: only a named person with the right releases it
08:00:21 mai hears the safety call of cell/arm
  -> cell/arm: mai heard the call
  -> cell/arm is yellow, safety first: safety (mai heard) since 08:00:00
08:00:22 mai begins the test of cell/arm
  -> refused: somebody calls for help here: answer the call, then test
# the stop point: the call becomes a stop, and that is not released either
  the clock, 08:00:30: cell/arm reaches the stop point
  -> cell/arm: call ended: expired
  -> cell/arm: stop began: unsafe (safety), by call, still running
  -> cell/arm: kaizen triggered: safety
  -> cell/arm: mai heard of the stop
  -> cell/arm is red, safety first: unsafe (safety, still running, mai heard), 1 kaizen open
08:00:40 nothing more is said
  -> nothing
08:00:41 cell/arm restart released
  -> nothing
08:00:42 cell/arm restart pressed
  -> nothing
08:00:43 mai restarts cell/arm
  -> refused: safety is not released: only a named person with the right releases it
08:00:44 mai calls the only stop of cell/arm tool-worn
  -> refused: safety is not released: only a named person with the right releases it
08:00:45 mai puts the safety kaizen of cell/arm to rest
  -> refused: the station stands because of it right now: a trigger rests when its stop is over
08:00:46 cell/arm cord pulled
  -> cell/arm: call raised: safety, by cord, asks for a stop at 08:01:16
  -> cell/arm is red, safety first: unsafe (safety, still running, mai heard), calls safety, 1 kaizen open since 08:00:30
08:00:50 mai adopts plan press safety kolkata
  -> refused: safety is not released at cell/arm, which this plan would forget: release it, then change the plan
# who may: somebody with a name, who says why
08:01:00 tablet releases safety at cell/arm: the guard is back
  -> refused: safety is released by a named person, not by a program or a tablet
08:01:01 mai releases safety at cell/arm: 
  -> refused: say why it is safe again: it is kept with your name
08:01:02 mai releases safety at cell/arm: the guard is back
  -> cell/arm: call ended: released, by person:mai
  -> cell/arm: stop ended: released
  -> cell/arm is running, 1 kaizen open
08:01:03 mai releases safety at cell/arm: once more
  -> refused: nothing about safety is open at this station
08:01:10 mai adopts plan press safety kolkata
  -> cell/arm: is no more in the plan
  -> cell: its calendar ended
  -> press/press-1: shift early began at 06:00:00
  -> press/press-1 is no-signal
