"""screens: one folder per screen: `__init__` (its blueprint, its card), `context` (what it shows), templates, static.

In: the reader. Out: pages. May import: the web's core modules; never each other.
To add a screen, copy a folder and hang its blueprint in here.
"""

from __future__ import annotations

from flask import Blueprint

from andon.web.screens.analysis import blueprint as analysis
from andon.web.screens.board import blueprint as board
from andon.web.screens.connect import blueprint as connect
from andon.web.screens.devices import blueprint as devices
from andon.web.screens.health import blueprint as health
from andon.web.screens.history import blueprint as history
from andon.web.screens.hours import blueprint as hours
from andon.web.screens.kaizen import blueprint as kaizen
from andon.web.screens.leader import blueprint as leader
from andon.web.screens.lines import blueprint as lines
from andon.web.screens.login import blueprint as login
from andon.web.screens.manual import blueprint as manual
from andon.web.screens.me import blueprint as me
from andon.web.screens.oidc import blueprint as oidc
from andon.web.screens.pair import blueprint as pair
from andon.web.screens.people import blueprint as people
from andon.web.screens.setup import blueprint as setup
from andon.web.screens.station import blueprint as station

SCREENS: tuple[Blueprint, ...] = (
    lines,
    board,
    station,
    leader,
    history,
    analysis,
    hours,
    kaizen,
    health,
    connect,
    manual,
    login,
    oidc,
    me,
    people,
    pair,
    devices,
    setup,
)
