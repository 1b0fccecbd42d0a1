"""What all tables of the book are hung in."""

from __future__ import annotations

from sqlalchemy import MetaData

metadata = MetaData()
