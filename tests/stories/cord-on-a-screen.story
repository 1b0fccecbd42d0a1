# The cord on a screen: nobody must log in. A call is a call, however it came.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 somebody asks for help at paint/oven
  -> paint/oven: call raised: help, by the screen
  -> paint/oven is yellow: help
08:00:05 lan asks for help at paint/oven
  -> refused: call 4 is open already: it was raised, at 08:00:00
# the cord of that type cancels it
08:00:20 paint/oven cord pulled
  -> paint/oven: call ended: cancelled
  -> paint/oven is running
08:01:00 lan asks for quality at paint/oven
  -> paint/oven: call raised: quality, by lan
  -> paint/oven is yellow: quality
08:01:10 lan asks for help at paint/oven
  -> paint/oven: call raised: help, by lan
  -> paint/oven is yellow: quality and help since 08:01:00
08:01:20 lan asks for coffee at paint/oven
  -> refused: the plan has no call type 'coffee'
08:01:30 lan asks for help at paint/moon
  -> refused: the plan has no station paint/moon
08:02:00 mai restarts paint/oven
  -> paint/oven: call ended: restarted, by mai
  -> paint/oven: call ended: restarted, by mai
  -> paint/oven is running
08:02:10 mai restarts paint/oven
  -> refused: nothing here waits for a restart
08:02:20 mai restarts paint/moon
  -> refused: the plan has no station paint/moon
