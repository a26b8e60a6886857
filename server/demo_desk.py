"""What askers, neighbours and staff do with a need of the demo, each as one act."""

from collections.abc import Callable
from datetime import timedelta

from resolvers.changes import Change, OnBehalf
from resolvers.life.accepting import (
    accept_need,
    decline_need,
    hold_need,
    list_gap,
    merge_needs,
    transfer_need,
    withdraw_need,
)
from resolvers.life.finding_needs import parts_of
from resolvers.life.publishing import publish_need
from resolvers.life.raising import Contact, NeedDraft, NewPerson, PartDraft, post_need
from resolvers.life.voices import add_remark, endorse_need
from resolvers.quantities import FEN_A_YUAN
from server.demo_need_records import DemoEndorsement, DemoNeed, DemoPart
from server.demo_records import DemoPerson
from server.demo_stage import Act, Stage
from storage.codes import Channel, RemarkKind, Unit

Deed = Callable[[Stage, DemoNeed], Act]


def stored_quantity(part: DemoPart) -> int:
    """Return the quantity of a part as it is stored: money in fen."""
    return part.quantity * (FEN_A_YUAN if part.unit is Unit.YUAN else 1)


def post(stage: Stage, need: DemoNeed) -> Act:
    """Raise the need."""

    async def act(change: Change) -> None:
        row = await post_need(change, _draft(stage, need))
        stage.needs[need.key] = row
        stage.parts[need.key] = await parts_of(change, row)

    return act


def _draft(stage: Stage, need: DemoNeed) -> NeedDraft:
    keys, person = stage.keys, _person(stage, need.for_person)
    region = keys.regions[stage.region_of(need)]
    is_known = need.by is None or stage.is_staff(need.by)
    return NeedDraft(
        words=need.words,
        region_id=region.id,
        nature=need.nature,
        matter=need.matter,
        manner=need.manner,
        urgency=need.urgency,
        channel=need.channel,
        for_person=keys.persons[need.for_person] if need.for_person and is_known else None,
        new_person=NewPerson(person.called, person.name) if person and not is_known else None,
        for_partner=keys.partners[need.for_partner].id if need.for_partner else None,
        for_region=keys.regions[need.for_region].id if need.for_region else None,
        contact=_contact(stage, need, person),
        parts=tuple(_part(part) for part in need.all_parts()),
        external_ref=need.external_ref,
        complained_about=keys.partners[need.about].id if need.about else None,
        lat=region.lat,
        lng=region.lng,
    )


def _person(stage: Stage, key: str | None) -> DemoPerson | None:
    return next((one for one in stage.city.people.people if one.key == key), None)


def _contact(stage: Stage, need: DemoNeed, person: DemoPerson | None) -> Contact:
    """Return whom to call: somebody near if one is named, else the person concerned; and the door."""
    called = _person(stage, need.contact) or person
    if called is None:
        return Contact()
    return Contact(
        name=called.name,
        phone=called.phone or None,
        relation=need.contact_relation,
        door=person.door or None if person else None,
    )


def _part(part: DemoPart) -> PartDraft:
    return PartDraft(part.text, part.kind, part.category, part.second_category, stored_quantity(part), part.unit)


def accept(stage: Stage, need: DemoNeed) -> Act:
    """Accept the need."""

    async def act(change: Change) -> None:
        await accept_need(change, stage.needs[need.key].id, summary=need.summary)

    return act


def publish(stage: Stage, need: DemoNeed) -> Act:
    """Make the need public in staff's wording, which somebody has looked at."""

    async def act(change: Change) -> None:
        await publish_need(
            change,
            stage.needs[need.key].id,
            title=need.public_title,
            text=need.public_text,
            is_claimable=need.is_claimable,
            is_confirmed=True,
        )

    return act


def endorse(stage: Stage, need: DemoNeed, one: DemoEndorsement) -> Act:
    """Say "I need it too" or "I support it"."""

    async def act(change: Change) -> None:
        await endorse_need(change, stage.needs[need.key].id, also_needs=one.also_needs)

    return act


def add_remarks(stage: Stage, need: DemoNeed) -> Act:
    """Add the remarks."""

    async def act(change: Change) -> None:
        for remark in need.remarks:
            await add_remark(change, stage.needs[need.key].id, remark.kind, remark.text)

    return act


def answer(stage: Stage, need: DemoNeed) -> Act:
    """Answer a question, for its asker to read."""

    async def act(change: Change) -> None:
        await add_remark(change, stage.needs[need.key].id, RemarkKind.COMMENT, need.answer)

    return act


def list_gaps(stage: Stage, need: DemoNeed) -> Act:
    """Put every part on the gap list."""

    async def act(change: Change) -> None:
        for part in stage.parts[need.key]:
            await list_gap(change, part.id)

    return act


def hold(stage: Stage, need: DemoNeed) -> Act:
    """Stop the clock until a day to come."""

    async def act(change: Change) -> None:
        until = stage.now + timedelta(days=need.hold_days)
        await hold_need(change, stage.needs[need.key].id, reason_text=need.reason_text, until=until)

    return act


def decline(stage: Stage, need: DemoNeed) -> Act:
    """Say that it cannot be accepted, and what can be done instead."""

    async def act(change: Change) -> None:
        await decline_need(
            change,
            stage.needs[need.key].id,
            reason_code=need.reason,
            reason_text=need.reason_text,
            next_step=need.next_step,
        )

    return act


def transfer(stage: Stage, need: DemoNeed) -> Act:
    """Hand the need on."""

    async def act(change: Change) -> None:
        await transfer_need(change, stage.needs[need.key].id, to=need.next_step, reason_text=need.reason_text)

    return act


def merge(stage: Stage, need: DemoNeed) -> Act:
    """Merge the need into another of the same matter."""

    async def act(change: Change) -> None:
        await merge_needs(change, stage.needs[need.key].id, stage.needs[need.into or ""].id)

    return act


def withdraw(stage: Stage, need: DemoNeed) -> Act:
    """Take the need back, by its asker or by staff who heard it."""

    async def act(change: Change) -> None:
        said = (
            None if need.channel is Channel.WEB else OnBehalf(need.channel, stage.keys.persons[need.for_person or ""])
        )
        await withdraw_need(
            change,
            stage.needs[need.key].id,
            reason_code=need.reason,
            reason_text=need.reason_text,
            on_behalf=said,
        )

    return act
