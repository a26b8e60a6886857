"""Partnerships 合伙(共建)关系: what a partner and a region have agreed, from when until when."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.codes import PartnershipStatus, Unit
from storage.columns import REGION_PATH, Key, Moment, Table, UtcDateTime, word


class PartnershipRow(Table):
    """A dated relation of a partner with a region; the badge is an open list, such as 红色 or 公益.

    `terms` is the agreement's text; `region_brings` is what the region gives in return.
    """

    __tablename__ = "partnership"
    __table_args__ = (
        ForeignKeyConstraint(["region_id", "region_path"], ["region.id", "region.path"], onupdate="CASCADE"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="days"),
        CheckConstraint("(status = 'ENDED') = (ended_at IS NOT NULL)", name="ended"),
        CheckConstraint("status <> 'EXPIRED'", name="expired_is_read"),
        Index(
            "ix_partnership_only_one",
            "partner_id",
            "region_id",
            "badge",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_partnership_region_path_id", "region_path", "id"),
    )

    id: Mapped[Key]
    partner_id: Mapped[UUID] = mapped_column(ForeignKey("partner.id"))
    region_id: Mapped[UUID]
    region_path: Mapped[str] = mapped_column(REGION_PATH)
    badge: Mapped[str] = mapped_column(String(20))
    terms: Mapped[str] = mapped_column(String(4000), default="")
    region_brings: Mapped[str] = mapped_column(String(500), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    status: Mapped[PartnershipStatus] = mapped_column(word(PartnershipStatus, "status"))
    reason_text: Mapped[str] = mapped_column(String(500), default="")
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)


class PartnershipPromiseRow(Table):
    """One thing a partner promised for each year; money is counted in fen."""

    __tablename__ = "partnership_promise"
    __table_args__ = (
        UniqueConstraint("partnership_id", "position"),
        CheckConstraint("quantity IS NULL OR quantity > 0", name="quantity"),
        CheckConstraint("(quantity IS NULL) = (unit IS NULL)", name="quantity_whole"),
    )

    id: Mapped[Key]
    partnership_id: Mapped[UUID] = mapped_column(ForeignKey("partnership.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(200))
    quantity: Mapped[int | None] = mapped_column(BigInteger)
    unit: Mapped[Unit | None] = mapped_column(word(Unit, "unit"))
