# Beside an hour that missed its target stands why, signed. A second comment takes the place of the first; the journal keeps both.
plan: press kolkata
begins: 2026-11-23 07:59:00

  the clock, 09:00:00: press break, shift early
09:02:00 mai explains the hour of press at 08:00:00: tool change   took longer (MT)
  -> press: the hour is explained: tool change took longer (MT)
09:03:00 tuan explains the hour of press at 08:00:00: tool change, and no sheet for 5 min (TN)
  -> press: the hour is explained: tool change, and no sheet for 5 min (TN)
# the hour that runs may be explained, one that is to come may not
09:04:00 mai explains the hour of press at 09:00:00: waits for the crane (MT)
  -> press: the hour is explained: waits for the crane (MT)
09:05:00 mai explains the hour of press at 10:00:00: will wait for the crane (MT)
  -> refused: this hour is still to come; there is nothing to explain yet
09:06:00 mai explains the hour of glue at 08:00:00: no glue (MT)
  -> refused: the plan has no line 'glue'
09:07:00 mai explains the hour of press at 08:00:00:  (MT)
  -> refused: a comment has 1 to 500 characters
09:08:00 mai explains the hour of press at 08:00:00: why? ()
  -> refused: a comment is signed with initials, 1 to 8 characters
