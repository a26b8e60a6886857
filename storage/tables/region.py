"""The tree of regions 辖区 and the settings a region makes for its subtree."""

from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.codes import Datum, Level
from storage.columns import REGION_PATH, Key, Moment, Table, on_earth, word


class RegionRow(Table):
    """A node of the tree city › district › street › community › grid › compound › building.

    `path` is the chain of four-character codes from the root, so a subtree is every path that begins with it. `phone`
    is the one residents ring and `hours` when somebody answers it; a region without a phone has its parent's.
    """

    __tablename__ = "region"
    __table_args__ = (
        UniqueConstraint("id", "path"),
        CheckConstraint("length(path) % 4 = 0 AND length(path) > 0", name="path_width"),
        CheckConstraint("(lat IS NULL) = (lng IS NULL)", name="point_whole"),
        on_earth(),
        CheckConstraint("hours IS NULL OR phone IS NOT NULL", name="hours_of_phone"),
        Index("ix_region_parent_name", "parent_id", "name", unique=True),
    )

    id: Mapped[Key]
    path: Mapped[str] = mapped_column(REGION_PATH, unique=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("region.id"))
    level: Mapped[Level] = mapped_column(word(Level, "level"))
    name: Mapped[str] = mapped_column(String(80))
    letters: Mapped[str] = mapped_column(String(8))
    lat: Mapped[float | None]
    lng: Mapped[float | None]
    datum: Mapped[Datum | None] = mapped_column(word(Datum, "datum"))
    phone: Mapped[str | None] = mapped_column(String(24))
    hours: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)


class RegionSettingRow(Table):
    """One setting of a region; the nearest ancestor that has the setting wins."""

    __tablename__ = "region_setting"
    __table_args__ = (UniqueConstraint("region_id", "name"),)

    id: Mapped[Key]
    region_id: Mapped[UUID] = mapped_column(ForeignKey("region.id"))
    name: Mapped[str] = mapped_column(String(40))
    value: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)


class RegionSettingChangeRow(Table):
    """What a setting became by one edit, and by whom; None where the region went back to what lies above it."""

    __tablename__ = "region_setting_change"
    __table_args__ = (
        UniqueConstraint("region_id", "name", "version"),
        CheckConstraint("version >= 1", name="version"),
    )

    id: Mapped[Key]
    region_id: Mapped[UUID] = mapped_column(ForeignKey("region.id"))
    name: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    value: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    changed_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[Moment]


class NumberCounterRow(Table):
    """The last running number given out in a region's letters and a year: PL-2026-000123."""

    __tablename__ = "number_counter"

    letters: Mapped[str] = mapped_column(String(8), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
