# After a start the close of an old quarter waits; pieces of now do not fall into it.
plan: press oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 press/press-1 count 100
  -> press/press-1: count is counted from 100 on
08:10:00 press/press-1 count 110
  -> press/press-1: 10 more of count
08:40:00 service starts, down since 08:12:00
  -> press/press-1 is no-signal since 07:59:00
  -> paint/oven: nothing is known: down at 08:12:00
  -> paint/oven is no-signal
08:40:01 press/press-1 count 130
  -> press/press-1 is no-signal since 07:59:00
  -> press/press-1: 20 more of count
  the clock, 08:15:00: press closes the quarter of 08:00:00: press-1 10 good 0 reject
  -> press/press-1: 10 good and 0 rejected in the quarter hour at 08:00:00
08:40:10 nothing more is said
  -> nothing
  the clock, 08:45:00: press closes the quarter of 08:30:00: press-1 20 good 0 reject
  -> press/press-1: 20 good and 0 rejected in the quarter hour at 08:30:00
08:46:00 nothing more is said
  -> nothing
