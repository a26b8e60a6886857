"""Resources that seem to be listed already, told while one is written and beside one that is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import ResourceRecord, copies_of
from resolvers.access import STAFF, readable_resources, within
from resolvers.context import Context
from resolvers.viewer import Viewer
from storage.codes import Kind, ResourceStatus
from storage.tables import PartnerRow, ResourceRow

DISTRICT_WIDTH = 8
"""Length of a district's path: a partner entered twice is looked for within its district."""
NAME_BEGINS = 2
MOST_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Written:
    """What is written of a resource; `resource_id` when it is listed already."""

    partner_id: UUID
    kind: Kind
    title: str
    text: str
    resource_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ResourceCopy:
    """A resource that seems to be the same, and how alike the two are, 0 to 1."""

    resource: ResourceRow
    likeness: float


async def resource_copies(context: Context, written: Written) -> tuple[ResourceCopy, ...]:
    """Return resources of the same partner, or of one with its name in the district, that are almost the same.

    Nothing for everybody but the partner itself and staff of its region. Only what the viewer may read is named.
    """
    viewer = context.viewer
    async with context.database.read() as session:
        partner = await session.get(PartnerRow, written.partner_id)
        if partner is None or not _may_ask(viewer, partner):
            return ()
        rows = await _like_named(session, viewer, partner, written.kind)
    others = [_record(row, name) for row, name in rows if row.id != written.resource_id]
    draft = ResourceRecord(
        key="",
        partner_key=str(partner.id),
        partner_name=partner.name,
        title=written.title,
        text=written.text,
        kind=written.kind,
    )
    by_key = {str(row.id): row for row, _ in rows}
    return tuple(ResourceCopy(by_key[one.other_key], one.likeness) for one in copies_of(draft, others))


def _may_ask(viewer: Viewer, partner: PartnerRow) -> bool:
    return partner.id in viewer.partner_ids or viewer.reaches(partner.region_path, *STAFF)


async def _like_named(
    session: AsyncSession, viewer: Viewer, partner: PartnerRow, kind: Kind
) -> Sequence[tuple[ResourceRow, str]]:
    """Return resources of a kind, with their partner's name, of partners whose names begin alike, newest first."""
    named_alike = PartnerRow.name.startswith(partner.name[:NAME_BEGINS], autoescape=True) & within(
        PartnerRow.region_path, [partner.region_path[:DISTRICT_WIDTH]]
    )
    alike = await session.execute(select(PartnerRow.id, PartnerRow.name).where(named_alike).limit(MOST_COMPARED))
    names = {row.id: row.name for row in alike}
    names[partner.id] = partner.name
    rows = await session.scalars(
        select(ResourceRow)
        .where(
            ResourceRow.partner_id.in_(names),
            ResourceRow.kind == kind,
            ResourceRow.is_one_time.is_(False),
            or_(ResourceRow.status == ResourceStatus.ACTIVE, ResourceRow.status == ResourceStatus.PAUSED),
            readable_resources(viewer),
        )
        .order_by(ResourceRow.id.desc())
        .limit(MOST_COMPARED)
    )
    return [(row, names[row.partner_id]) for row in rows]


def _record(row: ResourceRow, partner_name: str) -> ResourceRecord:
    return ResourceRecord(
        key=str(row.id),
        partner_key=str(row.partner_id),
        partner_name=partner_name,
        title=row.title,
        text=row.text,
        kind=row.kind,
    )
