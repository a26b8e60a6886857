"""How events leave: who reads them and how far each has come, webhooks, and what was sent to them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.codes import DeliveryFault, DeliveryStatus
from storage.columns import REGION_PATH, Key, Moment, Table, UtcDateTime, word


class OutboxPositionRow(Table):
    """How far a reader of the event table has come: the highest number, and the gaps below it that may still fill."""

    __tablename__ = "outbox_position"

    consumer: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)
    gaps: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    moved_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)


class WebhookRow(Table):
    """An address that is told of the events of a region's subtree, of the nouns it asked for.

    `secret` signs what is sent; it is emptied when the webhook is removed. Until `leased_until` one process sends.
    """

    __tablename__ = "webhook"
    __table_args__ = (
        ForeignKeyConstraint(["region_id", "region_path"], ["region.id", "region.path"], onupdate="CASCADE"),
        CheckConstraint("removed_at IS NULL OR secret = ''", name="secret"),
        Index("ix_webhook_region_path_id", "region_path", "id"),
    )

    id: Mapped[Key]
    region_id: Mapped[UUID]
    region_path: Mapped[str] = mapped_column(REGION_PATH)
    url: Mapped[str] = mapped_column(String(500))
    nouns: Mapped[list[str]] = mapped_column(JSON)
    secret: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[Moment]
    created_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class WebhookDeliveryRow(Table):
    """One event on its way to one webhook; after too many attempts it is dead until somebody sends it again."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("webhook_id", "event_seq"),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("(status = 'WAITING') = (next_at IS NOT NULL)", name="next_at"),
        CheckConstraint("(status = 'WAITING') = (ended_at IS NULL)", name="ended_at"),
        Index("ix_webhook_delivery_webhook_id_status_event_seq", "webhook_id", "status", "event_seq"),
    )

    id: Mapped[Key]
    webhook_id: Mapped[UUID] = mapped_column(ForeignKey("webhook.id"))
    event_seq: Mapped[int] = mapped_column(BigInteger, ForeignKey("event.seq"))
    status: Mapped[DeliveryStatus] = mapped_column(word(DeliveryStatus, "status"), default=DeliveryStatus.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered: Mapped[int | None]
    fault: Mapped[DeliveryFault | None] = mapped_column(word(DeliveryFault, "fault"))
    created_at: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
