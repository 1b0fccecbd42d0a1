# A box that no station has is noted and drives nothing.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 unknown box/DEADBEEF/cord says true
  -> noted, unassigned: True from an address of no station
