# Each UTC quarter hour is closed with its pieces; pieces that come late for it close it once more by themselves.
plan: press kolkata
begins: 2026-11-23 07:59:00

07:59:10 press/press-1 run 1
  -> press/press-1 is running
08:00:00 press/press-1 count 100
  -> press/press-1: count is counted from 100 on
08:10:00 press/press-1 count 110
  -> press/press-1: 10 more of count
  the clock, 08:15:00: press closes the quarter of 08:00:00: press-1 10 good 0 reject
  -> press/press-1: 10 good and 0 rejected in the quarter hour at 08:00:00
08:15:01 press/press-1 count 112, device says 08:14:59
  -> press/press-1: 2 more of count
  the clock, 08:15:00: press closes the quarter of 08:00:00: press-1 2 good 0 reject
  -> press/press-1: 2 good and 0 rejected in the quarter hour at 08:00:00
08:16:00 press/press-1 count 120
  -> press/press-1: 8 more of count
08:16:30 press/press-1 count 121, device says 08:14:59.500
  -> press/press-1: 1 more of count
  the clock, 08:15:00: press closes the quarter of 08:00:00: press-1 1 good 0 reject
  -> press/press-1: 1 good and 0 rejected in the quarter hour at 08:00:00
  the clock, 08:30:00: press closes the quarter of 08:15:00: press-1 8 good 0 reject
  -> press/press-1: 8 good and 0 rejected in the quarter hour at 08:15:00
08:31:00 nothing more is said
  -> nothing
# quarters of nothing are not closed
  the clock, 09:00:00: press break, shift early
  -> press/press-1 is planned
  the clock, 09:10:00: press work, shift early
  -> press/press-1 is running
09:16:00 nothing more is said
  -> nothing
