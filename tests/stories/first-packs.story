# Of the first message of a counter that says how many more, an hour's worth is believed.
plan: press kolkata
begins: 2026-11-23 07:59:00

08:01:00 press/press-1 packs 5000
  -> noted, count-quarantined: 0 -> 5000: more than it can make in the time
08:02:00 press/press-1 packs 12
  -> press/press-1: 12 more of packs
