# Under test no machine that stands makes a stop, and no piece is counted; what stands when it ends does.
plan: press kolkata
begins: 2026-11-23 07:59:00

08:00:00 press/press-1 run 1
  -> press/press-1 is running
08:00:00 press/press-1 count 100
  -> press/press-1: count is counted from 100 on
08:00:01 press/press-1 packs 2
  -> press/press-1: 2 more of packs
08:01:00 mai begins the test of press/press-1
  -> press/press-1 is test, mai tests
08:01:10 press/press-1 run 0
  -> press/press-1: run heard, 0
08:01:20 press/press-1 fault E-11
  -> press/press-1: fault heard, E-11
08:01:30 press/press-1 count 110
  -> press/press-1: count is counted from 110 on
  -> press/press-1: count heard, 110
08:01:31 press/press-1 packs 5
  -> press/press-1: packs is counted from 7 on
  -> press/press-1: packs heard, 7
08:01:40 press/press-1 fault ""
  -> press/press-1: fault heard, 
# nothing more is said: the clock ends it
  the clock, 08:06:00: the test of press/press-1 is over
  the clock, 08:06:00: the test of press/press-1 is over
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
08:07:00 press/press-1 count 112
  -> press/press-1: 2 more of count
08:07:01 press/press-1 packs 1
  -> press/press-1: 1 more of packs
08:07:30 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running
