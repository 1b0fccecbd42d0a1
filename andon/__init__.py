"""andon: cords in, board out, every abnormality a kaizen trigger. The rooms, in order of flow:

    sources       IN: wires -> signals               serial boxes, MQTT, Modbus, HTTP
    runtime       THE THREADS: inboxes, the recorder that alone writes, the desk
    floor         THE MEANING: fold(state, entry) -> events; pure
    journal       THE BOOK: SQLite, hash-chained, synced before anything is acknowledged
    projections   THE VIEWS: what each event changes in what people see; pure
    forwarders    OUT: each from its own cursor      archive, InfluxDB, MQTT, people
    web           pages, live stream, API; reads the book, asks at the desk
    model, ports, config, base   the words, the plugs, the files, the ground
    service, demo, cli           composition, the simulated plant, the commands

Each room's `__init__.py` is its card: what it is, what comes in, what goes out, what it may import, where to add.
"""
