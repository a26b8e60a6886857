"""Notifications 消息: what each person is told of which event, and the messages by which it leaves the system."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.codes import MessagePurpose, MessageStatus, NotificationKind, Way
from storage.columns import Key, Moment, Table, UtcDateTime, word


class NotificationRow(Table):
    """What a person is told of one event, once; the sentence is made of the rows it points at when it is read."""

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("person_id", "event_seq"),
        Index(
            "ix_notification_unread",
            "person_id",
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    event_seq: Mapped[int] = mapped_column(BigInteger, ForeignKey("event.seq"))
    kind: Mapped[NotificationKind] = mapped_column(word(NotificationKind, "kind"))
    is_urgent: Mapped[bool]
    need_id: Mapped[UUID | None] = mapped_column(ForeignKey("need.id"))
    dispatch_id: Mapped[UUID | None] = mapped_column(ForeignKey("dispatch.id"))
    resource_id: Mapped[UUID | None] = mapped_column(ForeignKey("resource.id"))
    region_id: Mapped[UUID | None] = mapped_column(ForeignKey("region.id"))
    at: Mapped[Moment] = mapped_column(index=True)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class NotificationPositionRow(Table):
    """How far a reader of the event table has come: the highest number seen, and the gaps below it."""

    __tablename__ = "notification_position"

    reader: Mapped[str] = mapped_column(String(24), primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, default=0)
    gaps: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)


class NotificationSwitchRow(Table):
    """A kind of notification that a person does not want to be sent; without a row it is sent."""

    __tablename__ = "notification_switch"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[NotificationKind] = mapped_column(word(NotificationKind, "kind"), primary_key=True)
    is_on: Mapped[bool]


class MailboxRow(Table):
    """Where a person reads mail; nothing is sent there before the person confirmed it, nor after saying stop."""

    __tablename__ = "mailbox"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    address: Mapped[str] = mapped_column(String(120))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MessageRow(Table):
    """Something that leaves the system for a person or a community's robot, and how often that was tried.

    `digest_day` is the local day of a digest; `event_seq` is what a robot is told of. The text is made when it is sent.
    """

    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (robot IS NULL)", name="one_reader"),
        CheckConstraint("(purpose = 'DIGEST') = (digest_day IS NOT NULL)", name="digest_day"),
        CheckConstraint("attempts >= 0", name="attempts"),
        UniqueConstraint("person_id", "way", "digest_day"),
        UniqueConstraint("robot", "event_seq"),
        Index("ix_message_status_next_at", "status", "next_at"),
    )

    id: Mapped[Key]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    robot: Mapped[str | None] = mapped_column(String(40))
    way: Mapped[Way] = mapped_column(word(Way, "way"))
    purpose: Mapped[MessagePurpose] = mapped_column(word(MessagePurpose, "purpose"))
    event_seq: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("event.seq"))
    digest_day: Mapped[date | None]
    is_for_any_hour: Mapped[bool] = mapped_column(default=False)
    status: Mapped[MessageStatus] = mapped_column(word(MessageStatus, "status"))
    attempts: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[Moment]
    next_at: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MessageLineRow(Table):
    """A notification that a message holds; by one way it leaves once, in a digest or by itself."""

    __tablename__ = "message_line"
    __table_args__ = (UniqueConstraint("notification_id", "way"),)

    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)
    notification_id: Mapped[UUID] = mapped_column(ForeignKey("notification.id", ondelete="CASCADE"), primary_key=True)
    way: Mapped[Way] = mapped_column(word(Way, "way"))
