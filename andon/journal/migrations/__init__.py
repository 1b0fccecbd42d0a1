"""migrations: how the tables came to be, one file a step, never edited once released.

In: a connection of `migrate`. Out: the tables of `tables.py`, which a test compares.
To add: the next number in `versions/`.
"""
