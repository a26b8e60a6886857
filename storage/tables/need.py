"""Needs 需求: what is asked, by whom, for whom, and in which parts."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
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

from storage.codes import Channel, Kind, Manner, Matter, Nature, NeedStatus, RemarkKind, Unit, Urgency
from storage.columns import REGION_PATH, Key, Moment, Table, UtcDateTime, on_earth, word


class NeedRow(Table):
    """A need, without the asker's own words, which are private.

    `summary` is what staff wrote; `public_title` and `public_text` are what everybody may read once published.
    """

    __tablename__ = "need"
    __table_args__ = (
        ForeignKeyConstraint(["region_id", "region_path"], ["region.id", "region.path"], onupdate="CASCADE"),
        CheckConstraint(
            "(CASE WHEN for_person_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN for_partner_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN for_region_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="for_exactly_one",
        ),
        CheckConstraint("published_at IS NULL OR public_title IS NOT NULL", name="published_wording"),
        CheckConstraint("published_at IS NULL OR nature <> 'COMPLAINT'", name="complaint_never_public"),
        CheckConstraint("(status = 'MERGED') = (merged_into_id IS NOT NULL)", name="merged"),
        CheckConstraint("status <> 'ACCEPTED' OR owner_id IS NOT NULL", name="accepted_owner"),
        CheckConstraint("(lat IS NULL) = (lng IS NULL)", name="point_whole"),
        on_earth(),
        Index("ix_need_region_path_id", "region_path", "id"),
        Index("ix_need_region_path_status_finish_by", "region_path", "status", "finish_by", "id"),
        Index("ix_need_for_person_id", "for_person_id"),
        Index("ix_need_raised_by", "raised_by"),
        UniqueConstraint("region_id", "source_key"),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    region_id: Mapped[UUID]
    region_path: Mapped[str] = mapped_column(REGION_PATH)
    raised_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[Channel] = mapped_column(word(Channel, "channel"))
    external_ref: Mapped[str | None] = mapped_column(String(80))
    for_person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    for_partner_id: Mapped[UUID | None] = mapped_column(ForeignKey("partner.id"))
    for_region_id: Mapped[UUID | None] = mapped_column(ForeignKey("region.id"))
    nature: Mapped[Nature] = mapped_column(word(Nature, "nature"))
    guessed_nature: Mapped[Nature | None] = mapped_column(word(Nature, "guessed_nature"))
    matter: Mapped[Matter] = mapped_column(word(Matter, "matter"))
    manner: Mapped[Manner] = mapped_column(word(Manner, "manner"))
    urgency: Mapped[Urgency] = mapped_column(word(Urgency, "urgency"))
    status: Mapped[NeedStatus] = mapped_column(word(NeedStatus, "status"))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    summary: Mapped[str] = mapped_column(String(120), default="")
    public_title: Mapped[str | None] = mapped_column(String(120))
    public_text: Mapped[str | None] = mapped_column(String(1000))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_claimable: Mapped[bool] = mapped_column(default=False)
    is_quiet: Mapped[bool] = mapped_column(default=False)
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("need.id"), index=True)
    reason_code: Mapped[str | None] = mapped_column(String(40))
    reason_text: Mapped[str] = mapped_column(String(500), default="")
    next_step: Mapped[str] = mapped_column(String(500), default="")
    hold_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    held_status: Mapped[NeedStatus | None] = mapped_column(word(NeedStatus, "held_status"))
    held_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lat: Mapped[float | None]
    lng: Mapped[float | None]
    respond_by: Mapped[Moment]
    finish_by: Mapped[Moment]
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    round: Mapped[int] = mapped_column(default=1)
    source_key: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)


class NeedPrivateRow(Table):
    """The asker's own words, and whom to call: name, phone and relation may be a third person's."""

    __tablename__ = "need_private"

    need_id: Mapped[UUID] = mapped_column(ForeignKey("need.id"), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    contact_name: Mapped[str | None] = mapped_column(String(40))
    contact_phone: Mapped[str | None] = mapped_column(String(24))
    contact_relation: Mapped[str | None] = mapped_column(String(40))
    address: Mapped[str | None] = mapped_column(String(120))
    door: Mapped[str | None] = mapped_column(String(40))


class NeedPartRow(Table):
    """What one resource could give: a need has one part or more. Money is counted in fen."""

    __tablename__ = "need_part"
    __table_args__ = (
        UniqueConstraint("need_id", "position"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("0 <= promised AND promised <= quantity", name="promised"),
        CheckConstraint("0 <= delivered AND delivered <= quantity", name="delivered"),
        CheckConstraint("earliest IS NULL OR latest IS NULL OR earliest <= latest", name="window"),
    )

    id: Mapped[Key]
    need_id: Mapped[UUID] = mapped_column(ForeignKey("need.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(500), default="")
    kind: Mapped[Kind | None] = mapped_column(word(Kind, "kind"))
    category: Mapped[str | None] = mapped_column(String(40), index=True)
    second_category: Mapped[str | None] = mapped_column(String(40))
    quantity: Mapped[int] = mapped_column(BigInteger)
    unit: Mapped[Unit] = mapped_column(word(Unit, "unit"))
    earliest: Mapped[datetime | None] = mapped_column(UtcDateTime)
    latest: Mapped[datetime | None] = mapped_column(UtcDateTime)
    promised: Mapped[int] = mapped_column(BigInteger, default=0)
    delivered: Mapped[int] = mapped_column(BigInteger, default=0)
    gap_listed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class EndorsementRow(Table):
    """我也需要 (adds to the quantity and evaluates too) or 附议 (supports)."""

    __tablename__ = "endorsement"

    need_id: Mapped[UUID] = mapped_column(ForeignKey("need.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    also_needs: Mapped[bool]
    created_at: Mapped[Moment]


class NeedUrgeRow(Table):
    """催办: the asker wants to see it go on; once a local day and need."""

    __tablename__ = "need_urge"
    __table_args__ = (UniqueConstraint("need_id", "day"),)

    id: Mapped[Key]
    need_id: Mapped[UUID] = mapped_column(ForeignKey("need.id"))
    day: Mapped[date]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[Moment]


class NeedShareRow(Table):
    """A link by which the family reads how far a need has come; one at a time, until it ends or is stopped."""

    __tablename__ = "need_share"
    __table_args__ = (
        Index(
            "ix_need_share_open",
            "need_id",
            unique=True,
            sqlite_where=text("stopped_at IS NULL"),
            postgresql_where=text("stopped_at IS NULL"),
        ),
        CheckConstraint("expires_at > created_at", name="expires_at"),
    )

    id: Mapped[Key]
    need_id: Mapped[UUID] = mapped_column(ForeignKey("need.id"))
    shared_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class NeedRemarkRow(Table):
    """A comment for those concerned, a note for staff only, or what was said in a follow-up call."""

    __tablename__ = "need_remark"

    id: Mapped[Key]
    need_id: Mapped[UUID] = mapped_column(ForeignKey("need.id"), index=True)
    kind: Mapped[RemarkKind] = mapped_column(word(RemarkKind, "kind"))
    text: Mapped[str] = mapped_column(String(1000))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    on_behalf_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[Channel] = mapped_column(word(Channel, "channel"))
    created_at: Mapped[Moment]


class NeedConflictRow(Table):
    """A partner that is never a candidate: COMPLAINED_ABOUT, or it stood aside itself (CONFLICT_OF_INTEREST)."""

    __tablename__ = "need_conflict"

    need_id: Mapped[UUID] = mapped_column(ForeignKey("need.id"), primary_key=True)
    partner_id: Mapped[UUID] = mapped_column(ForeignKey("partner.id"), primary_key=True)
    reason_code: Mapped[str] = mapped_column(String(40))
