"""What happened, what was decided over what, and which requests were already answered."""

from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, Float, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.codes import Channel, DecisionAction
from storage.columns import MODEL_VERSION_WIDTH, REGION_PATH, Key, Moment, Table, word


class EventRow(Table):
    """One fact of one mutation: ids and field names, never a personal value.

    `need_id` and `partner_id` say whose timeline and whose inbox the fact belongs to.
    """

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_need_id_seq", "need_id", "seq"),
        Index("ix_event_partner_id_seq", "partner_id", "seq"),
        Index("ix_event_region_path_seq", "region_path", "seq"),
        {"sqlite_autoincrement": True},
    )

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    noun: Mapped[str] = mapped_column(String(24))
    key: Mapped[UUID]
    move: Mapped[str] = mapped_column(String(40))
    region_path: Mapped[str] = mapped_column(REGION_PATH)
    need_id: Mapped[UUID | None]
    partner_id: Mapped[UUID | None]
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    on_behalf_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    on_behalf_of_partner_id: Mapped[UUID | None] = mapped_column(ForeignKey("partner.id"))
    channel: Mapped[Channel] = mapped_column(word(Channel, "channel"))
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[Moment]


class DecisionRow(Table):
    """What staff did with a ranking: the evidence learning reads."""

    __tablename__ = "decision"

    id: Mapped[Key]
    part_id: Mapped[UUID] = mapped_column(ForeignKey("need_part.id"), index=True)
    action: Mapped[DecisionAction] = mapped_column(word(DecisionAction, "action"))
    chosen_resource_id: Mapped[UUID | None] = mapped_column(ForeignKey("resource.id"))
    reason_code: Mapped[str | None] = mapped_column(String(40))
    reason_text: Mapped[str] = mapped_column(String(500), default="")
    model_version: Mapped[str] = mapped_column(String(MODEL_VERSION_WIDTH))
    is_chinese: Mapped[bool]
    index_position: Mapped[int] = mapped_column(BigInteger)
    ranked_at: Mapped[Moment]
    decided_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[Moment]


class DecisionCandidateRow(Table):
    """One resource that was shown, where it stood, and how its score came about.

    `features` holds what each weight is multiplied with, also where the weight is nothing: what learning reads.
    """

    __tablename__ = "decision_candidate"
    __table_args__ = (
        CheckConstraint("position >= 1", name="position"),
        CheckConstraint("is_eligible OR failed_rule IS NOT NULL", name="failed_rule"),
    )

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    resource_id: Mapped[UUID] = mapped_column(ForeignKey("resource.id"), primary_key=True)
    position: Mapped[int]
    is_eligible: Mapped[bool]
    failed_rule: Mapped[str | None] = mapped_column(String(40))
    score: Mapped[float | None] = mapped_column(Float)
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    features: Mapped[dict[str, float]] = mapped_column(JSON, default=dict)


class IdempotencyRow(Table):
    """A key a person sent with a mutation, what it was for and where its outcome is."""

    __tablename__ = "idempotency"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    idempotency_key: Mapped[str] = mapped_column(String(255), primary_key=True)
    operation_hash: Mapped[str] = mapped_column(String(64))
    outcome_type: Mapped[str] = mapped_column(String(60))
    outcome: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[Moment]
