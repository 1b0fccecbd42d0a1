# Many calls at once: each person hears of the storm once, and once of its end. Tiles are never bundled.
plan: stormy kolkata ladder
begins: 2026-11-23 07:59:00

08:00:00 hall/one cord pulled
  -> hall/one: call raised: help, by cord
  -> hall/one is yellow: help
  -> hall/one: team-leader is told of the call (raised): mai and tuan
08:00:05 hall/two cord pulled
  -> hall/two: call raised: help, by cord
  -> hall/two is yellow: help
  -> hall/two: team-leader is told of the call (raised): mai and tuan
08:00:10 hall/three cord pulled
  -> hall/three: call raised: help, by cord
  -> hall/three is yellow: help
  -> hall: a storm began: 3 calls
  -> hall/three: team-leader is told of the call (raised): mai and tuan
08:00:15 hall/four cord pulled
  -> hall/four: call raised: help, by cord
  -> hall/four is yellow: help
  -> hall/four: team-leader is told of the call (raised): mai and tuan; mai and tuan in the storm already
08:00:30 mai seeks help for the help call of hall/four
  -> hall/four: group-leader is told of the call (seek-help): ravi
  the clock, 08:01:00: team-leader had its time to acknowledge the call of hall/one
  -> hall/one: group-leader is told of the call (not-acknowledged): ravi
08:01:02 nothing more is said
  -> nothing
  the clock, 08:01:05: team-leader had its time to acknowledge the call of hall/two
  -> hall/two: group-leader is told of the call (not-acknowledged): ravi; ravi in the storm already
  the clock, 08:01:10: team-leader had its time to acknowledge the call of hall/three
  -> hall/three: group-leader is told of the call (not-acknowledged): ravi; ravi in the storm already
08:01:12 nothing more is said
  -> nothing
  the clock, 08:01:15: hall had no call for as long as its storm is measured by
  -> hall: the storm is over after 4 calls: mai and tuan and ravi know of it
08:01:16 nothing more is said
  -> nothing
# the next one is told by itself again
08:01:30 hall/four cord pulled
  -> hall/four: call ended: cancelled
  -> hall/four is running
08:01:40 hall/four cord pulled
  -> hall/four: call raised: help, by cord
  -> hall/four is yellow: help
  -> hall/four: team-leader is told of the call (raised): mai and tuan
