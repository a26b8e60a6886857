"""The chain of seals over the events: what shows that none was changed, removed or slipped in."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Moment, Table


class EventSealRow(Table):
    """The seal of one event, in the order in which events were sealed.

    `hash` is SHA-256, in hexadecimal, over the hash before it and what the event and its seal say.
    """

    __tablename__ = "event_seal"
    __table_args__ = (CheckConstraint("seq >= 1", name="seq"),)

    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    event_seq: Mapped[int] = mapped_column(BigInteger, ForeignKey("event.seq"), unique=True)
    hash: Mapped[str] = mapped_column(String(64))
    sealed_at: Mapped[Moment]
