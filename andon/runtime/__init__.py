"""runtime: THE THREADS, all of them.

In: what sources hear and what the desk is asked. Out: commits, then lamps, wake-ups and answers.
`inbox` bounded queues, taken round-robin · `recorder` the single writer, as numbered steps · `rounds` what it does by
the clock · `desk` the counter for other processes · `people`, `devices` who may do what · `wake` datagrams ·
`past` history folded without threads · `supervisor` starts and watches the processes.
May import: journal, projections, floor, config, ports, model, base; no source, no web.
"""
