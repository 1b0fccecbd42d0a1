"""projections: THE VIEWS. Pure: event or sample -> changes of rows; thrown away and rebuilt they come back row for row.

In: events and samples in order. Out: `Change`s for the journal to write, and what screens compute from views
(`board`: the worst of a line, the target; `control`, `run_rules`, `cusum`, `pareto`, `heat`, `distribution`: charts).
May import: floor, config, ports, model, base; no I/O, no clock.
A new view is a table in `journal/tables.py` and its rows here.
"""
