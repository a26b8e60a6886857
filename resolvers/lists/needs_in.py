"""Writing the needs of a list: they wait for staff to accept them, and nothing of them is public."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from resolvers.changes import Change
from resolvers.deadlines import due
from resolvers.lists.bulk import Values, imported, insert_events, insert_rows, new_keys, numbers_for
from resolvers.lists.entries import ListedNeed
from resolvers.lists.naming import Asker
from resolvers.lists.people_in import PeopleIn, called_by, load_people
from resolvers.lists.plan import PlacedEntry, Plan
from resolvers.settings.reading import regional_settings
from storage.codes import Channel, Manner, Nature, NeedStatus, RemarkKind, Urgency
from storage.tables import NeedPartRow, NeedPrivateRow, NeedRemarkRow, NeedRow, RegionRow
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import Step

URGENCY = Urgency.P3
"""Until staff say otherwise."""

Deadlines = Mapping[Nature, tuple[datetime, datetime]]


async def write_needs(change: Change, plan: Plan, lines: Sequence[PlacedEntry]) -> None:
    """Write needs, each with its own words, its one part, its remark and its event."""
    placed = [(line, cast("ListedNeed", line.keyed.entry), plan.region_row(line.region)) for line in lines]
    numbers = await numbers_for(change, [region.letters for _, _, region in placed])
    people = await load_people(change, [need.contact for _, need, _ in placed])
    paths = {region.path for _, _, region in placed}
    regional = await regional_settings(change.session, change.context.vocabulary, paths)
    deadlines = {path: _deadlines(regional.vocabulary(path), change.now) for path in paths}
    keys = new_keys(change, len(placed))
    rows: list[Values] = []
    privates: list[Values] = []
    parts: list[Values] = []
    remarks: list[Values] = []
    events: list[Values] = []
    for line, need, region in placed:
        key = next(keys)
        person_id = _person(change, people, need, region)
        rows.append(
            {
                **_need(change, line, need, region, deadlines[region.path]),
                **_beneficiary(line, person_id, region),
                "id": key,
                "number": next(numbers[region.letters]),
            }
        )
        privates.append(_private(key, need))
        parts.append(_part(change, key, need))
        events.append(imported(change, "need", key, region.path, need_id=key))
        if need.note:
            remarks.append(_remark(change, key, need))
    await people.write(change)
    await insert_rows(change, NeedRow, rows)
    await insert_rows(change, NeedPrivateRow, privates)
    await insert_rows(change, NeedPartRow, parts)
    await insert_rows(change, NeedRemarkRow, remarks)
    await insert_events(change, events)


def _deadlines(vocabulary: Vocabulary, now: datetime) -> Deadlines:
    """Return for each nature when a need that comes in now is to be accepted and finished."""
    return {
        nature: (
            due(vocabulary, Step.ACCEPT, URGENCY, nature, now),
            due(vocabulary, Step.FINISH, URGENCY, nature, now),
        )
        for nature in Nature
    }


def _person(change: Change, people: PeopleIn, need: ListedNeed, region: RegionRow) -> UUID | None:
    """Return the person a need is for, when the list says who."""
    is_personal = need.asker in {Asker.RESIDENT, Asker.NAMED_PERSON}
    if not is_personal or not (need.contact.name or need.contact.phones):
        return None
    return people.enter(change, need.contact, region, called=called_by(need.contact.name))


def _beneficiary(line: PlacedEntry, person_id: UUID | None, region: RegionRow) -> Values:
    """Return for whom a need is: the partner the line names, its person, else the community."""
    partner_id = line.partner.key if line.partner else None
    return {
        "for_partner_id": partner_id,
        "for_person_id": None if partner_id else person_id,
        "for_region_id": None if partner_id or person_id else region.id,
    }


def _need(change: Change, line: PlacedEntry, need: ListedNeed, region: RegionRow, deadlines: Deadlines) -> Values:
    respond_by, finish_by = deadlines[need.nature]
    return {
        "region_id": region.id,
        "region_path": region.path,
        "raised_by": change.person_id,
        "channel": Channel.IMPORT,
        "external_ref": need.external_id or None,
        "nature": need.nature,
        "guessed_nature": need.guessed_nature,
        "matter": need.matter,
        "manner": Manner.EVERYDAY,
        "urgency": URGENCY,
        "status": NeedStatus.RAISED,
        "summary": need.title,
        "respond_by": respond_by,
        "finish_by": need.finish_by or finish_by,
        "source_key": line.keyed.key,
        "created_at": change.now,
    }


def _private(key: UUID, need: ListedNeed) -> Values:
    return {
        "need_id": key,
        "words": need.words,
        "contact_name": need.contact.name or None,
        "contact_phone": need.contact.phone,
        "address": need.address or None,
        "door": need.door or None,
    }


def _part(change: Change, key: UUID, need: ListedNeed) -> Values:
    return {
        "id": change.key(),
        "need_id": key,
        "position": 1,
        "text": need.amount_text,
        "kind": need.kind,
        "category": need.category,
        "quantity": need.amount.quantity,
        "unit": need.amount.unit,
        "earliest": need.earliest,
        "latest": need.latest,
    }


def _remark(change: Change, key: UUID, need: ListedNeed) -> Values:
    return {
        "id": change.key(),
        "need_id": key,
        "kind": RemarkKind.NOTE,
        "text": need.note,
        "author_id": change.person_id,
        "channel": Channel.IMPORT,
        "created_at": change.now,
    }
