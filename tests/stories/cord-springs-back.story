# A cord that springs back: a pull calls for help, letting go ends nothing.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:03 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:00:03.300 paint/oven cord let go
  -> nothing
# within three seconds it is the same pull
08:00:05 paint/oven cord pulled
  -> nothing
08:00:05.300 paint/oven cord let go
  -> nothing
# later it cancels
08:00:20 paint/oven cord pulled
  -> paint/oven: call ended: cancelled
  -> paint/oven is running
08:00:20.300 paint/oven cord let go
  -> nothing
# a bounce of the pull that cancelled
08:00:22 paint/oven cord pulled
  -> nothing
# and a new one, when something is wrong again
08:05:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
