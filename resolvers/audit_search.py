"""Looking through what happened: who did what to which row, by ids and names of fields, never what was written."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select

from resolvers.access import within
from resolvers.context import Context
from resolvers.indicators.figures import Period
from resolvers.keyset import Ordering, Page, read_page
from resolvers.refusals import NotAllowed, NotFound
from storage.codes import Role
from storage.standing import Purpose
from storage.tables import EventRow, RegionRow

AUDITORS = (Role.STREET_OFFICER, Role.DISTRICT_OFFICER, Role.ADMINISTRATOR)
"""Who may look through the events of the regions below them."""
LATEST_FIRST = Ordering(EventRow, (EventRow.seq,), is_descending=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Narrows events: by the kind of row, the row itself, who acted, what was done, and the local days."""

    noun: str | None = None
    key: UUID | None = None
    actor: UUID | None = None
    move: str | None = None
    period: Period | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return what an event must meet."""
        wanted = {
            EventRow.noun: self.noun,
            EventRow.key: self.key,
            EventRow.actor_id: self.actor,
            EventRow.move: self.move,
        }
        found: list[ColumnElement[bool]] = [column == value for column, value in wanted.items() if value is not None]
        if self.period is not None:
            begins, ends = self.period.moments()
            found += [EventRow.at >= begins, EventRow.at < ends]
        return found


async def events_page(
    context: Context, region_id: UUID, chosen: EventFilter, *, first: int, after: str | None = None
) -> Page[EventRow]:
    """Return events of a region with its subtree, the latest first; refused but to its officers and administrators."""
    async with context.database.read() as session:
        path = await session.scalar(select(RegionRow.path).where(RegionRow.id == region_id))
    if path is None:
        raise NotFound("region")
    if not context.viewer.reaches(path, *AUDITORS):
        raise NotAllowed("DISTRICT_OFFICER")
    conditions = (within(EventRow.region_path, [path]), *chosen.conditions())
    whole = context.opened_for(Purpose.SYSTEM)
    return await read_page(whole, LATEST_FIRST, *conditions, first=first, after=after)
