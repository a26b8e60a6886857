"""Column types and column shapes that every table shares."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Dialect, Enum, MetaData, String, TypeDecorator, Uuid
from sqlalchemy.orm import DeclarativeBase, mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC on both databases.

    A naive datetime is refused, because nobody can say which moment it means.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into UTC; SQLite keeps it without its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment needs its time zone"
            raise ValueError(message)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Give back an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


REGION_PATH = String(64).with_variant(String(64, collation="C"), "postgresql")
"""Region paths are compared byte by byte, so that a subtree is a range of an index."""


MODEL_VERSION_WIDTH = 120
"""The name of what ranked: an engine, the settings of a region, and what another learned."""


def on_earth(name: str = "on_earth") -> CheckConstraint:
    """Return the CHECK that `lat` and `lng` are degrees of a point on the globe."""
    return CheckConstraint("lat BETWEEN -90 AND 90 AND lng BETWEEN -180 AND 180", name=name)


def word(words: type[StrEnum], name: str) -> Enum:
    """Return the column type of a closed list, kept by a CHECK named `name`.

    A word too many in Python then needs a migration, which is what we want.
    """
    return Enum(words, native_enum=False, create_constraint=True, length=24, name=name, validate_strings=True)


Key = Annotated[UUID, mapped_column(Uuid, primary_key=True)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]


class Table(DeclarativeBase):
    """Base of all tables; constraints have stable names so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        },
    )
