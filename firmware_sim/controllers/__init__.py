"""What machine controllers say that does not come through a cord box.

What comes in Points and values as the plant says them, a URL, a token, a boot id.
What goes out Batches of signals, `POST /api/v1/signals`, each with boot and seq so that a repeat is harmless.

    outbox.py        what is still to be said: order, batches, signs of life, levels (pure)
    http_poster.py   the thread that says it and says it again until it was heard

May import    The standard library. Nothing of the plant: a poster is given values, it does not ask for them.
Where to add  Another protocol: one file beside http_poster.py with the same `say`, `start` and `stop`.
"""
