# Rejects count by themselves; messages that say how many more; a measured value.
plan: press kolkata
begins: 2026-11-23 07:59:00

07:59:10 press/press-1 run 1
  -> press/press-1 is running
08:00:00 press/press-1 count 100
  -> press/press-1: count is counted from 100 on
08:00:00 press/press-1 reject 5
  -> press/press-1: reject is counted from 5 on
08:00:10 press/press-1 count 110
  -> press/press-1: 10 more of count
08:00:10 press/press-1 reject 6
  -> press/press-1: 1 more of reject
# how many more
08:01:00 press/press-1 packs 12
  -> press/press-1: 12 more of packs
08:01:00 press/press-1 packs 0
  -> nothing
08:01:30 press/press-1 packs 12
  -> press/press-1: 12 more of packs
08:01:31 press/press-1 packs 400
  -> noted, count-quarantined: 24 -> 424: more than it can make in the time
08:01:40 press/press-1 packs 5
  -> press/press-1: 5 more of packs
# 32 bits of rejects are not reached; a value is kept when it moves
08:02:00 press/press-1 heat 81.5
  -> press/press-1: heat 81.5
08:02:01 press/press-1 heat 81.5
  -> nothing
08:02:02 press/press-1 heat 82
  -> press/press-1: heat 82
08:02:03 press/press-1 heat hot
  -> set aside: a measured value is a number, not 'hot'
  the clock, 08:15:00: press closes the quarter of 08:00:00: press-1 39 good 1 reject
  -> press/press-1: 39 good and 1 rejected in the quarter hour at 08:00:00
08:15:00 nothing more is said
  -> nothing
