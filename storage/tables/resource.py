"""Resources 资源: what partners offer, where, when, for whom and how much of it is left."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.codes import Datum, Kind, ResourceStatus, Serves, Travel, Unit
from storage.columns import REGION_PATH, Key, Moment, Table, UtcDateTime, on_earth, word


class ResourceRow(Table):
    """Something a partner offers.

    `slot_capacity` counts `unit` in one slot: the whole stock for goods and funds (funds in fen),
    how many can be served in the same half hour for venues, services and skills.
    """

    __tablename__ = "resource"
    __table_args__ = (
        ForeignKeyConstraint(["region_id", "region_path"], ["region.id", "region.path"], onupdate="CASCADE"),
        CheckConstraint("slot_capacity >= 0", name="slot_capacity"),
        CheckConstraint("(serves = 'RADIUS') = (radius_m IS NOT NULL)", name="radius"),
        CheckConstraint("radius_m IS NULL OR radius_m > 0", name="radius_positive"),
        CheckConstraint("min_age IS NULL OR max_age IS NULL OR min_age <= max_age", name="ages"),
        Index("ix_resource_region_path_status_id", "region_path", "status", "id"),
        Index("ix_resource_partner_id", "partner_id"),
        UniqueConstraint("region_id", "source_key"),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    partner_id: Mapped[UUID] = mapped_column(ForeignKey("partner.id"))
    kind: Mapped[Kind] = mapped_column(word(Kind, "kind"))
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(String(40))
    second_category: Mapped[str | None] = mapped_column(String(40))
    region_id: Mapped[UUID]
    region_path: Mapped[str] = mapped_column(REGION_PATH)
    serves: Mapped[Serves] = mapped_column(word(Serves, "serves"))
    radius_m: Mapped[int | None]
    travel: Mapped[Travel] = mapped_column(word(Travel, "travel"))
    unit: Mapped[Unit] = mapped_column(word(Unit, "unit"))
    slot_capacity: Mapped[int] = mapped_column(BigInteger)
    minimum_notice_hours: Mapped[int] = mapped_column(default=0)
    min_age: Mapped[int | None]
    max_age: Mapped[int | None]
    groups: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_for_members: Mapped[bool] = mapped_column(default=False)
    asks_in_return: Mapped[str] = mapped_column(String(200), default="")
    fee_note: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[ResourceStatus] = mapped_column(word(ResourceStatus, "status"))
    paused_until: Mapped[date | None]
    is_one_time: Mapped[bool] = mapped_column(default=False)
    confirmed_at: Mapped[Moment]
    confirm_every_days: Mapped[int]
    valid_until: Mapped[date | None]
    source_key: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)


class ResourceRegionRow(Table):
    """A region a resource serves, with its subtree."""

    __tablename__ = "resource_region"
    __table_args__ = (
        ForeignKeyConstraint(["region_id", "region_path"], ["region.id", "region.path"], onupdate="CASCADE"),
        Index("ix_resource_region_region_path", "region_path"),
    )

    resource_id: Mapped[UUID] = mapped_column(ForeignKey("resource.id"), primary_key=True)
    region_id: Mapped[UUID] = mapped_column(primary_key=True)
    region_path: Mapped[str] = mapped_column(REGION_PATH)


class ResourceBaseRow(Table):
    """A point a resource is measured from, WGS-84, with the map system it was given in."""

    __tablename__ = "resource_base"
    __table_args__ = (on_earth(),)

    id: Mapped[Key]
    resource_id: Mapped[UUID] = mapped_column(ForeignKey("resource.id"), index=True)
    label: Mapped[str] = mapped_column(String(80), default="")
    lat: Mapped[float]
    lng: Mapped[float]
    datum: Mapped[Datum] = mapped_column(word(Datum, "datum"))


class ResourceHoursRow(Table):
    """Open hours of one weekday (Monday is 0), in minutes from midnight of Asia/Shanghai."""

    __tablename__ = "resource_hours"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("0 <= opens AND opens < closes AND closes <= 1440", name="hours"),
    )

    id: Mapped[Key]
    resource_id: Mapped[UUID] = mapped_column(ForeignKey("resource.id"), index=True)
    weekday: Mapped[int]
    opens: Mapped[int]
    closes: Mapped[int]


class ResourceExceptionRow(Table):
    """A day on which the weekly hours do not hold; without hours of its own it is closed."""

    __tablename__ = "resource_exception"
    __table_args__ = (
        UniqueConstraint("resource_id", "day"),
        CheckConstraint("(opens IS NULL) = (closes IS NULL)", name="hours_whole"),
    )

    id: Mapped[Key]
    resource_id: Mapped[UUID] = mapped_column(ForeignKey("resource.id"), index=True)
    day: Mapped[date]
    opens: Mapped[int | None]
    closes: Mapped[int | None]


class ResourceSlotRow(Table):
    """The only place where capacity lives.

    Goods and funds have one slot without a time; venues, services and skills have half-hour slots.
    """

    __tablename__ = "resource_slot"
    __table_args__ = (
        UniqueConstraint("resource_id", "starts_at"),
        Index(
            "ix_resource_slot_timeless",
            "resource_id",
            unique=True,
            sqlite_where=text("starts_at IS NULL"),
            postgresql_where=text("starts_at IS NULL"),
        ),
        CheckConstraint("0 <= taken AND taken <= capacity", name="taken"),
    )

    id: Mapped[Key]
    resource_id: Mapped[UUID] = mapped_column(ForeignKey("resource.id"), index=True)
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    capacity: Mapped[int] = mapped_column(BigInteger)
    taken: Mapped[int] = mapped_column(BigInteger, default=0)
