# A station whose cord is on a tablet is watched as long as the tablet is heard; put away, it is no cord.
plan: packing kolkata
begins: 2026-11-23 07:59:00, nobody heard

07:59:10 nothing more is said
  -> nothing
07:59:20 page of pack/table heard
  -> pack/table is running
08:00:00 somebody asks for help at pack/table
  -> pack/table: call raised: help, by the screen, asks for a stop at 08:00:20
  -> pack/table is yellow: help
08:00:10 page of pack/table silent since 08:00:04
  -> pack/table: nothing is known: silent at 08:00:04
  -> pack/table is yellow: help, signal lost since 08:00:00
08:00:12 mai resolves the help call of pack/table
  -> pack/table: call ended: resolved, by mai
  -> pack/table is no-signal
08:00:30 page of pack/table heard
  -> pack/table is running
# a pull that waited in the tablet for longer than the window lasts asks for a stop as soon as it is told
08:02:00 somebody asks for help at pack/table, a pull 45 s old
  -> pack/table: call raised: help, by the screen, asks for a stop at 08:01:35 at 08:01:15
  -> pack/table is yellow: help since 08:01:15
  the clock, 08:01:35: pack/table reaches the stop point
  -> pack/table: call ended: expired
  -> pack/table: stop began: not-yet-known (unknown), by call, assumed
  -> pack/table is red: not-yet-known (unknown, assumed)
08:02:01 nothing more is said
  -> nothing
08:02:30 mai restarts pack/table
  -> pack/table: stop ended: restarted
  -> pack/table is running
