"""projections: THE VIEWS. Pure: event or sample -> changes of rows; thrown away and rebuilt they come back row for row.

    views      event or sample -> changes of rows        changes    what may change in a row
    board      the worst of a line, its target           past       its counters as they stood
    figures    the one definition of every figure        times      what they are made of, and adds up
    summing    the past of a station -> sums             strata     what a station was, layer over layer
    periods    hours, shifts, days, orders, weeks, months
    importing  rows of spreadsheets -> history, or doubts
    control    run_rules, cusum, pareto, heat, distribution: charts

In: events and samples in order; the past of a station. Out: `Change`s for the journal to write, and what screens show.
May import: floor, config, ports, model, base; no I/O, no clock.
A new view is a table in `journal/tables.py` and its rows in `views`; a new figure is a function in `figures`.
"""
