"""sources: IN. One folder per protocol; each turns wires into signals and knows nothing else.

    serial/    cord boxes on serial ports, line protocol 1
    http/      POST /api/v1/signals
    modbus/    PLCs that are asked, over TCP or on a serial port
    mqtt/      devices that publish at a broker

In: bytes of a wire. Out: `Signal` and `LifeSign` by the `emit` a source is handed; acknowledgements and lamps back.
May import: config, ports, model, base, and the protocol's own library. Never another source, the journal or the floor.

To add a protocol copy a folder. It has a card, `Settings`, `build(settings, clock)`, `codec.py` (pure: bytes in, values
out, never raises on bad bytes), `reader.py` (the I/O; implements `ports.Source`), `sample.toml` (the manual) and a
README. The folder's name is its section in the configuration; `tests/contracts/test_sources.py` finds it by itself.
"""
