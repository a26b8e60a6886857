"""Partnerships: what a partner and a region agree, recorded by staff of the region, edited, paused and ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select

from resolvers.access import readable_partnerships, require_staff
from resolvers.changes import Change
from resolvers.quantities import stored
from resolvers.refusals import AlreadyThere, FieldFault, InvalidInput, MoveNotPossible, NotFound
from resolvers.versions import refuse_stale_row
from storage.codes import PartnershipStatus, PartnerStatus, Unit
from storage.tables import PartnerRow, PartnershipPromiseRow, PartnershipRow, RegionRow

MOST_PROMISES = 20
PROMISES: Final = "promises"


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing promised for each year; with a quantity as it is stored in its unit, or without any."""

    text: str
    quantity: int | None = None
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class PartnershipDraft:
    """An agreement as it is recorded; local days, the last one included, None while no end is agreed."""

    partner_id: UUID
    region_id: UUID
    badge: str
    starts_on: date
    ends_on: date | None = None
    terms: str = ""
    region_brings: str = ""
    promises: tuple[Promise, ...] = ()


def promise(text: str, quantity: Decimal | None, unit: Unit | None, field: str) -> Promise:
    """Return a promise as it is stored; refuses a quantity without a unit, and a unit without a quantity."""
    if (quantity is None) != (unit is None):
        raise InvalidInput.at(field, "QUANTITY_WHOLE")
    if quantity is None or unit is None:
        return Promise(text)
    return Promise(text, stored(quantity, unit, field), unit)


def status_on(partnership: PartnershipRow, today: date) -> PartnershipStatus:
    """Return how an agreement stands on a local day: one whose last day has passed has expired."""
    has_passed = partnership.ends_on is not None and partnership.ends_on < today
    if has_passed and partnership.status is not PartnershipStatus.ENDED:
        return PartnershipStatus.EXPIRED
    return partnership.status


async def record_partnership(change: Change, draft: PartnershipDraft) -> PartnershipRow:
    """Record an agreement of a confirmed partner with a region; one of a badge at a time."""
    region = await change.session.get(RegionRow, draft.region_id)
    if region is None:
        raise NotFound("region")
    require_staff(change.viewer, region.path)
    partner = await change.session.scalar(select(PartnerRow).where(PartnerRow.id == draft.partner_id).with_for_update())
    if partner is None:
        raise NotFound("partner")
    if partner.status is not PartnerStatus.CONFIRMED:
        raise MoveNotPossible("partner", partner.status, [PartnerStatus.CONFIRMED])
    _refuse_faults(draft)
    partnership = PartnershipRow(
        id=change.key(),
        partner_id=partner.id,
        region_id=region.id,
        region_path=region.path,
        status=PartnershipStatus.IN_FORCE,
        recorded_by=change.person_id,
        created_at=change.now,
        version=0,
        **_columns(draft),
    )
    await _refuse_second(change, partnership)
    change.session.add(partnership)
    await change.session.flush()
    _write_promises(change, partnership, draft.promises)
    _note(change, partnership, "RECORDED")
    return partnership


async def edit_partnership(
    change: Change, partnership_id: UUID, version: int, given: Mapping[str, Any], *, is_paused: bool | None = None
) -> PartnershipRow:
    """Change what is given of an agreement that has not ended, by the names of `PartnershipDraft`; pause or resume."""
    partnership = await _find(change, partnership_id)
    await refuse_stale_row(change, partnership, version, region_path=partnership.region_path)
    before = await _draft_of(change, partnership)
    draft = replace(before, **given)
    _refuse_faults(draft)
    changed = [one.name for one in fields(draft) if getattr(draft, one.name) != getattr(before, one.name)]
    for name, value in _columns(draft).items():
        setattr(partnership, name, value)
    if "badge" in changed:
        await _refuse_second(change, partnership)
    if PROMISES in changed:
        await change.session.execute(
            delete(PartnershipPromiseRow).where(PartnershipPromiseRow.partnership_id == partnership.id)
        )
        _write_promises(change, partnership, draft.promises)
    if is_paused is not None:
        partnership.status = PartnershipStatus.PAUSED if is_paused else PartnershipStatus.IN_FORCE
        changed.append("status")
    _note(change, partnership, "EDITED", changed)
    return partnership


