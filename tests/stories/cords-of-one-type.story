# Two cords that ask for the same help.
plan: two-cords kolkata
begins: 2026-11-23 07:59:00

# latched at both ends: help is asked for as long as one is in
08:00:00 final/doors front pulled
  -> final/doors: call raised: help, by front
  -> final/doors is yellow: help
08:00:10 final/doors back pulled
  -> nothing
08:01:00 final/doors front released
  -> nothing
  the clock, 08:01:00.5: final/doors/front has stayed out
08:02:00 final/doors back released
  -> nothing

# two people see the same dent and both pull: that is one call, not a call and its cancelling
  the clock, 08:02:00.5: final/doors/back has stayed out
  -> final/doors: call ended: cleared
  -> final/doors is running
08:10:00 final/doors left pulled
  -> final/doors: call raised: quality, by left
  -> final/doors is yellow: quality
08:10:01 final/doors right pulled
  -> nothing
08:12:00 final/doors left pulled
  -> final/doors: call ended: cancelled
  -> final/doors is running
08:13:00 final/doors front released
  -> nothing
# with the leader here
08:20:00 final/doors front pulled
  -> final/doors: call raised: help, by front
  -> final/doors is yellow: help
08:20:05 final/doors back pulled
  -> nothing
