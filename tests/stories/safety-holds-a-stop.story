# A stop about safety stands, though its cause is gone and the machine runs, until it is released; and so does any stop it joins.
plan: guard safety kolkata
begins: 2026-11-23 07:59:00

07:59:30 cell/arm run 1
  -> cell/arm is running
# a mat that stays in: as long as it does there is nothing to release
08:00:00 cell/arm mat pressed
  -> cell/arm: stop began: unsafe (safety), by stop, still running
  -> cell/arm: kaizen triggered: safety
  -> cell/arm is red, safety first: unsafe (safety, still running), 1 kaizen open
08:00:05 mai releases safety at cell/arm: stepped off
  -> refused: mat is still pressed in: let it out first
08:00:10 cell/arm mat released
  -> nothing
08:00:20 cell/arm run 0
  -> cell/arm: the stop is seen by the run signal
  -> cell/arm is red, safety first: unsafe (safety), 1 kaizen open since 08:00:00
08:00:30 cell/arm run 1
  -> cell/arm: the stop is still running
  -> cell/arm is red, safety first: unsafe (safety, still running), 1 kaizen open since 08:00:00
08:00:40 service starts, down since 08:00:35
  -> cell/arm: nothing is known: down at 08:00:35
  -> cell/arm is red, safety first: unsafe (safety, still running), signal lost, 1 kaizen open since 08:00:00
08:00:41 everybody is heard
  -> cell/arm is red, safety first: unsafe (safety, still running), 1 kaizen open since 08:00:00
08:00:42 cell/arm run 1
  -> nothing
08:01:00 mai releases safety at cell/arm: stepped off
  -> cell/arm: stop ended: released
  -> cell/arm is running, 1 kaizen open

# a breakdown that safety joins is about safety from then on
08:02:00 cell/arm fault E-1
  -> cell/arm: stop began: machine-breakdown (equipment), by fault, still running
  -> cell/arm: kaizen triggered: equipment
  -> cell/arm is red: machine-breakdown (equipment, still running), 2 kaizen open
08:02:05 cell/arm run 0
  -> cell/arm: the stop is seen by the run signal
  -> cell/arm is red: machine-breakdown (equipment), 2 kaizen open since 08:02:00
08:02:10 cell/arm mat pressed
  -> cell/arm: stop explained: unsafe (safety), version 2
  -> cell/arm: the stop leaves its kaizen
  -> cell/arm: kaizen at rest, nothing is left in it
  -> cell/arm: the stop joins the open kaizen
  -> cell/arm is red, safety first: unsafe (safety), 1 kaizen open since 08:02:00
08:02:15 cell/arm mat released
  -> nothing
08:02:20 cell/arm fault ""
  -> nothing
08:02:25 cell/arm run 1
  -> cell/arm: the stop is still running
  -> cell/arm is red, safety first: unsafe (safety, still running), 1 kaizen open since 08:02:00
08:02:30 mai restarts cell/arm
  -> refused: safety is not released: only a named person with the right releases it
08:02:40 mai releases safety at cell/arm: nobody is inside
  -> cell/arm: stop ended: released
  -> cell/arm is running, 1 kaizen open

# what somebody says is about safety is held too, over a break and the end of the shift
08:03:00 cell/arm run 0
  -> cell/arm: stop began: not-yet-known (unknown), by run
  -> cell/arm is red: not-yet-known (unknown), 1 kaizen open
08:03:10 mai calls the last stop of cell/arm unsafe
  -> cell/arm: stop explained: unsafe (safety), version 2
  -> cell/arm: the stop joins the open kaizen
  -> cell/arm is red, safety first: unsafe (safety), 1 kaizen open since 08:03:00
08:03:20 cell/arm run 1
  -> cell/arm: the stop is still running
  -> cell/arm is red, safety first: unsafe (safety, still running), 1 kaizen open since 08:03:00
  the clock, 09:00:00: cell break, shift early
  the clock, 09:10:00: cell work, shift early
  the clock, 14:00:00: cell work, shift late
  -> cell/arm: shift late began
14:05:00 nothing more is said
  -> nothing
14:06:00 mai releases safety at cell/arm: looked at with the leader
  -> cell/arm: stop ended: released
  -> cell/arm is running, 1 kaizen open
