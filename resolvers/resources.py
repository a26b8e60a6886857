"""Resources: offered and edited by their partner or by staff for it, confirmed, paused and resumed."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from itertools import chain
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from resolvers.access import readable_resources, require_partner
from resolvers.capacity import resize_slots
from resolvers.changes import Change, OnBehalf
from resolvers.life.slots import TIMELESS, add_timeless_slot
from resolvers.numbers import LOCAL, next_number
from resolvers.quantities import stored
from resolvers.refusals import InvalidInput, MoveNotPossible, NotFound, StaleVersion
from resolvers.resource_drafts import ResourceDraft, resource_faults
from resolvers.resource_sides import draft_of, write_sides
from resolvers.settings.reading import vocabulary_in
from resolvers.speaking_for import refuse_misuse
from storage.codes import Channel, PartnerStatus, ResourceStatus
from storage.tables import EventRow, PartnerRow, RegionRow, ResourceRow

SIDES: Final = frozenset({"regions", "bases", "hours"})
FIXED: Final = frozenset({"partner_id", "kind", "unit"})
"""What earlier dispatches were counted in stays: whoever offers something else offers another resource."""


async def offer_resource(change: Change, draft: ResourceDraft, *, on_behalf: OnBehalf | None = None) -> ResourceRow:
    """Offer a resource; goods and funds get their one slot at once."""
    partner = await change.session.get(PartnerRow, draft.partner_id)
    if partner is None:
        raise NotFound("partner")
    require_partner(change.viewer, partner)
    await refuse_misuse(change, on_behalf, partner.region_path)
    if partner.status is PartnerStatus.LEFT:
        raise MoveNotPossible("partner", partner.status, [])
    _refuse_faults(change, draft)
    region = await _region(change, draft.region_id)
    resource = ResourceRow(
        id=change.key(),
        number=await next_number(change.session, f"{region.letters}R", change.now),
        status=ResourceStatus.ACTIVE,
        confirmed_at=change.now,
        created_at=change.now,
        is_one_time=False,
        version=0,
        **await _columns(change, draft, region),
    )
    change.session.add(resource)
    await change.session.flush()
    await write_sides(change, resource, draft)
    if resource.kind in TIMELESS:
        await add_timeless_slot(change, resource)
    _note(change, resource, "OFFERED", on_behalf=on_behalf)
    return resource


async def edit_resource(
    change: Change,
    resource_id: UUID,
    version: int,
    given: Mapping[str, Any],
    *,
    on_behalf: OnBehalf | None = None,
) -> ResourceRow:
    """Change what is given of a resource, by the names of `ResourceDraft`; a capacity is given as people say it.

    Refuses an edit of a version that somebody changed meanwhile, naming the fields, and a capacity below what is
    taken.
    """
    resource = await _find_own(change, resource_id, on_behalf)
    if version != resource.version:
        raise StaleVersion(await _changed_since(change, resource, version))
    before = await draft_of(change, resource)
    draft = replace(before, **_stored(given, resource))
    changed = [one.name for one in fields(draft) if getattr(draft, one.name) != getattr(before, one.name)]
    if fixed := FIXED.intersection(changed):
        raise InvalidInput.at(min(fixed).removesuffix("_id"), "FIXED")
    _refuse_faults(change, draft)
    region = await _region(change, draft.region_id)
    if "slot_capacity" in changed:
        await resize_slots(change, resource, draft.slot_capacity)
    for name, value in (await _columns(change, draft, region)).items():
        setattr(resource, name, value)
    if SIDES.union({"serves", "region_id"}).intersection(changed):
        await write_sides(change, resource, draft)
    _note(change, resource, "EDITED", on_behalf=on_behalf, fields=changed)
    return resource


async def confirm_resource(change: Change, resource_id: UUID, *, on_behalf: OnBehalf | None = None) -> ResourceRow:
    """Say that a resource is still offered as it stands."""
    resource = await _find_own(change, resource_id, on_behalf)
    _refuse_withdrawn(resource)
    resource.confirmed_at = change.now
    _note(change, resource, "CONFIRMED", on_behalf=on_behalf)
    return resource


async def pause_resource(
    change: Change, resource_id: UUID, *, until: date | None = None, on_behalf: OnBehalf | None = None
) -> ResourceRow:
    """Stop offering a resource, up to and including a day or until it is resumed; what was promised stays so."""
    resource = await _find_own(change, resource_id, on_behalf)
    _refuse_withdrawn(resource)
    if until is not None and until < _today(change):
        raise InvalidInput.at("until", "IN_THE_PAST")
    resource.status, resource.paused_until = ResourceStatus.PAUSED, until
    _note(change, resource, "PAUSED", on_behalf=on_behalf, fields=["status", "paused_until"])
    return resource


async def resume_resource(change: Change, resource_id: UUID, *, on_behalf: OnBehalf | None = None) -> ResourceRow:
    """Offer a paused resource again."""
    resource = await _find_own(change, resource_id, on_behalf)
    if resource.status is not ResourceStatus.PAUSED:
        raise MoveNotPossible("resource", resource.status, [ResourceStatus.PAUSED])
    end_pause(change, resource, on_behalf=on_behalf)
    return resource


def end_pause(change: Change, resource: ResourceRow, *, on_behalf: OnBehalf | None = None) -> None:
    """Let a paused resource be offered again, by its partner or because its day has come."""
    resource.status, resource.paused_until = ResourceStatus.ACTIVE, None
    _note(change, resource, "RESUMED", on_behalf=on_behalf, fields=["status", "paused_until"])


def _stored(given: Mapping[str, Any], resource: ResourceRow) -> dict[str, Any]:
    """Return what is given, the capacity as it is stored in the resource's unit."""
    if "slot_capacity" not in given:
        return dict(given)
    return {**given, "slot_capacity": stored(given["slot_capacity"], resource.unit, "slotCapacity")}


