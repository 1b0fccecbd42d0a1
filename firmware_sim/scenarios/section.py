"""Reading one section of a scenario file: every key is checked, and a key that nobody read is an error.

ScenarioError    the file's fault; names file, section, key, and what would be right
"""

import re
from collections.abc import Callable
from typing import Any, NoReturn

_SLUG = re.compile(r"[a-z0-9-]{1,32}")
_UID = re.compile(r"[0-9A-F]{8}")


class ScenarioError(Exception):
    """A scenario that cannot be used, said so that whoever wrote it can put it right."""


class Section:
    """One TOML table, with its place for messages. `fallback` answers for keys it does not have."""

    def __init__(self, file: str, name: str, table: dict[str, Any], fallback: "Section | None" = None) -> None:
        self._file, self._name, self._table, self._fallback = file, name, table, fallback
        self._read: set[str] = set()

    def over(self, fallback: "Section") -> "Section":
        """This section, with `fallback` answering for what is not in it; keys read count as read in both."""
        both = Section(self._file, self._name, self._table, fallback)
        both._read = self._read
        return both

    def number(self, key: str, least: float, most: float) -> float:
        """A number from `least` to `most`."""
        value = self._get(key)
        right = isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most
        return float(value) if right else self._wrong(key, value, f"a number from {least:g} to {most:g}")

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self._get(key)
        right = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return int(value) if right else self._wrong(key, value, f"a whole number from {least} to {most}")

    def pair(self, key: str, lowest: float = 0) -> tuple[float, float]:
        """Two numbers, from and to, in that order."""
        value = self._get(key)
        match value:
            case [int() | float() as low, int() | float() as high] if lowest <= low <= high:
                return float(low), float(high)
        raise self._error(key, value, f"[from, to] with {lowest:g} <= from <= to")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of at least one text."""
        value = self._get(key)
        right = isinstance(value, list) and value and all(isinstance(text, str) for text in value)
        return tuple(value) if right else self._wrong(key, value, "a list of texts")

    def slug(self, key: str) -> str:
        """A name of small letters, digits and dashes."""
        return self._text(key, _SLUG.fullmatch, "1 to 32 of a-z, 0-9 and -")

    def uid(self, key: str) -> str:
        """The uid of a box."""
        return self._text(key, _UID.fullmatch, "eight upper-case hex digits")

    def choice(self, key: str, words: tuple[str, ...]) -> str:
        """One of `words`."""
        return self._text(key, words.__contains__, " or ".join(words))

    def section(self, key: str) -> "Section":
        """The table under `key`."""
        value = self._get(key)
        return Section(self._file, key, value) if isinstance(value, dict) else self._wrong(key, value, f"[{key}]")

    def sections(self, key: str) -> list["Section"]:
        """The tables under [[key]], at least one."""
        value = self._get(key)
        if not isinstance(value, list) or not value or not all(isinstance(table, dict) for table in value):
            raise self._error(key, value, f"at least one [[{key}]]")
        above = "" if self._name == "top level" else f"{self._name} "
        return [Section(self._file, f"{above}{key} {t.get('id', n + 1)}", t) for n, t in enumerate(value)]

    def done(self) -> None:
        """Call when everything was read: raises on the first key that nobody wanted."""
        for key in self._table:
            if key not in self._read:
                raise ScenarioError(f"{self._file}: [{self._name}] {key}: nobody reads this key; is it misspelt?")

    def _text(self, key: str, fits: Callable[[str], object], right: str) -> str:
        value = self._get(key)
        return value if isinstance(value, str) and fits(value) else self._wrong(key, value, right)

    def _get(self, key: str) -> Any:
        self._read.add(key)
        if self._fallback is not None:
            self._fallback._read.add(key)
            if key not in self._table:
                return self._fallback._table.get(key)
        return self._table.get(key)

    def _wrong(self, key: str, value: object, right: str) -> NoReturn:
        raise self._error(key, value, right)

    def _error(self, key: str, value: object, right: str) -> ScenarioError:
        what = "is missing" if value is None else f"{value!r} is wrong"
        return ScenarioError(f"{self._file}: [{self._name}] {key}: {what}; right would be {right}")
