"""Hypothesis: no deadline, for machines are shared; the same examples every time where CI asks.

`EXAMPLES=2000 pytest tests/properties` looks longer.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "andon",
    deadline=None,
    max_examples=int(os.environ.get("EXAMPLES", "40")),
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("andon")