async def end_partnership(
    change: Change, partnership_id: UUID, *, reason_text: str = "", version: int | None = None
) -> PartnershipRow:
    """End an agreement from now on; what was asked of the partner stays asked."""
    partnership = await _find(change, partnership_id)
    seen = partnership.version if version is None else version
    await refuse_stale_row(change, partnership, seen, region_path=partnership.region_path)
    end(change, partnership, reason_text)
    return partnership


async def end_all(change: Change, partner: PartnerRow, reason_text: str) -> None:
    """End all agreements of a partner that leaves."""
    found = await change.session.scalars(
        select(PartnershipRow)
        .where(PartnershipRow.partner_id == partner.id, PartnershipRow.ended_at.is_(None))
        .order_by(PartnershipRow.id)
        .with_for_update()
    )
    for partnership in found.all():
        end(change, partnership, reason_text)


def end(change: Change, partnership: PartnershipRow, reason_text: str) -> None:
    """End one agreement."""
    partnership.status, partnership.ended_at = PartnershipStatus.ENDED, change.now
    partnership.reason_text = reason_text.strip()
    _note(change, partnership, "ENDED", ["status"])


async def _find(change: Change, partnership_id: UUID) -> PartnershipRow:
    """Return an agreement of a region in the viewer's charge that has not ended, locked."""
    partnership = await change.session.scalar(
        select(PartnershipRow)
        .where(PartnershipRow.id == partnership_id, readable_partnerships(change.viewer))
        .with_for_update()
    )
    if partnership is None:
        raise NotFound("partnership")
    require_staff(change.viewer, partnership.region_path)
    if partnership.status is PartnershipStatus.ENDED:
        raise MoveNotPossible("partnership", partnership.status, [])
    return partnership


async def _draft_of(change: Change, partnership: PartnershipRow) -> PartnershipDraft:
    promises = await change.session.scalars(
        select(PartnershipPromiseRow)
        .where(PartnershipPromiseRow.partnership_id == partnership.id)
        .order_by(PartnershipPromiseRow.position)
    )
    told = {one.name: getattr(partnership, one.name) for one in fields(PartnershipDraft) if one.name != PROMISES}
    return PartnershipDraft(**told, promises=tuple(Promise(one.text, one.quantity, one.unit) for one in promises))


def _columns(draft: PartnershipDraft) -> dict[str, Any]:
    return {
        "badge": draft.badge.strip(),
        "terms": draft.terms.strip(),
        "region_brings": draft.region_brings.strip(),
        "starts_on": draft.starts_on,
        "ends_on": draft.ends_on,
    }


def _refuse_faults(draft: PartnershipDraft) -> None:
    faults = []
    if not draft.badge.strip():
        faults.append(FieldFault("badge", "EMPTY"))
    if draft.ends_on is not None and draft.ends_on < draft.starts_on:
        faults.append(FieldFault("until", "REVERSED"))
    if len(draft.promises) > MOST_PROMISES:
        faults.append(FieldFault("promises", "TOO_LARGE", str(MOST_PROMISES)))
    faults += [
        FieldFault(f"promises[{at}].text", "EMPTY") for at, one in enumerate(draft.promises) if not one.text.strip()
    ]
    if faults:
        raise InvalidInput(faults)


async def _refuse_second(change: Change, partnership: PartnershipRow) -> None:
    """Refuse a second agreement of a partner, a region and a badge; the database would, without a word on it."""
    with change.session.no_autoflush:
        other = await change.session.scalar(
            select(PartnershipRow.id).where(
                PartnershipRow.partner_id == partnership.partner_id,
                PartnershipRow.region_id == partnership.region_id,
                PartnershipRow.badge == partnership.badge,
                PartnershipRow.ended_at.is_(None),
                PartnershipRow.id != partnership.id,
            )
        )
    if other is not None:
        raise AlreadyThere("partnership")


def _write_promises(change: Change, partnership: PartnershipRow, promises: Sequence[Promise]) -> None:
    change.session.add_all(
        PartnershipPromiseRow(
            id=change.key(),
            partnership_id=partnership.id,
            position=position,
            text=one.text.strip(),
            quantity=one.quantity,
            unit=one.unit,
        )
        for position, one in enumerate(promises, start=1)
    )


def _note(change: Change, partnership: PartnershipRow, move: str, changed: Sequence[str] = ()) -> None:
    partnership.version += 1
    change.record(
        partnership,
        move,
        region_path=partnership.region_path,
        partner_id=partnership.partner_id,
        details={"version": partnership.version, "fields": list(changed)},
    )
