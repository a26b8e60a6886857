"""What staff write once for many to read: bulletins 公告 for residents, reply templates 常用回复 for colleagues."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import REGION_PATH, Key, Moment, Table, UtcDateTime


class BulletinRow(Table):
    """A notice to everybody in a region, from one local day to another, both included."""

    __tablename__ = "bulletin"
    __table_args__ = (
        ForeignKeyConstraint(["region_id", "region_path"], ["region.id", "region.path"], onupdate="CASCADE"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="days"),
        Index("ix_bulletin_region_path_starts_on", "region_path", "starts_on"),
    )

    id: Mapped[Key]
    region_id: Mapped[UUID]
    region_path: Mapped[str] = mapped_column(REGION_PATH)
    title: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(String(2000))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    is_pinned: Mapped[bool] = mapped_column(default=False)
    posted_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)


class ReplyTemplateRow(Table):
    """Words staff use often; the staff of every region below have them too."""

    __tablename__ = "reply_template"
    __table_args__ = (
        ForeignKeyConstraint(["region_id", "region_path"], ["region.id", "region.path"], onupdate="CASCADE"),
        Index("ix_reply_template_region_path_id", "region_path", "id"),
    )

    id: Mapped[Key]
    region_id: Mapped[UUID]
    region_path: Mapped[str] = mapped_column(REGION_PATH)
    title: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(500))
    created_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)
