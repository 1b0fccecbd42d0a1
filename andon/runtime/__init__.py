"""runtime: THE THREADS, all of them.

In: what sources hear and what the desk is asked. Out: commits, then lamps, wake-ups and answers.

    inbox        bounded queues, taken round-robin        recorder    the single writer, as numbered steps
    rounds       what it does by the clock                disk        what yields when it is full
    desk         the counter for other processes          verbs       what it can be asked
    people       who may do what, as asked at the desk    devices     the same of tablets and TVs
    strangers    boxes of no station                      plan_files  the files of the plan
    set_asides   what could not be taken                  wake        datagrams
    past         history folded without threads           supervisor  starts and watches the processes

May import: journal, projections, floor, config, ports, model, base; no source, no web.
"""
