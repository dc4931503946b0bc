"""Column kinds and shared columns of the tables. No `from __future__ import annotations`: SQLModel reads annotations."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from inspector.db.types import Code, Flag, IsoDay, UtcText
from inspector.domain.geo import Datum


def text_column(default: Any = ..., **more: Any) -> Any:
    return Field(default=default, sa_type=sa.Text, **more)


def day_column(default: Any = ..., **more: Any) -> Any:
    return Field(default=default, sa_type=IsoDay, **more)


def instant_column(default: Any = ..., **more: Any) -> Any:
    return Field(default=default, sa_type=UtcText, **more)


def flag_column(default: Any = False, **more: Any) -> Any:
    return Field(default=default, sa_type=Flag, **more)


def code_column(members: type[StrEnum], default: Any = ..., **more: Any) -> Any:
    return Field(default=default, sa_type=Code(members), **more)


def number_column(default: Any = ..., **more: Any) -> Any:
    return Field(default=default, sa_type=sa.Integer, **more)


def owner(target: str, default: Any = ..., **more: Any) -> Any:
    return Field(default=default, sa_type=sa.Text, foreign_key=f"{target}.id", **more)


def one_of(table: str, column: str, members: type[StrEnum]) -> sa.CheckConstraint:
    codes = ", ".join(f"'{member.value}'" for member in members)
    return sa.CheckConstraint(f"{column} IN ({codes})", name=f"ck_{table}_{column}")


def flags(table: str, *columns: str) -> tuple[sa.CheckConstraint, ...]:
    return tuple(sa.CheckConstraint(f"{name} IN (0, 1)", name=f"ck_{table}_{name}") for name in columns)


STRICT = {"sqlite_strict": True}


class Stamped(SQLModel):
    """Key and stamp columns every table has."""

    id: str = text_column(primary_key=True)
    created_at: datetime = instant_column()
    created_by: str = text_column()
    device_id: str = text_column()
    updated_at: datetime = instant_column()
    updated_by: str = text_column()


class Located(SQLModel):
    """Position in micro-degrees with its datum."""

    lat_e6: int | None = number_column(None)
    lon_e6: int | None = number_column(None)
    datum: Datum = code_column(Datum)
