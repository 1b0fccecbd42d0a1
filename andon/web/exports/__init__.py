"""exports: stops, calls, counts and kaizens of some time as a file that a spreadsheet or a program reads.

In: pages of rows from the reader. Out: CSV, XLSX or Parquet into a stream, with memory that does not grow with it.

    columns   what a file holds, in which order and of which type      making   rows -> file, with progress
    csv_file xlsx_file parquet_file   one format each                  program  a process of its own, for the pages

To add a format, write a class with `write` and `close` and hang it into `making`. May import: journal, base.
"""
