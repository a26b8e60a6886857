"""Raising a need: for oneself, for somebody near, for a partner, for the community, or by staff for anyone."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from matching import guess_nature
from resolvers.access import READERS, readable_partners
from resolvers.changes import Change, OnBehalf
from resolvers.coordinates import is_on_earth
from resolvers.deadlines import due
from resolvers.identity_numbers import holds_identity_number
from resolvers.life.finding_needs import note_move
from resolvers.numbers import next_number
from resolvers.people import enter_person
from resolvers.photos import add_photos
from resolvers.refusals import FieldFault, InvalidInput, NotAllowed, NotFound
from resolvers.settings.reading import vocabulary_in
from resolvers.speaking_for import refuse_unknown_person
from storage.codes import Channel, Kind, Manner, Matter, Nature, NeedStatus, Unit, Urgency
from storage.tables import (
    NeedConflictRow,
    NeedPartRow,
    NeedPrivateRow,
    NeedRow,
    PartnerRow,
    RegionRow,
)
from storage.vocabulary_records import Step

LONGEST_WORDS = 5000
SURE_ENOUGH = 0.35


@dataclass(frozen=True, slots=True)
class PartDraft:
    """One part of a need: quantity counts `unit`, money in fen."""

    text: str = ""
    kind: Kind | None = None
    category: str | None = None
    second_category: str | None = None
    quantity: int = 1
    unit: Unit = Unit.TIME
    earliest: datetime | None = None
    latest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call about a need, and where it is."""

    name: str | None = None
    phone: str | None = None
    relation: str | None = None
    address: str | None = None
    door: str | None = None


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody we do not know yet, for whom a need is raised."""

    called: str
    name: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class NeedDraft:
    """A need as it is raised; at most one of `for_person`, `for_partner`, `for_region` and `new_person` is given."""

    words: str
    region_id: UUID
    nature: Nature = Nature.HELP
    matter: Matter = Matter.PERSONAL
    manner: Manner = Manner.EVERYDAY
    urgency: Urgency = Urgency.P3
    channel: Channel = Channel.WEB
    category: str | None = None
    for_person: UUID | None = None
    for_partner: UUID | None = None
    for_region: UUID | None = None
    new_person: NewPerson | None = None
    contact: Contact = field(default_factory=Contact)
    parts: tuple[PartDraft, ...] = ()
    external_ref: str | None = None
    complained_about: UUID | None = None
    lat: float | None = None
    lng: float | None = None
    photos: tuple[UUID, ...] = ()


async def post_need(change: Change, draft: NeedDraft) -> NeedRow:
    """Raise a need; it waits for staff to accept it, and nothing of it is public."""
    check_draft(change, draft)
    region = await change.session.get(RegionRow, draft.region_id)
    if region is None:
        raise NotFound("region")
    for_person, for_partner, for_region = await _beneficiary(change, draft, region)
    guessed = guess_nature(draft.words).nature
    vocabulary = await vocabulary_in(change.session, change.context.vocabulary, region.path)
    need = NeedRow(
        id=change.key(),
        number=await next_number(change.session, region.letters, change.now),
        region_id=region.id,
        region_path=region.path,
        raised_by=change.person_id,
        channel=draft.channel,
        external_ref=draft.external_ref,
        for_person_id=for_person,
        for_partner_id=for_partner,
        for_region_id=for_region,
        nature=draft.nature,
        guessed_nature=None if guessed == draft.nature else Nature(guessed),
        matter=draft.matter,
        manner=draft.manner,
        urgency=draft.urgency,
        status=NeedStatus.RAISED,
        lat=draft.lat,
        lng=draft.lng,
        respond_by=due(vocabulary, Step.ACCEPT, draft.urgency, draft.nature, change.now),
        finish_by=due(vocabulary, Step.FINISH, draft.urgency, draft.nature, change.now),
        created_at=change.now,
        version=0,
        round=1,
    )
    change.session.add(need)
    await change.session.flush()
    change.session.add(_private(need, draft))
    parts = draft.parts or (PartDraft(category=draft.category or _guess_category(change, draft.words)),)
    change.session.add_all(part_row(change, need, position, part) for position, part in enumerate(parts, start=1))
    if draft.complained_about is not None:
        await _note_complaint(change, need, draft.complained_about)
    await add_photos(change, need, draft.photos)
    note_move(change, need, "RAISED", on_behalf=_spoken_for(draft, for_person, for_partner))
    return need


def check_draft(change: Change, draft: NeedDraft) -> None:
    """Refuse a draft whose fields cannot be taken, naming all of them at once."""
    faults = check_words(draft.words)
    given = (draft.for_person, draft.for_partner, draft.for_region, draft.new_person)
    if sum(one is not None for one in given) > 1:
        faults.append(FieldFault("forPerson", "ONE_ONLY"))
    if (draft.lat is None) != (draft.lng is None):
        faults.append(FieldFault("lat", "POINT_WHOLE"))
    if draft.lat is not None and draft.lng is not None and not is_on_earth(draft.lat, draft.lng):
        faults.append(FieldFault("lat", "COORDINATES", f"{draft.lat}, {draft.lng}"))
    for index, part in enumerate(draft.parts):
        faults.extend(part_faults(change, part, f"parts[{index}]"))
    if draft.category is not None and draft.category not in change.context.vocabulary.leaves:
        faults.append(FieldFault("category", "UNKNOWN_CATEGORY", draft.category))
    if faults:
        raise InvalidInput(faults)


def check_words(words: str) -> list[FieldFault]:
    """Return what is wrong with an asker's words."""
    faults = []
    if not words.strip():
        faults.append(FieldFault("words", "EMPTY"))
    if len(words) > LONGEST_WORDS:
        faults.append(FieldFault("words", "TOO_LONG", str(LONGEST_WORDS)))
    if holds_identity_number(words):
        faults.append(FieldFault("words", "ID_NUMBER"))
    return faults


