# Work begins and two machines stand: two stops and two kaizen triggers, each of its own.
plan: two-presses kolkata
begins: 2026-11-23 09:05:00

09:06:00 stamping/left run 0
  -> stamping/left is planned
09:06:00 stamping/right run 0
  -> stamping/right is planned
  the clock, 09:10:00: stamping work, shift early
  -> stamping/left: stop began: machine-breakdown (equipment), by run
  -> stamping/left: kaizen triggered: equipment
  -> stamping/left is red: machine-breakdown (equipment), 1 kaizen open
  the clock, 09:10:00: stamping work, shift early
  -> stamping/right: stop began: machine-breakdown (equipment), by run
  -> stamping/right: kaizen triggered: equipment
  -> stamping/right is red: machine-breakdown (equipment), 1 kaizen open
09:11:00 stamping/left run 1
  -> stamping/left: stop ended: restarted
  -> stamping/left is running, 1 kaizen open
09:12:00 stamping/right run 1
  -> stamping/right: stop ended: restarted
  -> stamping/right is running, 1 kaizen open
# and after a silence of their controller, heard again
  the clock, 14:00:00: stamping work, shift late
  -> stamping/left: shift late began
  -> stamping/right: shift late began
21:59:00 stamping/left run 0
  -> stamping/left: stop began: machine-breakdown (equipment), by run
  -> stamping/left: the stop joins the open kaizen
  -> stamping/left is red: machine-breakdown (equipment), 1 kaizen open
  the clock, 22:00:00: stamping off
  -> stamping/left: no shift from here
  -> stamping/left: stop ended: planned
  -> stamping/left is planned, 1 kaizen open
  -> stamping/right: no shift from here
  -> stamping/right is planned, 1 kaizen open
22:01:00 stamping/right run 0
  -> nothing
== 2026-11-24 ==
05:50:00 machine of stamping/left silent since 05:49:50
  -> stamping/left: nothing is known: silent at 05:49:50
  -> stamping/right: nothing is known: silent at 05:49:50
  -> stamping/left is no-signal, 1 kaizen open
  -> stamping/right is no-signal, 1 kaizen open
  the clock, 06:00:00: stamping work, shift early
  -> stamping/left: shift early began
  -> stamping/right: shift early began
06:10:00 machine of stamping/left heard
  -> stamping/left: stop began: machine-breakdown (equipment), by run
  -> stamping/left: the stop joins the open kaizen
  -> stamping/left is red: machine-breakdown (equipment), 1 kaizen open
  the clock, 06:10:00: stamping work, shift early
  -> stamping/right: stop began: machine-breakdown (equipment), by run
  -> stamping/right: the stop joins the open kaizen
  -> stamping/right is red: machine-breakdown (equipment), 1 kaizen open
06:20:00 nothing more is said
  -> nothing
