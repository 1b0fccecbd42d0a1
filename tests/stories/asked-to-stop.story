# "Ask to stop" on a screen: a stop like that of a button, until somebody restarts.
plan: press oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 press/press-1 run 1
  -> press/press-1 is running
08:00:10 lan asks press/press-1 to stop
  -> press/press-1: stop began: machine-breakdown (equipment), by asked, still running
  -> press/press-1: kaizen triggered: equipment
  -> press/press-1 is red: machine-breakdown (equipment, still running), 1 kaizen open
08:00:11 lan asks press/press-1 to stop
  -> refused: the station was asked to stop already
08:00:20 press/press-1 run 0
  -> press/press-1: the stop is seen by the run signal
  -> press/press-1 is red: machine-breakdown (equipment), 1 kaizen open since 08:00:10
08:01:00 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running, 1 kaizen open
08:02:00 lan asks paint/oven to stop
  -> paint/oven: stop began: machine-breakdown (equipment), by asked, assumed
  -> paint/oven: kaizen triggered: equipment
  -> paint/oven is red: machine-breakdown (equipment, assumed), 1 kaizen open
08:02:10 mai hears the stop of paint/oven
  -> paint/oven: mai heard of the stop
  -> paint/oven is red: machine-breakdown (equipment, assumed, mai heard), 1 kaizen open since 08:02:00
08:03:00 mai restarts paint/oven
  -> paint/oven: stop ended: restarted
  -> paint/oven is running, 1 kaizen open
08:03:10 lan asks paint/moon to stop
  -> refused: the plan has no station paint/moon
