"""Edits of rows that carry a version: whoever saw an older one is told what changed since."""

from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import select

from resolvers.changes import Change
from resolvers.refusals import StaleVersion
from storage.columns import Table
from storage.tables import EventRow


async def refuse_stale_row(change: Change, row: Table, seen: int, *, region_path: str) -> None:
    """Refuse an edit of somebody who saw another version than `row` has, naming the fields that changed since."""
    kept: Any = row
    if seen == kept.version:
        return
    key: UUID = kept.id
    events = await change.session.scalars(
        select(EventRow).where(EventRow.region_path == region_path, EventRow.key == key).order_by(EventRow.seq)
    )
    later = (event.details["fields"] for event in events if event.details.get("version", 0) > seen)
    raise StaleVersion(list(dict.fromkeys(chain.from_iterable(later))))


def set_given(row: Table, given: dict[str, Any]) -> list[str]:
    """Set the columns that are given and differ, and return their names; the version goes up with them."""
    kept: Any = row
    changed = [name for name, value in given.items() if getattr(kept, name) != value]
    for name in changed:
        setattr(kept, name, given[name])
    if changed:
        kept.version += 1
    return changed
