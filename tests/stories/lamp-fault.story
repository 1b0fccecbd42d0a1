# Lamps that do not show what they were told are said so on the tile; what the tile shows is right all the same.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:00:00 box of paint/oven shows dark, told green
  -> noted, lamp: told green, shows dark
  -> paint/oven is running, lamp fault since 07:59:00
# a call comes, and its lamp does not burn
08:01:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help, lamp fault
08:01:30 box of paint/oven shows what it was told
  -> paint/oven is yellow: help since 08:01:00
08:02:00 paint/oven cord pulled
  -> paint/oven: call ended: cancelled
  -> paint/oven is running
# the place's own light, if it has one beside the box
08:03:00 machine of paint/oven shows red+buzzer, told green
  -> noted, lamp: told green, shows red+buzzer
  -> paint/oven is running, lamp fault since 08:02:00
08:04:00 box of paint/oven shows yellow, told green
  -> noted, lamp: told green, shows yellow
08:04:10 machine of paint/oven shows what it was told
  -> nothing
08:05:00 box of paint/oven silent since 08:04:57
  -> paint/oven: nothing is known: silent at 08:04:57
  -> paint/oven is no-signal, lamp fault
08:06:00 service starts, down since 08:05:30
  -> nothing
08:06:10 box of paint/oven heard
  -> nothing
08:06:20 box of paint/oven shows what it was told
  -> paint/oven is no-signal since 08:05:00
# said again it changes nothing
08:06:30 box of paint/oven shows what it was told
  -> nothing
