# A counter wraps, begins again, is replaced or lies; what it cannot have made is never added.
plan: press kolkata
begins: 2026-11-23 07:59:00

07:59:10 press/press-1 run 1
  -> press/press-1 is running
# the first reading says where it stands
08:00:00 press/press-1 count 65530
  -> press/press-1: count is counted from 65530 on
08:00:05 press/press-1 count 65534
  -> press/press-1: 4 more of count
08:00:05 press/press-1 count 65534
  -> nothing
# 16 bits are over
08:00:10 press/press-1 count 3
  -> press/press-1: 5 more of count
08:00:20 press/press-1 count 13
  -> press/press-1: 10 more of count
# a jump that two a second cannot make; the next good one is trusted
08:00:30 press/press-1 count 9000
  -> noted, count-quarantined: 13 -> 9000: more than it can make in the time
08:00:40 press/press-1 count 20
  -> press/press-1: 7 more of count
# it begins again
08:10:00 press/press-1 count 500
  -> press/press-1: 480 more of count
08:10:05 press/press-1 count 505
  -> press/press-1: 5 more of count
08:10:10 press/press-1 count 2
  -> noted, count-reset: 505 -> 2: the counter began again
  -> press/press-1: 2 more of count
# another device is put in: two readings that agree
  the clock, 08:15:00: press closes the quarter of 08:00:00: press-1 513 good 0 reject
  -> press/press-1: 513 good and 0 rejected in the quarter hour at 08:00:00
08:20:00 press/press-1 count 40000
  -> noted, count-quarantined: 2 -> 40000: more than it can make in the time
08:20:10 press/press-1 count 40005
  -> noted, count-reset: 2 -> 40005: the device was replaced
  -> press/press-1: 5 more of count
08:20:20 press/press-1 count 40010
  -> press/press-1: 5 more of count
# what is no count
08:21:00 press/press-1 count -1
  -> set aside: a count of 16 bits is a whole number from 0 to 65535, not -1
08:21:01 press/press-1 count 1.5
  -> set aside: a count of 16 bits is a whole number from 0 to 65535, not 1.5
08:21:02 press/press-1 count 65536
  -> set aside: a count of 16 bits is a whole number from 0 to 65535, not 65536
08:21:03 press/press-1 count many
  -> set aside: a count of 16 bits is a whole number from 0 to 65535, not 'many'
