"""Who people are to the house: an id, a role, the lines it holds for. Names live outside the journal."""

from __future__ import annotations

from typing import Literal, get_args

Role = Literal["viewer", "operator", "leader", "engineer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""From the least to the most; each may do what those before it may."""


def reaches(role: Role, least: Role) -> bool:
    """Is the role that one, or above it?"""
    return ROLES.index(role) >= ROLES.index(least)
