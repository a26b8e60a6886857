"""The list of resources 资源清单 on its way out."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.access import within
from resolvers.lists.labels import KINDS, said_amount, said_hours
from resolvers.lists.list_out import Cells, RegionNames, grouped, load_region_names, local_day, once_each
from resolvers.resource_drafts import OpenHours
from storage.codes import ResourceStatus, Serves
from storage.tables import (
    PartnerContactRow,
    PartnerRow,
    PersonPrivateRow,
    PersonRow,
    ResourceHoursRow,
    ResourceRegionRow,
    ResourceRow,
)

PUBLIC_FIELDS = frozenset(
    {"number", "partner", "kind", "title", "text", "quantity", "hours", "area", "terms", "confirmed_on", "valid_until"},
)
METRES_A_KILOMETRE = 1_000


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the rows of resources; contacts are by partner."""

    served: Mapping[UUID, list[str]]
    hours: Mapping[UUID, list[OpenHours]]
    contacts: Mapping[UUID, list[str]]
    regions: RegionNames


async def resources_out(session: AsyncSession, path: str, *, is_public: bool) -> list[Cells]:
    """Return the resources of a region's subtree in the order they came, by the fields of the official list.

    Phones are those of offices: a contact's mobile is that person's own. The public list holds what is offered now.
    """
    chosen = within(ResourceRow.region_path, [path]) & ResourceRow.is_one_time.is_(False)
    wanted = (ResourceStatus.ACTIVE,) if is_public else (ResourceStatus.ACTIVE, ResourceStatus.PAUSED)
    chosen &= ResourceRow.status.in_(wanted)
    rows = await session.execute(
        select(ResourceRow, PartnerRow)
        .join(PartnerRow, PartnerRow.id == ResourceRow.partner_id)
        .where(chosen)
        .order_by(ResourceRow.id),
    )
    beside = await _beside(session, chosen)
    return [_line(resource, partner, beside) for resource, partner in rows]


async def _beside(session: AsyncSession, chosen: ColumnElement[bool]) -> _Beside:
    served = await session.execute(
        select(ResourceRegionRow.resource_id, ResourceRegionRow.region_path)
        .join(ResourceRow, ResourceRow.id == ResourceRegionRow.resource_id)
        .where(chosen)
        .order_by(ResourceRegionRow.region_path),
    )
    hours = await session.execute(
        select(ResourceHoursRow).join(ResourceRow, ResourceRow.id == ResourceHoursRow.resource_id).where(chosen),
    )
    contacts = await session.execute(
        select(PartnerContactRow.partner_id, PersonRow.called, PersonPrivateRow.name)
        .join(PersonRow, PersonRow.id == PartnerContactRow.person_id)
        .outerjoin(PersonPrivateRow, PersonPrivateRow.person_id == PersonRow.id)
        .where(
            PartnerContactRow.until.is_(None),
            PartnerContactRow.partner_id.in_(select(ResourceRow.partner_id).where(chosen)),
        )
        .order_by(PartnerContactRow.is_leader.desc(), PartnerContactRow.id),
    )
    return _Beside(
        served=grouped((resource_id, region) for resource_id, region in served),
        hours=grouped((one.resource_id, OpenHours(one.weekday, one.opens, one.closes)) for (one,) in hours),
        contacts=grouped((partner_id, name or called) for partner_id, called, name in contacts),
        regions=await load_region_names(session),
    )


def _line(resource: ResourceRow, partner: PartnerRow, beside: _Beside) -> Cells:
    contacts = beside.contacts.get(partner.id, [])
    return {
        "partner": partner.name,
        "kind": KINDS[resource.kind],
        "title": resource.title,
        "text": resource.text,
        "quantity": said_amount(resource.slot_capacity, resource.unit),
        "hours": said_hours(beside.hours.get(resource.id, [])),
        "area": _area(resource, beside),
        "terms": "；".join(_terms(resource)),
        "contact_name": contacts[0] if contacts else "",
        "contact_phone": partner.office_phone or "",
        "confirmed_on": local_day(resource.confirmed_at),
        "valid_until": resource.valid_until.isoformat() if resource.valid_until else "",
        "remark": resource.number + ("（暂停）" if resource.status is ResourceStatus.PAUSED else ""),
    }


def _area(resource: ResourceRow, beside: _Beside) -> str:
    if resource.serves is Serves.REMOTE:
        return "线上"
    if resource.serves is Serves.RADIUS:
        return f"{(resource.radius_m or 0) / METRES_A_KILOMETRE:g}公里内"
    return once_each(beside.regions.name(path) for path in beside.served.get(resource.id, []))


def _terms(resource: ResourceRow) -> list[str]:
    """Return what a resource asks of those who use it."""
    terms = []
    if resource.min_age is not None or resource.max_age is not None:
        terms.append(f"{resource.min_age or 0}—{resource.max_age or ''}岁")
    if resource.is_for_members:
        terms.append("仅限本单位成员")
    if resource.minimum_notice_hours:
        terms.append(f"提前{resource.minimum_notice_hours}小时")
    return [*terms, *(text for text in (resource.fee_note, resource.asks_in_return) if text)]
