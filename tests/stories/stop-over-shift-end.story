# From shift to shift a stop goes on: both shifts are work. Into the evening it ends as planned.
plan: press kolkata
begins: 2026-11-23 13:50:00

13:50:10 press/press-1 run 0
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
13:55:00 press/press-1 count 10
  -> press/press-1: count is counted from 10 on
  the clock, 14:00:00: press work, shift late
  -> press/press-1: shift late began
14:05:00 press/press-1 count 11
  -> press/press-1: 1 more of count
14:10:00 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running
  the clock, 14:15:00: press closes the quarter of 14:00:00: press-1 1 good 0 reject
  -> press/press-1: 1 good and 0 rejected in the quarter hour at 14:00:00
21:55:00 press/press-1 run 0
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
  the clock, 22:00:00: press off
  -> press/press-1: no shift from here
  -> press/press-1: stop ended: planned
  -> press/press-1 is planned
22:30:00 nothing more is said
  -> nothing
== 2026-11-24 ==
# overnight the machine was silent, and its last word was that it stands: that is no stop, nobody knows
05:00:00 machine of press/press-1 silent since 04:59:50
  -> press/press-1: nothing is known: silent at 04:59:50
  -> press/press-1 is no-signal
  the clock, 06:00:00: press work, shift early
  -> press/press-1: shift early began
06:05:00 machine of press/press-1 heard
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
06:06:00 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running
