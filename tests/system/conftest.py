"""A running service, made once for a file of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.house import House


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House(tmp_path_factory.mktemp("house")) as opened:
        opened.start()
        yield opened
