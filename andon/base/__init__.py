"""base: what every room stands on: errors, the clock, a bell, units.

In: nothing. Out: `AndonError` and its tree, the one clock, a bell to wait at, time units and ISO text.
May import: the standard library. Add here only what has no room of its own and no state.
"""
