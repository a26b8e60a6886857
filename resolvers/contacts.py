"""Contact and door: masked by default, opened for a reason, and the person reads who opened them.

The person concerned reads its own in clear. Staff and grid workers of the region open it when they must ring or go
there, and so does the partner that helps, from TAKEN until the dispatch is done, returned, recalled or failed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.access import (
    HELPING,
    READERS,
    STAFF,
    readable_dispatches,
    readable_need_words,
    readable_needs,
    readable_person_private,
    readable_persons,
    within,
)
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.refusals import InvalidInput, NotAllowed, NotFound
from resolvers.viewer import Viewer
from storage.tables import (
    ContactViewRow,
    DispatchRow,
    NeedPrivateRow,
    NeedRow,
    PartnerRow,
    PersonPrivateRow,
    PersonRow,
    RegionRow,
)

MASK = "***"
SHORTEST_PHONE_SHOWN = 8
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class ShownContact:
    """Whom to call and where to go; of a need also the asker's words. Phone, door and name may be masked."""

    name: str | None
    phone: str | None
    address: str | None
    door: str | None
    relation: str | None = None
    words: str = ""
    is_masked: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """Whose contact is to be opened: exactly one is given."""

    need_id: UUID | None = None
    dispatch_id: UUID | None = None
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ContactView:
    """That somebody opened the viewer's contact: `called`, for `partner` unless it was staff, over which need."""

    called: str
    partner: str | None
    need_number: str | None
    reason: str
    at: datetime


def masked_phone(phone: str | None) -> str | None:
    """Return a phone of which the end tells two apart and nobody can ring it.

    >>> masked_phone("13888880001"), masked_phone("110"), masked_phone(None)
    ('138****0001', '***', None)
    """
    if not phone:
        return phone
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= SHORTEST_PHONE_SHOWN else MASK


def masked_name(name: str | None) -> str | None:
    """Return a name's first character.

    >>> masked_name("王小明"), masked_name("")
    ('王**', '')
    """
    return f"{name[0]}**" if name else name


def masked_door(door: str | None) -> str | None:
    """Return that there is a door."""
    return MASK if door else door


def needs_contact(row: NeedPrivateRow, *, is_masked: bool) -> ShownContact:
    """Return what is shown of a need's contact."""
    return ShownContact(
        name=masked_name(row.contact_name) if is_masked else row.contact_name,
        phone=masked_phone(row.contact_phone) if is_masked else row.contact_phone,
        address=row.address,
        door=masked_door(row.door) if is_masked else row.door,
        relation=row.contact_relation,
        words=row.words,
        is_masked=is_masked,
    )


def _persons_contact(row: PersonPrivateRow, *, is_masked: bool) -> ShownContact:
    return ShownContact(
        name=masked_name(row.name) if is_masked else row.name,
        phone=masked_phone(row.phone) if is_masked else row.phone,
        address=row.address,
        door=masked_door(row.door) if is_masked else row.door,
        is_masked=is_masked,
    )


def is_asker(viewer: Viewer, need: NeedRow) -> bool:
    """Whether a need is the viewer's own: staff who typed what somebody said are not its askers."""
    if viewer.person_id is None:
        return False
    typed_it = need.raised_by == viewer.person_id and not viewer.reaches(need.region_path, *READERS)
    return typed_it or need.for_person_id == viewer.person_id or need.for_partner_id in viewer.partner_ids


async def need_contacts(context: Context, need_ids: Sequence[UUID]) -> list[ShownContact | None]:
    """Return the words and the contact of needs: the asker's own in clear, masked for staff, None for others."""
    async with context.database.read() as session:
        found = await session.execute(
            select(NeedRow, NeedPrivateRow)
            .join(NeedPrivateRow, NeedPrivateRow.need_id == NeedRow.id)
            .where(NeedRow.id.in_(need_ids), readable_need_words(context.viewer))
        )
        shown = {
            need.id: needs_contact(private, is_masked=not is_asker(context.viewer, need)) for need, private in found
        }
    return [shown.get(key) for key in need_ids]


async def person_contacts(context: Context, person_ids: Sequence[UUID]) -> list[ShownContact | None]:
    """Return what is private about persons: one's own in clear, masked for staff, None for others."""
    async with context.database.read() as session:
        rows = await session.scalars(
            select(PersonPrivateRow).where(
                PersonPrivateRow.person_id.in_(person_ids), readable_person_private(context.viewer)
            )
        )
        shown = {
            row.person_id: _persons_contact(row, is_masked=row.person_id != context.viewer.person_id) for row in rows
        }
    return [shown.get(key) for key in person_ids]


async def helper_contacts(context: Context, dispatch_ids: Sequence[UUID]) -> list[ShownContact | None]:
    """Return for each dispatch, masked, whom to call: for its helper while it is taken, and for staff."""
    async with context.database.read() as session:
        found = await session.execute(
            select(DispatchRow.id, NeedPrivateRow)
            .join(NeedPrivateRow, NeedPrivateRow.need_id == DispatchRow.need_id)
            .where(DispatchRow.id.in_(dispatch_ids), _opened_by_dispatch(context.viewer)),
        )
        shown: Mapping[UUID, ShownContact] = {key: needs_contact(row, is_masked=True) for key, row in found}
    return [shown.get(key) for key in dispatch_ids]


