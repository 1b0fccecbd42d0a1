# A machine that does not run in work time is a stop of unknown reason; in a break it is not.
plan: press kolkata
begins: 2026-11-23 07:59:00, nobody heard

# heard, but it has not said whether it runs: not green
07:59:10 machine of press/press-1 heard
  -> press/press-1 is no-signal since 07:59:00
07:59:20 press/press-1 run 1
  -> press/press-1 is running
08:00:00 press/press-1 run 0
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
08:02:00 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running
# over the break
  the clock, 09:00:00: press break, shift early
  -> press/press-1 is planned
09:00:05 press/press-1 run 0
  -> nothing
# work time begins and it still stands
  the clock, 09:10:00: press work, shift early
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
09:12:00 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running
