"""The device side of the plant: cord boxes, stack lights, machines and people, all simulated.

What it is    A stand-in for the hardware, so that the service can be shown and tested without any. It shares no code
              with the service: what the two have in common is `PROTOCOL.md`, read by both and imported by neither.
What comes in Bytes from the host (lamps, acknowledgements), a scenario, a seed, a hand over the control socket.
What goes out Bytes to the host on pseudo-terminals, machine signals over HTTP or MQTT, a history file.

    frames.py        the wire's codec, device side (pure)
    ring.py          the edges a box remembers until they are acknowledged (pure)
    box.py           the box itself: inputs, ring, resend, lamp lease (pure)
    stack_light.py   what the lamps show, and a judge that counts wrong milliseconds (pure)
    wire.py          a bad cable on demand: dropped, flipped, repeated, late bytes (pure, seeded)
    pty_port.py      boxes living on pseudo-terminals, one thread for all of them
    plant/           stations, buffers, failures and people (pure, seeded)
    scenarios/       the plants as TOML, each file a manual
    controllers/     what machine controllers say over HTTP or MQTT, and answer over Modbus
    control.py       the control socket: a person's hand in the demo
    eeprom.py        the epochs of the boxes, kept over a restart
    onlooker.py      somebody who walks by and presses restart where a lamp calls for nothing
    running.py       one running plant put together
    history.py       the past of one, as JSON lines
    __main__.py      the command line

May import    The standard library, pyserial, paho and (for the command line only) typer. Never `andon`.
Where to add  A new wire fault in `wire.py`; a new kind of machine in `plant/`; a new way out in `controllers/`.
"""
