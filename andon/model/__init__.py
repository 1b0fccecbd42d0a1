"""model: the words of the house. Frozen, no behaviour.

`signal` a reading of a point · `command` what a person asks · `entry` a line of the journal · `event` what an
entry meant · `plan` lines, stations, points, shifts, reasons · `person` roles · `view` a row that people see.
May import: base. Add a word here when code, table, screen and README all need it.
"""
