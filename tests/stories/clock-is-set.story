# Somebody sets the service's clock. What is open stays open; nothing ends before it began.
plan: press oven kolkata
begins: 2026-11-23 08:50:00

08:50:10 press/press-1 run 1
  -> press/press-1 is running
08:50:20 press/press-1 count 100
  -> press/press-1: count is counted from 100 on
08:55:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:56:00 press/press-1 run 0
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
# an hour back
07:57:00 clock was set by -3600 s
  -> noted, clock: the clock was set by -3600.0 s
  -> press: has not turned yet at 08:50:00
  -> paint: has not turned yet at 08:50:00
07:57:01 press/press-1 count 102
  -> press/press-1: 2 more of count
# the pull of a minute ago, by the new clock, is out of the guard
07:57:02 paint/oven leader pressed
  -> paint/oven: the leader arrived at 08:55:00
  -> paint/oven is yellow: help (the leader is here) since 08:55:00
07:57:05 paint/oven cord pulled
  -> paint/oven: call ended: cancelled at 08:55:00
  -> paint/oven is running
07:57:30 press/press-1 run 1
  -> press/press-1: stop ended: restarted at 08:56:00
  -> press/press-1 is running
# what comes next is dated by the new clock
07:57:40 press/press-1 run 0
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
07:57:50 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running
07:58:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
# and forward over the beginning of a break
09:05:00 clock was set by +4000 s
  -> noted, clock: the clock was set by +4000.0 s
  -> press: break of early began at 09:00:00
  -> press/press-1 is planned
  -> paint: break of early began at 09:00:00
