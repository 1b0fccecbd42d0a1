# After a call the operator says whether it is fixed. Not fixed raises it again, and the returns are counted.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:00:10 lan says that the help call of paint/oven is fixed
  -> refused: this is answered when the call is over
08:01:00 mai resolves the help call of paint/oven
  -> paint/oven: call ended: resolved, by mai
  -> paint/oven is running
08:01:30 lan says that the help call of paint/oven is not fixed
  -> paint/oven: not fixed
  -> paint/oven: call raised: help, by lan
  -> paint/oven is yellow: help for the second time
08:02:00 mai resolves the help call of paint/oven
  -> paint/oven: call ended: resolved, by mai
  -> paint/oven is running
08:02:30 lan says that the help call of paint/oven is not fixed
  -> paint/oven: not fixed
  -> paint/oven: call raised: help, by lan
  -> paint/oven is yellow: help for the third time
08:03:00 mai resolves the help call of paint/oven
  -> paint/oven: call ended: resolved, by mai
  -> paint/oven is running
08:03:30 lan says that the help call of paint/oven is fixed
  -> paint/oven: fixed
08:03:40 lan says that the help call of paint/oven is not fixed
  -> refused: it was answered already: fixed
# not fixed, and somebody has pulled again meanwhile
08:04:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:05:00 mai resolves the help call of paint/oven
  -> paint/oven: call ended: resolved, by mai
  -> paint/oven is running