def part_faults(change: Change, part: PartDraft, at: str) -> list[FieldFault]:
    """Return what is wrong with one part."""
    faults = []
    if part.quantity < 1:
        faults.append(FieldFault(f"{at}.quantity", "POSITIVE", str(part.quantity)))
    if part.earliest and part.latest and part.latest < part.earliest:
        faults.append(FieldFault(f"{at}.latest", "REVERSED"))
    faults.extend(
        FieldFault(f"{at}.category", "UNKNOWN_CATEGORY", code)
        for code in (part.category, part.second_category)
        if code is not None and code not in change.context.vocabulary.leaves
    )
    return faults


def part_row(change: Change, need: NeedRow, position: int, part: PartDraft) -> NeedPartRow:
    """Return the row of one part."""
    return NeedPartRow(
        id=change.key(),
        need_id=need.id,
        position=position,
        text=part.text,
        kind=part.kind,
        category=part.category,
        second_category=part.second_category,
        quantity=part.quantity,
        unit=part.unit,
        earliest=part.earliest,
        latest=part.latest,
        promised=0,
        delivered=0,
    )


async def _beneficiary(
    change: Change, draft: NeedDraft, region: RegionRow
) -> tuple[UUID | None, UUID | None, UUID | None]:
    """Return for whom the need is: exactly one of person, partner and region."""
    person_id, viewer = change.person_id, change.viewer
    is_reader = viewer.reaches(region.path, *READERS)
    if draft.new_person is not None:
        person = draft.new_person
        return (await enter_person(change, person.called, region, name=person.name, phone=person.phone)).id, None, None
    if draft.for_partner is not None:
        partner = await change.session.scalar(
            select(PartnerRow).where(PartnerRow.id == draft.for_partner, readable_partners(viewer))
        )
        if partner is None:
            raise NotFound("partner")
        if partner.id not in viewer.partner_ids and not is_reader:
            raise NotAllowed("PARTNER_CONTACT")
        return None, partner.id, None
    if draft.for_region is not None:
        asking = await change.session.get(RegionRow, draft.for_region)
        if asking is None:
            raise NotFound("region")
        if not viewer.reaches(asking.path, *READERS):
            raise NotAllowed("STAFF")
        return None, None, asking.id
    if (
        draft.for_person not in (None, person_id)
        and not is_reader
        and not await _asked_before(change, draft.for_person)
    ):
        raise NotAllowed("STAFF")
    await refuse_unknown_person(change, draft.for_person)
    return draft.for_person or person_id, None, None


async def _asked_before(change: Change, person_id: UUID | None) -> bool:
    """Whether the viewer raised a need for this person before: a daughter asks for her mother again and again."""
    earlier = select(NeedRow.id).where(NeedRow.raised_by == change.person_id, NeedRow.for_person_id == person_id)
    return await change.session.scalar(earlier.limit(1)) is not None


def _private(need: NeedRow, draft: NeedDraft) -> NeedPrivateRow:
    contact = draft.contact
    phone = contact.phone or (draft.new_person.phone if draft.new_person else None)
    name = contact.name or (draft.new_person.name if draft.new_person else None)
    return NeedPrivateRow(
        need_id=need.id,
        words=draft.words.strip(),
        contact_name=name,
        contact_phone=phone,
        contact_relation=contact.relation,
        address=contact.address,
        door=contact.door,
    )


def _guess_category(change: Change, words: str) -> str | None:
    guesses = change.context.index.guess_categories(words, first=1)
    return guesses[0].code if guesses and guesses[0].probability >= SURE_ENOUGH else None


async def _note_complaint(change: Change, need: NeedRow, partner_id: UUID) -> None:
    if await change.session.get(PartnerRow, partner_id) is None:
        raise NotFound("partner")
    change.session.add(NeedConflictRow(need_id=need.id, partner_id=partner_id, reason_code="COMPLAINED_ABOUT"))


def _spoken_for(draft: NeedDraft, for_person: UUID | None, for_partner: UUID | None) -> OnBehalf | None:
    if draft.channel is Channel.WEB and draft.new_person is None and draft.for_person is None:
        return None
    return OnBehalf(draft.channel, for_person, for_partner)
