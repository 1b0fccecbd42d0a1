# A fault stops the station, and its code says why.
plan: press kolkata
begins: 2026-11-23 07:59:00

07:59:10 press/press-1 run 1
  -> press/press-1 is running
08:00:00 press/press-1 fault E-11
  -> press/press-1: stop began: tool-worn (equipment), by fault, still running
  -> press/press-1: kaizen triggered: equipment
  -> press/press-1 is red: tool-worn (equipment, still running), 1 kaizen open
08:05:00 press/press-1 fault ""
  -> press/press-1: stop ended: cleared
  -> press/press-1 is running, 1 kaizen open

# a code nobody listed has the reason of the point, and is noted
08:10:00 press/press-1 fault E-99
  -> noted, unknown-code: fault 'E-99' is in no codes of this point
  -> press/press-1: stop began: machine-breakdown (equipment), by fault, still running
  -> press/press-1: the stop joins the open kaizen
  -> press/press-1 is red: machine-breakdown (equipment, still running), 1 kaizen open
08:11:00 press/press-1 fault 0
  -> press/press-1: stop ended: cleared
  -> press/press-1 is running, 1 kaizen open

# a controller that says 7.0 means 7; what is planned triggers no kaizen
08:20:00 press/press-1 fault 7.0
  -> press/press-1: stop began: maintenance (planned), by fault, still running
  -> press/press-1 is red: maintenance (planned, still running), 1 kaizen open
08:21:00 press/press-1 fault false
  -> press/press-1: stop ended: cleared
  -> press/press-1 is running, 1 kaizen open
08:22:00 press/press-1 fault true
  -> noted, unknown-code: fault 'true' is in no codes of this point
  -> press/press-1: stop began: machine-breakdown (equipment), by fault, still running
  -> press/press-1: the stop joins the open kaizen
  -> press/press-1 is red: machine-breakdown (equipment, still running), 1 kaizen open
08:23:00 press/press-1 fault false
  -> press/press-1: stop ended: cleared
  -> press/press-1 is running, 1 kaizen open
