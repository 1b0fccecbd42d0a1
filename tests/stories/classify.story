# A person says why a stop was: while it lasts, or after. The stop moves to the kaizen of its new category.
plan: press kolkata
begins: 2026-11-23 07:59:00

07:59:10 press/press-1 run 1
  -> press/press-1 is running
08:00:00 mai calls the only stop of press/press-1 tool-worn
  -> refused: there is no stop 0
08:01:00 press/press-1 run 0
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown)
08:02:00 mai calls the only stop of press/press-1 no-such-reason
  -> refused: the plan has no reason 'no-such-reason'
08:02:10 mai calls the only stop of press/press-1 defect-found
  -> press/press-1: stop explained: defect-found (quality), version 2
  -> press/press-1: kaizen triggered: quality
  -> press/press-1 is red: defect-found (quality), 1 kaizen open since 08:01:00
# ravi had read it before mai wrote
08:02:20 ravi calls the only stop of press/press-1 tool-worn, having read version 1
  -> refused: the stop was changed meanwhile: it is version 2 with reason 'defect-found', you had read version 1; read it again
08:02:30 ravi calls the only stop of press/press-1 tool-worn
  -> press/press-1: stop explained: tool-worn (equipment), version 3
  -> press/press-1: the stop leaves its kaizen
  -> press/press-1: kaizen at rest, nothing is left in it
  -> press/press-1: kaizen triggered: equipment
  -> press/press-1 is red: tool-worn (equipment), 1 kaizen open since 08:01:00
08:03:00 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running, 1 kaizen open

# after it is over: same category, then out of every category
08:10:00 mai calls the first stop of press/press-1 machine-breakdown
  -> press/press-1: stop explained: machine-breakdown (equipment), version 4
08:11:00 mai calls the first stop of press/press-1 maintenance
  -> press/press-1: stop explained: maintenance (planned), version 5
  -> press/press-1: the stop leaves its kaizen
  -> press/press-1: kaizen at rest, nothing is left in it
  -> press/press-1 is running since 08:03:00
# one of two leaves, the kaizen stays open
08:20:00 press/press-1 fault E-11
  -> press/press-1: stop began: tool-worn (equipment), by fault, still running
  -> press/press-1: kaizen triggered: equipment
  -> press/press-1 is red: tool-worn (equipment, still running), 1 kaizen open
08:21:00 press/press-1 fault ""
  -> press/press-1: stop ended: cleared
  -> press/press-1 is running, 1 kaizen open
08:22:00 press/press-1 fault E-11
  -> press/press-1: stop began: tool-worn (equipment), by fault, still running
  -> press/press-1: the stop joins the open kaizen
  -> press/press-1 is red: tool-worn (equipment, still running), 1 kaizen open
08:23:00 press/press-1 fault ""
  -> press/press-1: stop ended: cleared
  -> press/press-1 is running, 1 kaizen open
08:24:00 mai calls the second stop of press/press-1 defect-found
  -> press/press-1: stop explained: defect-found (quality), version 2
  -> press/press-1: the stop leaves its kaizen
  -> press/press-1: kaizen triggered: quality
  -> press/press-1 is running, 2 kaizen open since 08:23:00
# out of a kaizen that rests already
08:25:00 mai puts the equipment kaizen of press/press-1 to rest
  -> press/press-1: kaizen at rest
  -> press/press-1 is running, 1 kaizen open since 08:23:00
08:26:00 mai calls the third stop of press/press-1 defect-found
  -> press/press-1: stop explained: defect-found (quality), version 2
  -> press/press-1: the stop leaves its kaizen
  -> press/press-1: the stop joins the open kaizen
