# "Seek help" tells the next tier at once, until nobody is left.
plan: oven press kolkata ladder
begins: 2026-11-23 07:59:00

08:00:00 mai seeks help for the help call of paint/oven
  -> refused: the call is over: , at 05:30:00
08:00:10 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
  -> paint/oven: team-leader is told of the call (raised): mai and tuan
08:00:20 mai hears the help call of paint/oven
  -> paint/oven: mai heard the call
  -> paint/oven is yellow: help (mai heard) since 08:00:10
08:00:40 mai seeks help for the help call of paint/oven
  -> paint/oven: group-leader is told of the call (seek-help): ravi
08:00:50 ravi seeks help for the help call of paint/oven
  -> paint/oven: manager is told of the call (seek-help): duc
08:01:00 duc seeks help for the help call of paint/oven
  -> refused: nobody is left to be told: manager was told, at 08:00:50
08:02:00 duc resolves the help call of paint/oven
  -> paint/oven: call ended: resolved, by duc
  -> paint/oven is running
08:02:10 duc seeks help for the help call of paint/oven
  -> refused: the call is over: resolved, by duc at 08:02:00
# stops too
08:03:00 press/press-1 fault E-11
  -> press/press-1: stop began: tool-worn (equipment), by fault, assumed
  -> press/press-1: kaizen triggered: equipment
  -> press/press-1 is red: tool-worn (equipment, assumed), 1 kaizen open
  -> press/press-1: team-leader is told of the stop (stopped): mai and tuan
08:03:10 mai seeks help for the stop of press/press-1
  -> press/press-1: group-leader is told of the stop (seek-help): ravi
08:03:20 press/press-1 fault ""
  -> press/press-1: stop ended: cleared
  -> press/press-1 is no-signal, 1 kaizen open
# what nobody has explained tells nobody, until it is an abnormality; planned standstill ends the climb
08:05:00 press/press-1 run 0
  -> press/press-1: stop began: not-yet-known (unknown), by run
  -> press/press-1 is red: not-yet-known (unknown), 1 kaizen open
08:05:30 mai calls the last stop of press/press-1 machine-breakdown
  -> press/press-1: stop explained: machine-breakdown (equipment), version 2
  -> press/press-1: the stop joins the open kaizen
  -> press/press-1 is red: machine-breakdown (equipment), 1 kaizen open since 08:05:00
  -> press/press-1: team-leader is told of the stop (stopped): mai and tuan
08:05:40 mai calls the last stop of press/press-1 maintenance
  -> press/press-1: stop explained: maintenance (planned), version 3
  -> press/press-1: the stop leaves its kaizen
  -> press/press-1 is red: maintenance (planned), 1 kaizen open since 08:05:00
08:09:00 nothing more is said
  -> nothing
08:09:10 mai calls the last stop of press/press-1 tool-worn
  -> press/press-1: stop explained: tool-worn (equipment), version 4
  -> press/press-1: the stop joins the open kaizen
  -> press/press-1 is red: tool-worn (equipment), 1 kaizen open since 08:05:00
08:10:05 nothing more is said
  -> nothing
  the clock, 08:10:10: team-leader had its time to acknowledge the stop of press/press-1
  -> press/press-1: group-leader is told of the stop (not-acknowledged): ravi
08:10:12 mai seeks help for the stop of press/press-1
  -> press/press-1: manager is told of the stop (seek-help): duc

08:10:20 press/press-1 run 1
  -> press/press-1: stop ended: restarted
  -> press/press-1 is running, 1 kaizen open
08:10:30 mai seeks help for the stop of press/press-1
  -> refused: the stop is over: it ended, at 08:10:20
