"""The plant: stations with buffers between them, machines that fail, people who pull cords. Pure and seeded.

What it is    A discrete-event simulation. Time is an integer of microseconds given by the caller; chance comes from one
              seed. The same scenario and seed say the same things at the same times, in any step size.
What comes in A `Scenario` (see `firmware_sim.scenarios`), a seed, and `step(now_us)`.
What goes out `Reading`s: what a machine's controller or a hand on a box said, and when. Nothing else leaves.

    agenda.py    what happens when: a heap of (time, action)
    station.py   one station: takes a piece, works, passes it on; starves, blocks, fails, is held
    people.py    pulls, leaders, restarts, red stops
    floor.py     the whole plant: builds lines from a scenario, `step`, `levels`, the balance of pieces

May import    The standard library and `firmware_sim.scenarios` for the words of a scenario. No clock, no I/O.
Where to add  A new behaviour of a machine in `station.py` with a key in the scenario; of people in `people.py`.
"""

from firmware_sim.plant.floor import Plant
from firmware_sim.plant.reading import Reading

__all__ = ["Plant", "Reading"]
