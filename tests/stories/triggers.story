# Every stop that is an abnormality opens or joins one kaizen trigger of its station and category.
plan: press kolkata
begins: 2026-11-23 07:59:00

07:59:10 press/press-1 run 1
  -> press/press-1 is running
08:00:00 press/press-1 fault E-11
  -> press/press-1: stop began: tool-worn (equipment), by fault, still running
  -> press/press-1: kaizen triggered: equipment
  -> press/press-1 is red: tool-worn (equipment, still running), 1 kaizen open
08:01:00 press/press-1 fault ""
  -> press/press-1: stop ended: cleared
  -> press/press-1 is running, 1 kaizen open
08:02:00 press/press-1 fault E-11
  -> press/press-1: stop began: tool-worn (equipment), by fault, still running
  -> press/press-1: the stop joins the open kaizen
  -> press/press-1 is red: tool-worn (equipment, still running), 1 kaizen open
# it cannot rest while the station stands because of it
08:02:10 mai puts the equipment kaizen of press/press-1 to rest
  -> refused: the station stands because of it right now: a trigger rests when its stop is over
08:03:00 press/press-1 fault ""
  -> press/press-1: stop ended: cleared
  -> press/press-1 is running, 1 kaizen open
08:04:00 press/press-1 fault E-14
  -> press/press-1: stop began: defect-found (quality), by fault, still running
  -> press/press-1: kaizen triggered: quality
  -> press/press-1 is red: defect-found (quality, still running), 2 kaizen open
08:05:00 mai puts the equipment kaizen of press/press-1 to rest
  -> press/press-1: kaizen at rest
  -> press/press-1 is red: defect-found (quality, still running), 1 kaizen open since 08:04:00
08:05:10 mai puts the equipment kaizen of press/press-1 to rest
  -> refused: trigger 0 is not open
08:06:00 press/press-1 fault ""
  -> press/press-1: stop ended: cleared
  -> press/press-1 is running, 1 kaizen open
# the next one of its kind opens another
08:07:00 press/press-1 fault E-11
  -> press/press-1: stop began: tool-worn (equipment), by fault, still running
  -> press/press-1: kaizen triggered: equipment
  -> press/press-1 is red: tool-worn (equipment, still running), 2 kaizen open
08:08:00 press/press-1 fault ""
  -> press/press-1: stop ended: cleared
  -> press/press-1 is running, 2 kaizen open