async def _columns(change: Change, draft: ResourceDraft, region: RegionRow) -> dict[str, Any]:
    """Return the columns that a draft sets."""
    values = {one.name: getattr(draft, one.name) for one in fields(draft) if one.name not in SIDES}
    vocabulary = await vocabulary_in(change.session, change.context.vocabulary, region.path)
    rhythm = vocabulary.settings.confirm_every_days[draft.kind]
    return values | {
        "title": draft.title.strip(),
        "text": draft.text.strip(),
        "groups": list(draft.groups),
        "region_path": region.path,
        "confirm_every_days": draft.confirm_every_days or rhythm,
    }


def _refuse_faults(change: Change, draft: ResourceDraft) -> None:
    if faults := resource_faults(draft, change.context.vocabulary, _today(change)):
        raise InvalidInput(faults)


def _refuse_withdrawn(resource: ResourceRow) -> None:
    if resource.status is ResourceStatus.WITHDRAWN:
        raise MoveNotPossible("resource", resource.status, [])


async def _region(change: Change, region_id: UUID) -> RegionRow:
    region = await change.session.get(RegionRow, region_id)
    if region is None:
        raise NotFound("region")
    return region


async def _find_own(change: Change, resource_id: UUID, on_behalf: OnBehalf | None) -> ResourceRow:
    """Return a resource of the viewer's partner, or of one in the viewer's charge, locked."""
    resource = await change.session.scalar(
        select(ResourceRow).where(ResourceRow.id == resource_id, readable_resources(change.viewer)).with_for_update(),
    )
    if resource is None:
        raise NotFound("resource")
    partner = await change.session.get_one(PartnerRow, resource.partner_id)
    require_partner(change.viewer, partner)
    await refuse_misuse(change, on_behalf, partner.region_path)
    return resource


async def _changed_since(change: Change, resource: ResourceRow, version: int) -> list[str]:
    """Return the fields that were changed after a version, in order, as the events tell."""
    events = await change.session.scalars(
        select(EventRow)
        .where(EventRow.partner_id == resource.partner_id, EventRow.key == resource.id)
        .order_by(EventRow.seq),
    )
    later = [event.details["fields"] for event in events if event.details.get("version", 0) > version]
    return list(dict.fromkeys(chain.from_iterable(later)))


def _today(change: Change) -> date:
    return change.now.astimezone(LOCAL).date()


def _note(
    change: Change,
    resource: ResourceRow,
    move: str,
    *,
    on_behalf: OnBehalf | None = None,
    fields: list[str] | None = None,
) -> None:
    """Leave the event of a resource; staff who change it do so for its partner, at the desk unless they say how."""
    resource.version += 1
    if on_behalf is None and change.viewer.is_signed_in and resource.partner_id not in change.viewer.partner_ids:
        on_behalf = OnBehalf(Channel.DESK, partner_id=resource.partner_id)
    change.record(
        resource,
        move,
        region_path=resource.region_path,
        partner_id=resource.partner_id,
        on_behalf=on_behalf,
        details={"version": resource.version, "fields": fields or []},
    )
