"""journal: THE BOOK. One SQLite file; the only SQL in the house.

In: batches of the recorder. Out: entries, events, samples and views to read.
`tables`, `people_tables` what is kept · `migrations` how it came to be · `rows` words <-> rows ·
`writer` the single writer · `reader` what others ask · `tail` what comes next · `wake` that it has come ·
`upkeep` verify, rebuild, backup, restore.
May import: floor (state to snapshot), config, ports, model, base.
"""
