"""What a seal is: a hash over the one before it and every field of its event."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, Protocol

from resolvers.event_trail import EventTrail
from storage.tables import EventRow

FIRST: Final = "0" * 64
"""What stands before the first seal."""

FIELDS: Final = (
    "seq",
    "noun",
    "key",
    "move",
    "region_path",
    "need_id",
    "partner_id",
    "actor_id",
    "on_behalf_of_id",
    "on_behalf_of_partner_id",
    "channel",
    "details",
    "at",
)
"""Every column of the event table, by name: a column that is added one day must not change the seals there are."""

EVENT_COLUMNS: Final = tuple(EventRow.__table__.c[name] for name in FIELDS)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many seals there are, the hash of the last and when it was made."""

    seq: int
    hash: str
    sealed_at: datetime


class Sealed(Protocol):
    """A seal as it is stored: of which event, and when it was made."""

    @property
    def event_seq(self) -> int:
        """The number of the event."""

    @property
    def sealed_at(self) -> datetime:
        """The moment of the seal."""


def canonical_bytes(event: Mapping[str, Any]) -> bytes:
    """Return every field of an event as JSON in UTF-8, sorted and without spaces; moments are in UTC.

    >>> canonical_bytes({"seq": 1, "details": {"b": 2, "a": "是"}}).decode()
    '{"details":{"a":"是","b":2},"seq":1}'
    """
    values = {name: event[name] for name in FIELDS if name in event}
    text = json.dumps(values, default=_said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _said(value: Any) -> str:
    """Return a value that JSON does not know: a key or a moment."""
    return moment(value) if isinstance(value, datetime) else str(value)


def moment(at: datetime) -> str:
    """Return a moment in UTC to the microsecond, always of one length."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def seal_hash(before: str, sealed_at: datetime, event: Mapping[str, Any]) -> str:
    """Return the hash, in hexadecimal, of an event that is sealed after the seal with the hash `before`."""
    return sha256(before.encode() + moment(sealed_at).encode() + canonical_bytes(event)).hexdigest()


def follow(trail: EventTrail, seals: Iterable[Sealed]) -> list[int]:
    """Take stored seals, in their order, into a trail; return the numbers that had no right to be sealed then.

    The trail's clock is that of the chain: a gap may be filled until a minute after it opened has been sealed, so
    that a sealer that stood still comes back to the gaps as it left them.
    """
    late: list[int] = []
    for at, group in groupby(seals, key=attrgetter("sealed_at")):
        numbers = [seal.event_seq for seal in group]
        late += sorted(set(numbers) - trail.take(numbers, at))
    return late