def _opened_by_dispatch(viewer: Viewer) -> ColumnElement[bool]:
    return or_(
        and_(DispatchRow.partner_id.in_(viewer.partner_ids), DispatchRow.status.in_(HELPING)),
        within(DispatchRow.region_path, viewer.paths(*STAFF)),
    )


async def open_contact(change: Change, target: Target, reason: str) -> ContactViewRow:
    """Note that the viewer opens a contact, and what for; `contact_of` then gives it."""
    if not reason.strip():
        raise InvalidInput.at("reason", "EMPTY")
    if len(reason.strip()) > LONGEST_REASON:
        raise InvalidInput.at("reason", "TOO_LONG", LONGEST_REASON)
    if target.dispatch_id is not None:
        view, path = await _view_of_dispatch(change, target.dispatch_id)
    elif target.need_id is not None:
        view, path = await _view_of_need(change, target.need_id)
    else:
        view, path = await _view_of_person(change, target.person_id)
    view.id, view.viewed_by, view.reason, view.at = change.key(), change.person_id, reason.strip(), change.now
    change.session.add(view)
    change.record(view, "OPENED", region_path=path)
    return view


async def _view_of_dispatch(change: Change, dispatch_id: UUID) -> tuple[ContactViewRow, str]:
    one = DispatchRow.id == dispatch_id
    dispatch = await change.session.scalar(select(DispatchRow).where(one, _opened_by_dispatch(change.viewer)))
    if dispatch is None:
        await _refuse(change, select(DispatchRow.id).where(one, readable_dispatches(change.viewer)), "dispatch")
        raise NotAllowed("STAFF")
    need = await change.session.get_one(NeedRow, dispatch.need_id)
    helps = dispatch.partner_id in change.viewer.partner_ids
    view = ContactViewRow(
        person_id=need.for_person_id or need.raised_by,
        need_id=need.id,
        dispatch_id=dispatch.id,
        partner_id=dispatch.partner_id if helps else None,
    )
    return view, dispatch.region_path


async def _view_of_need(change: Change, need_id: UUID) -> tuple[ContactViewRow, str]:
    one = NeedRow.id == need_id
    reached = within(NeedRow.region_path, change.viewer.paths(*READERS))
    need = await change.session.scalar(select(NeedRow).where(one, reached))
    if need is None:
        await _refuse(change, select(NeedRow.id).where(one, readable_needs(change.viewer)), "need")
        raise NotAllowed("STAFF")
    return ContactViewRow(person_id=need.for_person_id or need.raised_by, need_id=need.id), need.region_path


async def _view_of_person(change: Change, person_id: UUID | None) -> tuple[ContactViewRow, str]:
    found = await change.session.execute(
        select(PersonPrivateRow.person_id, RegionRow.path)
        .join(PersonRow, PersonRow.id == PersonPrivateRow.person_id)
        .join(RegionRow, RegionRow.id == PersonRow.region_id)
        .where(PersonRow.id == person_id, within(RegionRow.path, change.viewer.paths(*STAFF)))
    )
    line = found.one_or_none()
    if line is None:
        known = select(PersonRow.id).where(PersonRow.id == person_id, readable_persons(change.viewer))
        await _refuse(change, known, "person")
        raise NotAllowed("STAFF")
    return ContactViewRow(person_id=line[0]), line[1]


async def _refuse(change: Change, readable: Select[UUID], noun: str) -> None:
    """Say that there is no such thing to whoever may not know of it."""
    if await change.session.scalar(readable) is None:
        raise NotFound(noun)


async def contact_of(context: Context, view: ContactViewRow) -> ShownContact | None:
    """Return in clear what was opened, as long as the viewer may still open it."""
    async with context.database.read() as session:
        if view.dispatch_id is not None:
            may = select(DispatchRow.need_id).where(
                DispatchRow.id == view.dispatch_id, _opened_by_dispatch(context.viewer)
            )
            return await _need_in_clear(session, may)
        if view.need_id is not None:
            reached = within(NeedRow.region_path, context.viewer.paths(*READERS))
            return await _need_in_clear(session, select(NeedRow.id).where(NeedRow.id == view.need_id, reached))
        row = await session.scalar(
            select(PersonPrivateRow).where(
                PersonPrivateRow.person_id == view.person_id, readable_person_private(context.viewer)
            )
        )
        return None if row is None else _persons_contact(row, is_masked=False)


async def _need_in_clear(session: AsyncSession, may: Select[UUID]) -> ShownContact | None:
    row = await session.scalar(select(NeedPrivateRow).where(NeedPrivateRow.need_id.in_(may)))
    return None if row is None else needs_contact(row, is_masked=False)


async def contact_views(context: Context, person_id: UUID, first: int) -> list[ContactView]:
    """Return who opened a person's contact, the latest first, to that person alone."""
    if not 1 <= first <= 100:  # noqa: PLR2004 - as every page
        raise InvalidInput.at("first", "FIRST", first)
    if person_id != context.viewer.person_id:
        return []
    async with context.database.read() as session:
        found = await session.execute(
            select(PersonRow.called, PartnerRow.name, NeedRow.number, ContactViewRow.reason, ContactViewRow.at)
            .join(PersonRow, PersonRow.id == ContactViewRow.viewed_by)
            .outerjoin(PartnerRow, PartnerRow.id == ContactViewRow.partner_id)
            .outerjoin(NeedRow, NeedRow.id == ContactViewRow.need_id)
            .where(ContactViewRow.person_id == person_id)
            .order_by(ContactViewRow.id.desc())
            .limit(first)
        )
        return [ContactView(*line) for line in found]
