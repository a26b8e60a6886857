"""Filters of a screen that somebody keeps under a name: one's own only, as the address bar has them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, select

from resolvers.access import own_filters
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.people import note_person
from resolvers.refusals import FieldFault, InvalidInput, NotFound
from storage.tables import PersonRow, SavedFilterRow

MOST_FILTERS = 50


@dataclass(frozen=True, slots=True)
class FilterDraft:
    """What is kept: the screen's short name, what the filter is called, and what follows ? in the address."""

    screen: str
    name: str
    query: str


async def saved_filters(context: Context, screen: str | None = None) -> list[SavedFilterRow]:
    """Return the viewer's own filters, of one screen or all, by screen and name."""
    mine = select(SavedFilterRow).where(own_filters(context.viewer))
    if screen is not None:
        mine = mine.where(SavedFilterRow.screen == screen)
    async with context.database.read() as session:
        found = await session.scalars(mine.order_by(SavedFilterRow.screen, SavedFilterRow.name, SavedFilterRow.id))
        return list(found)


async def save_filter(change: Change, draft: FilterDraft) -> SavedFilterRow:
    """Keep a filter; one of the same name on the same screen is replaced."""
    person_id = change.person_id
    draft = FilterDraft(draft.screen.strip(), draft.name.strip(), draft.query.strip().removeprefix("?"))
    if faults := [FieldFault(name, "EMPTY") for name in ("screen", "name", "query") if not getattr(draft, name)]:
        raise InvalidInput(faults)
    await change.session.scalar(select(PersonRow.id).where(PersonRow.id == person_id).with_for_update())
    mine = SavedFilterRow.person_id == person_id
    row = await change.session.scalar(
        select(SavedFilterRow).where(mine, SavedFilterRow.screen == draft.screen, SavedFilterRow.name == draft.name)
    )
    if row is None:
        if (await change.session.scalar(select(func.count()).where(mine)) or 0) >= MOST_FILTERS:
            raise InvalidInput.at("name", "TOO_MANY", MOST_FILTERS)
        row = SavedFilterRow(
            id=change.key(),
            person_id=person_id,
            screen=draft.screen,
            name=draft.name,
            query=draft.query,
            created_at=change.now,
        )
        change.session.add(row)
    else:
        row.query = draft.query
    await note_person(change, person_id, "FILTER_SAVED", details={"filter": str(row.id)})
    return row


async def remove_filter(change: Change, filter_id: UUID) -> PersonRow:
    """Keep a filter of one's own no longer; return whose it was."""
    mine = SavedFilterRow.id == filter_id, own_filters(change.viewer)
    if await change.session.scalar(select(SavedFilterRow.id).where(*mine).with_for_update()) is None:
        raise NotFound("filter")
    await change.session.execute(delete(SavedFilterRow).where(SavedFilterRow.id == filter_id))
    return await note_person(change, change.person_id, "FILTER_REMOVED", details={"filter": str(filter_id)})
