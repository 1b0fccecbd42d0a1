"""journal: THE BOOK. One SQLite file; the only SQL in the house.

In: batches of the recorder. Out: entries, events, samples and views to read.

    tables       what is kept of the floor        people_tables  and of people and devices, outside the chain
    migrations   how it came to be                rows           words <-> rows
    writer       the single writer                people         its part of people and devices
    reader       what others ask (`reader_*`)      tail, wake     what comes next, and that it has come
    upkeep       verify, rebuild, backup, restore  snapshots     the floor, so that a start is quick
    replay       what another plan would say       comparing     two books side by side
    retention    what is forgotten                reserve        what is held back of the disk

May import: floor (state to snapshot), projections, config, ports, model, base.
"""
