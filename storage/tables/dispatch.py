"""Dispatches 派单 with the slots they hold, projects 项目, and the asker's verdict 评价."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.codes import Channel, DispatchStatus, ProjectStatus, Satisfied, Solved
from storage.columns import REGION_PATH, Key, Moment, Table, UtcDateTime, word


class DispatchRow(Table):
    """Staff ask a partner to meet (part of) a need, or a partner claims it.

    `visit_code` is what the helper says at the door; `fee_note` what the resident pays: "" is nothing, and NULL is not
    agreed yet.
    """

    __tablename__ = "dispatch"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("starts_at IS NULL OR ends_at > starts_at", name="time"),
        CheckConstraint("minutes_spent IS NULL OR minutes_spent >= 0", name="minutes_spent"),
        CheckConstraint("visit_code IS NULL OR length(visit_code) = 4", name="visit_code"),
        Index("ix_dispatch_partner_id_status_id", "partner_id", "status", "id"),
        Index("ix_dispatch_region_path_status_id", "region_path", "status", "id"),
    )

    id: Mapped[Key]
    need_id: Mapped[UUID] = mapped_column(ForeignKey("need.id"), index=True)
    part_id: Mapped[UUID] = mapped_column(ForeignKey("need_part.id"), index=True)
    resource_id: Mapped[UUID] = mapped_column(ForeignKey("resource.id"), index=True)
    partner_id: Mapped[UUID] = mapped_column(ForeignKey("partner.id"))
    region_path: Mapped[str] = mapped_column(REGION_PATH)
    status: Mapped[DispatchStatus] = mapped_column(word(DispatchStatus, "status"))
    is_claim: Mapped[bool] = mapped_column(default=False)
    quantity: Mapped[int] = mapped_column(BigInteger)
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    proposed_quantity: Mapped[int | None] = mapped_column(BigInteger)
    proposed_starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    proposed_ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    message: Mapped[str] = mapped_column(String(500), default="")
    helper_name: Mapped[str | None] = mapped_column(String(40))
    visit_code: Mapped[str | None] = mapped_column(String(4))
    fee_note: Mapped[str | None] = mapped_column(String(200))
    sent_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))
    respond_by: Mapped[Moment]
    finish_by: Mapped[Moment]
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason_code: Mapped[str | None] = mapped_column(String(40))
    reason_text: Mapped[str] = mapped_column(String(500), default="")
    minutes_spent: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)


class DispatchSlotRow(Table):
    """What a dispatch holds of a slot, in the resource's unit."""

    __tablename__ = "dispatch_slot"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    dispatch_id: Mapped[UUID] = mapped_column(ForeignKey("dispatch.id"), primary_key=True)
    slot_id: Mapped[UUID] = mapped_column(ForeignKey("resource_slot.id"), primary_key=True)
    quantity: Mapped[int] = mapped_column(BigInteger)


class ProjectRow(Table):
    """A matter in which needs and resources were joined; only listed ones stand on the official list."""

    __tablename__ = "project"
    __table_args__ = (
        Index("ix_project_region_path_status_id", "region_path", "status", "id"),
        CheckConstraint("funds_fen IS NULL OR funds_fen >= 0", name="funds_fen"),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    need_id: Mapped[UUID] = mapped_column(ForeignKey("need.id"), unique=True)
    region_path: Mapped[str] = mapped_column(REGION_PATH)
    title: Mapped[str] = mapped_column(String(120))
    status: Mapped[ProjectStatus] = mapped_column(word(ProjectStatus, "status"))
    is_listed: Mapped[bool] = mapped_column(default=False)
    lead_partner_id: Mapped[UUID | None] = mapped_column(ForeignKey("partner.id"))
    person_in_charge: Mapped[str] = mapped_column(String(40), default="")
    content: Mapped[str] = mapped_column(String(1000), default="")
    fund_source: Mapped[str] = mapped_column(String(120), default="")
    funds_fen: Mapped[int | None] = mapped_column(BigInteger)
    due: Mapped[date | None]
    result: Mapped[str] = mapped_column(String(500), default="")
    struck_off_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)


class ProjectStepRow(Table):
    """One milestone of a project's timetable."""

    __tablename__ = "project_step"
    __table_args__ = (UniqueConstraint("project_id", "position"),)

    id: Mapped[Key]
    project_id: Mapped[UUID] = mapped_column(ForeignKey("project.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    due: Mapped[date | None]
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class EvaluationRow(Table):
    """The verdict of one person in one round: solved and satisfied are two answers."""

    __tablename__ = "evaluation"
    __table_args__ = (UniqueConstraint("need_id", "person_id", "round"),)

    id: Mapped[Key]
    need_id: Mapped[UUID] = mapped_column(ForeignKey("need.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    round: Mapped[int]
    solved: Mapped[Solved] = mapped_column(word(Solved, "solved"))
    satisfied: Mapped[Satisfied | None] = mapped_column(word(Satisfied, "satisfied"))
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)
    text: Mapped[str] = mapped_column(String(500), default="")
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[Channel] = mapped_column(word(Channel, "channel"))
    created_at: Mapped[Moment]


class EvaluationLineRow(Table):
    """What the verdict says of one dispatch."""

    __tablename__ = "evaluation_line"

    evaluation_id: Mapped[UUID] = mapped_column(ForeignKey("evaluation.id"), primary_key=True)
    dispatch_id: Mapped[UUID] = mapped_column(ForeignKey("dispatch.id"), primary_key=True)
    satisfied: Mapped[Satisfied | None] = mapped_column(word(Satisfied, "satisfied"))
