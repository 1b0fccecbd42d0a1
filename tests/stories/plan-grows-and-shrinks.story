# A plan is adopted without a restart: a station more, and one less that had a call and a stop open.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:00:10 mai adopts plan oven kolkata
  -> refused: this plan already holds
08:00:20 paint/oven stop pressed
  -> paint/oven: stop began: machine-breakdown (equipment), by stop, assumed
  -> paint/oven: kaizen triggered: equipment
  -> paint/oven is red: machine-breakdown (equipment, assumed), calls help, 1 kaizen open
08:01:00 mai adopts plan oven-and-sander kolkata
  -> paint/sander: shift early began at 06:00:00
  -> paint/sander is no-signal
08:01:10 box of paint/sander heard
  -> paint/sander is running
08:02:00 mai adopts plan sander kolkata
  -> paint/oven: call ended: withdrawn
  -> paint/oven: stop ended: withdrawn
  -> paint/oven: is no more in the plan
# what its box says now drives nothing
08:02:30 unknown box/A0000009/cord says true
  -> noted, unassigned: True from an address of no station
# a past stop of the station that is gone can still be explained
08:03:00 ravi calls the only stop of paint/oven defect-found
  -> paint/oven: stop explained: defect-found (quality), version 2
  -> paint/oven: the stop leaves its kaizen
  -> paint/oven: kaizen at rest, nothing is left in it
  -> paint/oven: kaizen triggered: quality
08:03:10 ravi puts the quality kaizen of paint/oven to rest
  -> paint/oven: kaizen at rest
# back again, it is unknown until it is heard
08:04:00 mai adopts plan oven-and-sander kolkata
  -> paint/oven: shift early began at 06:00:00
  -> paint/oven is no-signal
08:04:10 everybody is heard
  -> paint/oven is running
