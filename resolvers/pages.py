"""The pages of every list: what the viewer may see, narrowed, in a stable order.

Keyed by keyset (`resolvers.keyset`): pass the key of the last row seen as `after` to go on behind it.
"""

from enum import StrEnum
from uuid import UUID

from resolvers.access import (
    readable_dispatches,
    readable_events,
    readable_needs,
    readable_partners,
    readable_persons,
    readable_projects,
    readable_resources,
)
from resolvers.context import Context
from resolvers.filters import (
    DispatchFilter,
    NeedFilter,
    PartnerFilter,
    ProjectFilter,
    RegionFilter,
    ResourceFilter,
)
from resolvers.keyset import Ordering, Page, read_page
from resolvers.person_filter import PersonFilter
from storage.tables import (
    DispatchRow,
    EventRow,
    NeedRow,
    PartnerRow,
    PersonRow,
    ProjectRow,
    RegionRow,
    ResourceRow,
)


class NeedOrder(StrEnum):
    """In which order needs are listed: the newest first, the next due first, or the most urgent first."""

    NEWEST = "NEWEST"
    DEADLINE = "DEADLINE"
    URGENCY = "URGENCY"


NEED_ORDERINGS = {
    NeedOrder.NEWEST: Ordering(NeedRow, (NeedRow.id,), is_descending=True),
    NeedOrder.DEADLINE: Ordering(NeedRow, (NeedRow.finish_by, NeedRow.id)),
    NeedOrder.URGENCY: Ordering(NeedRow, (NeedRow.urgency, NeedRow.finish_by, NeedRow.id)),
}
NEWEST_RESOURCES = Ordering(ResourceRow, (ResourceRow.id,), is_descending=True)
NEWEST_PARTNERS = Ordering(PartnerRow, (PartnerRow.id,), is_descending=True)
NEWEST_PROJECTS = Ordering(ProjectRow, (ProjectRow.id,), is_descending=True)
NEWEST_DISPATCHES = Ordering(DispatchRow, (DispatchRow.id,), is_descending=True)
PERSONS_BY_NAME = Ordering(PersonRow, (PersonRow.called, PersonRow.id))
REGIONS_DOWN_THE_TREE = Ordering(RegionRow, (RegionRow.path,))
EVENTS_AS_THEY_HAPPENED = Ordering(EventRow, (EventRow.seq,))


async def needs_page(
    context: Context,
    chosen: NeedFilter,
    *,
    order: NeedOrder = NeedOrder.NEWEST,
    first: int,
    after: str | None = None,
) -> Page[NeedRow]:
    """Return needs the viewer may read."""
    conditions = (readable_needs(context.viewer), *chosen.conditions(context))
    return await read_page(context, NEED_ORDERINGS[order], *conditions, first=first, after=after)


async def resources_page(
    context: Context, chosen: ResourceFilter, *, first: int, after: str | None = None
) -> Page[ResourceRow]:
    """Return resources the viewer may see, the newest first, without those made for one dispatch."""
    listed = ResourceRow.is_one_time.is_(False)
    conditions = (readable_resources(context.viewer), listed, *chosen.conditions(context))
    return await read_page(context, NEWEST_RESOURCES, *conditions, first=first, after=after)


async def partners_page(
    context: Context, chosen: PartnerFilter, *, first: int, after: str | None = None
) -> Page[PartnerRow]:
    """Return partners the viewer may see, the newest first."""
    conditions = (readable_partners(context.viewer), *chosen.conditions())
    return await read_page(context, NEWEST_PARTNERS, *conditions, first=first, after=after)


async def projects_page(
    context: Context, chosen: ProjectFilter, *, first: int, after: str | None = None
) -> Page[ProjectRow]:
    """Return projects the viewer may see, the newest first."""
    conditions = (readable_projects(context.viewer), *chosen.conditions())
    return await read_page(context, NEWEST_PROJECTS, *conditions, first=first, after=after)


async def dispatches_page(
    context: Context, chosen: DispatchFilter, *, first: int, after: str | None = None
) -> Page[DispatchRow]:
    """Return dispatches the viewer may see, the newest first."""
    conditions = (readable_dispatches(context.viewer), *chosen.conditions())
    return await read_page(context, NEWEST_DISPATCHES, *conditions, first=first, after=after)


async def persons_page(
    context: Context, chosen: PersonFilter, *, first: int, after: str | None = None
) -> Page[PersonRow]:
    """Return persons the viewer may know of, by what they are called."""
    conditions = (readable_persons(context.viewer), *await chosen.conditions(context))
    return await read_page(context, PERSONS_BY_NAME, *conditions, first=first, after=after)


async def regions_page(
    context: Context, chosen: RegionFilter, *, first: int, after: str | None = None
) -> Page[RegionRow]:
    """Return regions, each before those below it; they are public."""
    return await read_page(context, REGIONS_DOWN_THE_TREE, *chosen.conditions(), first=first, after=after)


async def timeline_page(context: Context, need_id: UUID, *, first: int, after: str | None = None) -> Page[EventRow]:
    """Return what the viewer may know of a need's course, as it happened."""
    conditions = (readable_events(context.viewer), EventRow.need_id == need_id)
    return await read_page(context, EVENTS_AS_THEY_HAPPENED, *conditions, first=first, after=after)
