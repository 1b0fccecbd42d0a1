"""`make bench`: what the service does on this machine, beside what the machine does without it.

Nothing here passes or fails; the table is for people who change something and want to know what it cost.

    python -m tests.bench [--entries 1000000]
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.bench import backfill, book, mqtt, past, serial, service
from tests.bench.figures import table


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000, help="length of the book for the start (%(default)s)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="andon-bench-") as folder:
        figures = service.measure(Path(folder))
        figures += serial.measure(Path(folder) / "serial")
        figures += mqtt.measure(Path(folder) / "mqtt")
        figures += backfill.measure(Path(folder) / "backfill")
        figures += past.measure(Path(folder) / "years")
        figures += book.measure(Path(folder) / "long", asked.entries)
    print(table(figures))


if __name__ == "__main__":
    main()
