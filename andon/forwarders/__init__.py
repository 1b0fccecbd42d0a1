"""forwarders: OUT. Each reads the journal from its own cursor; a far end that is down makes it wait, and nobody else.

In: events and samples from the book. Out: a far end. `pump` carries history: cursor, retry, set aside · `mirror` shows
levels: the board as it stands; by it `notify` looks what waits to be sent · one folder per target: `encode.py` (pure),
`sender.py`, `sample.toml`, README.
May import: journal (to read), config, ports, model, base; not each other. To add a target copy a folder: its
`__init__.py` has `Settings` and `build(settings, data)`, which gives a `Forwarder` or a `LevelForwarder`, and the
config section of its name starts it.
"""
