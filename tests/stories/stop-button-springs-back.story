# A stop button that springs back: pressed again, or restart, or the machine running again ends the stop.
plan: press kolkata
begins: 2026-11-23 07:59:00

07:59:10 press/press-1 run 1
  -> press/press-1 is running
08:00:00 press/press-1 button pressed
  -> press/press-1: stop began: defect-found (quality), by stop, still running
  -> press/press-1: kaizen triggered: quality
  -> press/press-1 is red: defect-found (quality, still running), 1 kaizen open
08:00:00.300 press/press-1 button let go
  -> nothing
08:00:02 press/press-1 button pressed
  -> nothing
08:01:00 press/press-1 button pressed
  -> press/press-1: stop ended: cleared
  -> press/press-1 is running, 1 kaizen open

08:10:00 press/press-1 button pressed
  -> press/press-1: stop began: defect-found (quality), by stop, still running
  -> press/press-1: the stop joins the open kaizen
  -> press/press-1 is red: defect-found (quality, still running), 1 kaizen open
08:11:00 press/press-1 restart pressed
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running, 1 kaizen open

# asked to stop, and stopped: it ends when the machine runs
08:20:00 press/press-1 button pressed
  -> press/press-1: stop began: defect-found (quality), by stop, still running
  -> press/press-1: the stop joins the open kaizen
  -> press/press-1 is red: defect-found (quality, still running), 1 kaizen open
08:20:05 press/press-1 run 0
  -> press/press-1: the stop is seen by the run signal
  -> press/press-1 is red: defect-found (quality), 1 kaizen open since 08:20:00
08:24:00 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running, 1 kaizen open

# restart does not end what the machine itself says
08:30:00 press/press-1 run 0
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown), 1 kaizen open
08:30:10 press/press-1 restart pressed
  -> nothing
08:31:00 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running, 1 kaizen open
