"""Books as older versions kept them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from andon.journal import migrations


def write_as_of(wanted: str, grown: Path, older: Path) -> None:
    """The same book as an older version kept it: its tables, and what of the columns it had."""
    engine = create_engine(f"sqlite:///{older}")
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, wanted)
    with closing(sqlite3.connect(older)) as connection:
        connection.execute("ATTACH ? AS grown", (str(grown),))
        tables = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in [row for row in tables if row[0] not in ("alembic_version", "sqlite_sequence")]:
            names = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA main.table_info('{table}')"))
            connection.execute(f'INSERT INTO main."{table}" ({names}) SELECT {names} FROM grown."{table}"')
        connection.commit()
