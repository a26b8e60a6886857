"""Partners 合伙人, who speaks for them, and what they are qualified for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.codes import PartnerKind, PartnerStatus
from storage.columns import REGION_PATH, Key, Moment, Table, UtcDateTime, word


class PartnerRow(Table):
    """Who offers, and may ask: a unit, a social organisation, a group or a volunteer.

    The flags `is_department`, `is_market_body` and `office_of_region_id` speak of units only;
    `is_able_person` (能人) speaks of volunteers only.
    """

    __tablename__ = "partner"
    __table_args__ = (
        UniqueConstraint("id", "kind"),
        ForeignKeyConstraint(["region_id", "region_path"], ["region.id", "region.path"], onupdate="CASCADE"),
        CheckConstraint("kind = 'UNIT' OR (NOT is_department AND NOT is_market_body)", name="unit_flags"),
        CheckConstraint("kind = 'UNIT' OR office_of_region_id IS NULL", name="own_office"),
        CheckConstraint("kind = 'VOLUNTEER' OR NOT is_able_person", name="able_person"),
        Index("ix_partner_region_path_id", "region_path", "id"),
        UniqueConstraint("region_id", "source_key"),
    )

    id: Mapped[Key]
    kind: Mapped[PartnerKind] = mapped_column(word(PartnerKind, "kind"))
    name: Mapped[str] = mapped_column(String(80))
    introduction: Mapped[str] = mapped_column(String(500), default="")
    office_phone: Mapped[str | None] = mapped_column(String(24))
    region_id: Mapped[UUID]
    region_path: Mapped[str] = mapped_column(REGION_PATH)
    status: Mapped[PartnerStatus] = mapped_column(word(PartnerStatus, "status"))
    is_department: Mapped[bool] = mapped_column(default=False)
    is_market_body: Mapped[bool] = mapped_column(default=False)
    office_of_region_id: Mapped[UUID | None] = mapped_column(ForeignKey("region.id"))
    is_able_person: Mapped[bool] = mapped_column(default=False)
    source_key: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)


class PartnerContactRow(Table):
    """A person who speaks for a partner; a volunteer has exactly one."""

    __tablename__ = "partner_contact"
    __table_args__ = (
        ForeignKeyConstraint(["partner_id", "partner_kind"], ["partner.id", "partner.kind"]),
        UniqueConstraint("partner_id", "person_id"),
        Index(
            "ix_partner_contact_only_one",
            "partner_id",
            unique=True,
            sqlite_where=text("partner_kind = 'VOLUNTEER' AND until IS NULL"),
            postgresql_where=text("partner_kind = 'VOLUNTEER' AND until IS NULL"),
        ),
    )

    id: Mapped[Key]
    partner_id: Mapped[UUID]
    partner_kind: Mapped[PartnerKind] = mapped_column(word(PartnerKind, "partner_kind"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    is_leader: Mapped[bool] = mapped_column(default=False)
    since: Mapped[Moment]
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PartnerQualificationRow(Table):
    """A coded qualification recorded as held or as absent; no row means nobody has looked."""

    __tablename__ = "partner_qualification"

    partner_id: Mapped[UUID] = mapped_column(ForeignKey("partner.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    is_held: Mapped[bool]
    recorded_at: Mapped[Moment]
