"""Bulletins 公告: posted by staff for a region, read by everybody in it and below it while their days last."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from resolvers.access import OFFICERS, readable_bulletins, require_role, within
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.keyset import Ordering, Page, read_page
from resolvers.numbers import LOCAL
from resolvers.refusals import FieldFault, InvalidInput, NotFound
from resolvers.regions import ancestors
from resolvers.versions import refuse_stale_row, set_given
from storage.tables import BulletinRow, RegionRow

SAID = {"starts_on": "from", "ends_on": "until"}
"""Columns as clients know them."""
PINNED_FIRST = Ordering(BulletinRow, (BulletinRow.is_pinned, BulletinRow.starts_on, BulletinRow.id), is_descending=True)


@dataclass(frozen=True, slots=True)
class BulletinDraft:
    """What is to be told to whom; `ends_on` is its last day, and None means that it has none."""

    region_id: UUID
    title: str
    text: str
    starts_on: date | None = None
    ends_on: date | None = None
    is_pinned: bool = False


async def post_bulletin(change: Change, draft: BulletinDraft) -> BulletinRow:
    """Tell something to a region; from today on, unless it says otherwise."""
    region = await change.session.get(RegionRow, draft.region_id)
    if region is None:
        raise NotFound("region")
    require_role(change.viewer, region.path, *OFFICERS)
    row = BulletinRow(
        id=change.key(),
        region_id=region.id,
        region_path=region.path,
        title=draft.title.strip(),
        text=draft.text.strip(),
        starts_on=draft.starts_on or today(change.context),
        ends_on=draft.ends_on,
        is_pinned=draft.is_pinned,
        posted_by=change.person_id,
        created_at=change.now,
        version=1,
    )
    _refuse_faults(row)
    change.session.add(row)
    _note(change, row, "POSTED", ["title", "text", "starts_on", "ends_on", "is_pinned"])
    return row


async def edit_bulletin(change: Change, bulletin_id: UUID, version: int, given: dict[str, Any]) -> BulletinRow:
    """Change what is given of a bulletin, by its columns; refused when somebody else changed it meanwhile."""
    row = await _find(change, bulletin_id)
    await refuse_stale_row(change, row, version, region_path=row.region_path)
    said = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
    changed = set_given(row, said)
    _refuse_faults(row)
    if changed:
        _note(change, row, "EDITED", changed)
    return row


async def withdraw_bulletin(change: Change, bulletin_id: UUID) -> BulletinRow:
    """Take a bulletin back; nobody but staff reads it any more."""
    row = await _find(change, bulletin_id)
    row.withdrawn_at, row.version = change.now, row.version + 1
    _note(change, row, "WITHDRAWN", ["withdrawn_at"])
    return row


async def _find(change: Change, bulletin_id: UUID) -> BulletinRow:
    row = await change.session.scalar(
        select(BulletinRow)
        .where(BulletinRow.id == bulletin_id, BulletinRow.withdrawn_at.is_(None), readable_bulletins(change.viewer))
        .with_for_update()
    )
    if row is None:
        raise NotFound("bulletin")
    require_role(change.viewer, row.region_path, *OFFICERS)
    return row


def _refuse_faults(row: BulletinRow) -> None:
    faults = [FieldFault(name, "EMPTY") for name in ("title", "text") if not getattr(row, name)]
    if row.ends_on is not None and row.ends_on < row.starts_on:
        faults.append(FieldFault("until", "REVERSED"))
    if faults:
        raise InvalidInput(faults)


def _note(change: Change, row: BulletinRow, move: str, fields: list[str]) -> None:
    details = {"version": row.version, "fields": [SAID.get(name, name) for name in fields]}
    change.record(row, move, region_path=row.region_path, details=details)


def today(context: Context) -> date:
    """Return the local day."""
    return context.now().astimezone(LOCAL).date()


def is_in_force(row: BulletinRow, day: date) -> bool:
    """Whether a bulletin is to be read on a day."""
    return row.withdrawn_at is None and row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)


async def bulletins_page(
    context: Context, region_id: UUID, *, in_force: bool, first: int, after: str | None = None
) -> Page[BulletinRow]:
    """Return what is told in a region, by it and by those above it, pinned ones first, then the newest.

    Without `in_force` those whose days are over are among them, and for staff also those to come and withdrawn ones.
    """
    async with context.database.read() as session:
        path = await session.scalar(select(RegionRow.path).where(RegionRow.id == region_id))
    day = today(context)
    conditions = [BulletinRow.region_path.in_(ancestors(path or "")), readable_bulletins(context.viewer)]
    conditions += _in_force_on(day) if in_force else [_begun_or_of_staff(context, day)]
    return await read_page(context, PINNED_FIRST, *conditions, first=first, after=after)


def _in_force_on(day: date) -> list[ColumnElement[bool]]:
    return [
        BulletinRow.withdrawn_at.is_(None),
        BulletinRow.starts_on <= day,
        or_(BulletinRow.ends_on.is_(None), BulletinRow.ends_on >= day),
    ]


def _begun_or_of_staff(context: Context, day: date) -> ColumnElement[bool]:
    return or_(BulletinRow.starts_on <= day, within(BulletinRow.region_path, context.viewer.paths(*OFFICERS)))
