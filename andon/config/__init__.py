"""config: the files that people write, as frozen models; every problem of them at once, in words.

In: TOML. Out: `load` -> `Configuration`; `validate` for the room whose section it is; `plan_problems`, `changes` and
`missing_languages` for a plan from anywhere. May import: model, base.

A file goes this way: `reading` (TOML, strict models) · `places` (which section, which key) · `wording` (what is
wrong, what would be right) · `draft` (what is left without the errors) · `rules`, `shift_rules`, `tier_rules` (what
no single key can break alone) · `loading` (all of it together). `wiring` says which points a station has and where
they are heard. The way back, for a plan that was changed on a page: `editing` (single edits of a table) · `rewriting`
(into the files, whose comments stay).

Add a rule: one function in `rules`, one line in `RULES`, one folder in `tests/config/cases/`.
Add a key: the field in `model/plan.py` or `settings.py`, a sentence in `config/*.toml`.
"""

from andon.base.errors import ConfigError, Problem
from andon.config.changes import changes
from andon.config.languages import missing_languages
from andon.config.leading import led_astray
from andon.config.loading import load, load_plan, sections
from andon.config.reading import validate
from andon.config.rules import ICONS, plan_problems
from andon.config.settings import Address, Configuration, Section, ServiceSettings, Settings, WebSettings
from andon.config.wiring import Wire, wires

__all__ = [
    "ICONS",
    "Address",
    "ConfigError",
    "Configuration",
    "Problem",
    "Section",
    "ServiceSettings",
    "Settings",
    "WebSettings",
    "Wire",
    "changes",
    "led_astray",
    "load",
    "load_plan",
    "missing_languages",
    "plan_problems",
    "sections",
    "validate",
    "wires",
]
