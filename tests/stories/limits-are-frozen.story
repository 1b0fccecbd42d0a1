# The limits of a control chart are those of a baseline, until somebody recomputes them and says why; the journal keeps both.
plan: press kolkata
begins: 2026-11-23 07:59:00

  the clock, 09:00:00: press break, shift early
09:02:00 mai freezes the u chart of press at 40 in 12000: first   quarter after the new die
  -> press: the u chart has the limits of 40 in 12000: first quarter after the new die
09:03:00 mai freezes the u chart of press at 30 in 12000: the die was shimmed
  -> press: the u chart has the limits of 30 in 12000: the die was shimmed
09:04:00 mai freezes the c chart of press/press-1 at 40 in 20: one station alone
  -> press: the c chart has the limits of 40 in 20: one station alone
# a reason is asked for, and a baseline in which something was made
09:05:00 mai freezes the p chart of press at 40 in 12000: 
  -> refused: say why the limits are recomputed, in 1 to 500 characters
09:06:00 mai freezes the p chart of press at 0 in 0: nothing
  -> refused: this baseline holds no day on which anything was made: choose another period
09:07:00 mai freezes the p chart of glue at 1 in 10: no such line
  -> refused: the plan has no glue
09:08:00 mai freezes the p chart of press/p99 at 1 in 10: no such station
  -> refused: the plan has no press/p99
