# Where nothing gives a sign of life the station is not watched, and never green; a call is seen all the same.
plan: bench kolkata
begins: 2026-11-23 07:59:00, nobody heard

08:00:00 hand/bench cord pulled
  -> hand/bench is not-watched since 07:59:00
  -> hand/bench: call raised: help, by cord
  -> hand/bench is yellow: help
08:05:00 hand/bench cord pulled
  -> hand/bench: call ended: cancelled
  -> hand/bench is not-watched
  the clock, 09:00:00: hand break, shift early
09:05:00 nothing more is said
  -> nothing
