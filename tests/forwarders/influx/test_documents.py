"""The README's tables are the schema, and the dashboard reads nothing that is not in it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import andon.forwarders.influx as room
from andon.forwarders.influx.encode import set_aside
from andon.forwarders.influx.schema import SCHEMA, STATE_CODES
from tests.forwarders.influx.far_end import Engine
from tests.forwarders.influx.test_encode import LINES

FOLDER = Path(room.__file__).parent
README = FOLDER / "README.md"
DASHBOARD = json.loads((FOLDER / "grafana-dashboard.json").read_text(encoding="utf-8"))
KEYWORDS = """
ALL ALTER ANY AS ASC BEGIN BY CREATE CONTINUOUS DATABASE DATABASES DEFAULT DELETE DESC DESTINATIONS
DIAGNOSTICS DISTINCT DROP DURATION END EVERY EXPLAIN FIELD FOR FROM GRANT GRANTS GROUP GROUPS IN INF INSERT
INTO KEY KEYS KILL LIMIT SHOW MEASUREMENT MEASUREMENTS NAME OFFSET ON ORDER PASSWORD POLICY POLICIES
PRIVILEGES QUERIES QUERY READ REPLICATION RESAMPLE RETENTION REVOKE SELECT SERIES SET SHARD SHARDS SLIMIT
SOFFSET STATS SUBSCRIPTION SUBSCRIPTIONS TAG TO USER USERS VALUES WHERE WITH WRITE TIME
"""
MACROS = {
    "$timeFilter": "time > '2026-11-01' AND time < '2026-12-01'",
    "$__interval": "1h",
    "$line": ".*",
    "$station": ".*",
}


def schema_table() -> str:
    rows = ["| measurement | tags | fields | |", "|---|---|---|---|"]
    for m in SCHEMA.values():
        fields = ", ".join(f"`{name}` {kind}" for name, kind in m.fields.items())
        rows.append(f"| `{m.name}` | {', '.join(f'`{tag}`' for tag in m.tags)} | {fields} | {m.text} |")
    return "\n".join(rows)


def codes_table() -> str:
    return ", ".join(f"{code} `{state}`" for state, code in STATE_CODES.items())


@pytest.mark.parametrize(("name", "text"), [("schema", schema_table()), ("codes", codes_table())])
def test_the_readme_says_the_schema(name: str, text: str) -> None:
    """`ANDON_REWRITE=1` writes it anew."""
    said = README.read_text(encoding="utf-8")
    place = re.compile(rf"<!-- {name} -->\n.*?<!-- /{name} -->", re.DOTALL)
    right = f"<!-- {name} -->\n{text}\n<!-- /{name} -->"
    if os.environ.get("ANDON_REWRITE"):
        README.write_text(place.sub(lambda _: right, said), encoding="utf-8")
        return
    found = place.search(said)
    assert found is not None
    assert found[0] == right


def test_no_name_is_a_word_of_the_query_language_and_none_is_both_tag_and_field() -> None:
    for m in SCHEMA.values():
        names = [m.name, *m.tags, *m.fields]
        assert not {name.upper() for name in names} & set(KEYWORDS.split())
        assert len(set(names)) == len(names)


def panels(parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in parts:
        yield part
        yield from panels(part.get("panels", []))


def queries() -> list[str]:
    """Every query of the dashboard, of its panels and of its variables."""
    said = [target["query"] for panel in panels(DASHBOARD["panels"]) for target in panel.get("targets", [])]
    return said + [variable["query"] for variable in DASHBOARD["templating"]["list"]]


def test_the_dashboard_shows_states_stops_counts_and_calls() -> None:
    assert {"andon_state", "andon_stop", "andon_count", "andon_call"} <= set(
        re.findall("andon_[a-z_]+", str(queries()))
    )
    assert len({panel["id"] for panel in panels(DASHBOARD["panels"])}) == len(list(panels(DASHBOARD["panels"])))


@pytest.mark.parametrize("query", queries())
def test_the_dashboard_names_only_what_the_schema_has(query: str) -> None:
    (name,) = set(re.findall(r'FROM "([^"]+)"', query))
    m = SCHEMA[name]
    quoted = set(re.findall(r'"([^"]+)"', query)) - {name} - set(re.findall(r'AS "([^"]+)"', query))
    assert quoted <= {*m.tags, *m.fields}
    grouped = re.search(r"GROUP BY (.*)", query)
    assert set(re.findall(r'"([^"]+)"', grouped[1] if grouped else "")) <= set(m.tags)


@pytest.mark.parametrize("query", queries())
def test_the_dashboard_is_answered_by_the_engine(engine: Engine, query: str) -> None:
    lines = [line for _, _, line in LINES]
    lines += [lines[0].replace("kind=count", "kind=reject"), set_aside(lines[0], 5, "no")]
    engine.write("\n".join(lines))
    for macro, text in MACROS.items():
        query = query.replace(macro, text)
    assert engine.query(query), query
