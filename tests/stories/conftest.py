"""`pytest tests/stories --rewrite` retells every story; the diff is for a person to read."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write into each story what the floor says today")
