# A stop of unknown reason takes the reason that comes later in the same stop; a known one keeps its own.
plan: press kolkata
begins: 2026-11-23 07:59:00

07:59:10 press/press-1 run 1
  -> press/press-1 is running
08:00:00 press/press-1 run 0
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
08:00:30 press/press-1 fault E-14
  -> press/press-1: stop explained: defect-found (quality), version 2
  -> press/press-1: kaizen triggered: quality
  -> press/press-1 is red: defect-found (quality), 1 kaizen open since 08:00:00
08:01:00 press/press-1 fault E-11
  -> nothing
# the fault is gone and the machine still stands: it is the same stop
08:04:00 press/press-1 fault ""
  -> nothing
08:06:00 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running, 1 kaizen open
