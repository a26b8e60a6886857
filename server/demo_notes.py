"""The events of rows that are there from the beginning, written in one statement a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from resolvers.changes import Change, key_of
from storage.codes import Channel
from storage.columns import Table
from storage.tables import EventRow


@dataclass(frozen=True, slots=True)
class Note:
    """What happened to a row, where, and whose inbox it belongs to."""

    row: Table
    move: str
    region_path: str
    partner_id: UUID | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


async def note_all(change: Change, notes: Iterable[Note]) -> None:
    """Leave the events of many rows; nobody in particular entered them."""
    events = [
        {
            "noun": note.row.__tablename__,
            "key": key_of(note.row),
            "move": note.move,
            "region_path": note.region_path,
            "partner_id": note.partner_id,
            "channel": Channel.IMPORT,
            "details": dict(note.details),
            "at": change.now,
        }
        for note in notes
    ]
    await change.session.execute(insert(EventRow), events)
