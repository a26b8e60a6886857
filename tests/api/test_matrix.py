"""Field by field, who reads it: every field that is not for everybody, of the nouns that hold anything private.

The needs and everything beside them are the resident's, are public, and were worked on by the shop. A letter for each
reader: x reads it, m reads it masked, and a dot reads nothing.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from resolvers.changes import Change
from resolvers.contacts import Target, open_contact
from resolvers.life.raising import Contact
from resolvers.life.sharing import share_progress
from resolvers.life.voices import add_remark
from resolvers.photos import add_photos
from schema.build import build_schema
from schema.rules import Who
from storage.codes import FileKind, Nature, NeedStatus, RemarkKind
from storage.standing import Purpose
from storage.tables import DispatchRow, FileRow, NeedRow
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id, person_id
from tests.api.test_rules import fields
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

READERS = (
    "anybody",
    "resident",  # whose they are
    "neighbour",  # of the same community
    "stranger",  # of another community
    "shopkeeper",  # of the partner that was asked
    "other_partner",
    "grid_worker",
    "staff",
    "other_staff",  # of another community
    "officer",
    "administrator",
)
NEED, DISPATCH, PERSON, PARTNER = "Need", "Dispatch", "Person", "Partner"
MASKS = ("138****", "王**", "***")
SELECTED = {
    "Need.owner": "owner { called }",
    "Need.raised_by": "raisedBy { called }",
    "Need.for_person": "forPerson { called }",
    "Need.private": "private { words contactName contactPhone door }",
    "Need.dispatches": "dispatches { id }",
    "Need.photos": "photos { name }",
    "Need.remarks": "remarks { text }",
    "Need.evaluations": "evaluations { text }",
    "Need.answer": "answer { reasonText }",
    "Need.share": "share { link }",
    "Need.urges": "urges { count }",
    "Need.timeline": "timeline(first: 50) { edges { node { move } } }",
    "Need.dangers": "dangers { pattern }",
    "Need.matches": "matches(first: 3) { eligibleCount }",
    "Dispatch.need": "need { id }",
    "Dispatch.part": "part { id }",
    "Dispatch.resource": "resource { id }",
    "Dispatch.partner": "partner { id }",
    "Dispatch.notice": "notice { text }",
    "Dispatch.contact": "contact { contactName contactPhone door }",
    "Person.region": "region { id }",
    "Person.private": "private { name phone }",
    "Person.contact_views": "contactViews(first: 10) { reason }",
    "Partner.dispatches": "dispatches(first: 10) { edges { node { id } } }",
    "Partner.contacts": "contacts { called }",
    "Partner.gave_and_got": "gaveAndGot { raised }",
    "Partner.load": "load { taken }",
}

TABLE = {
    "Need.guessed_nature": ".......x...",
    "Need.owner": ".xxxxxxxxxx",
    "Need.raised_by": ".x....xx...",
    "Need.for_person": ".x....xx...",
    "Need.private": ".x....mm...",
    "Need.dispatches": ".x..x.xx...",
    "Need.photos": ".x....xx...",
    "Need.remarks": ".x....xx...",
    "Need.evaluations": ".x....xx...",
    "Need.answer": ".x....xx...",
    "Need.share": ".x....xx...",
    "Need.urges": ".x....xx...",
    "Need.timeline": ".x..x.xx...",
    "Need.dangers": ".x....xx...",
    "Need.evaluation_link": ".......x...",
    "Need.verdict_asked_from": ".......x...",
    "Need.matches": ".x....xx...",
    "Partner.load": ".......x...",
    "Partner.gave_and_got": "....x..x.x.",
    "Partner.dispatches": ".x..x.xx...",
    "Partner.contacts": "....x..x.x.",
    "Dispatch.status": ".x..x.xx...",
    "Dispatch.is_claim": ".x..x.xx...",
    "Dispatch.starts_at": ".x..x.xx...",
    "Dispatch.ends_at": ".x..x.xx...",
    "Dispatch.proposed_starts_at": ".x..x.xx...",
    "Dispatch.proposed_ends_at": ".x..x.xx...",
    "Dispatch.message": ".x..x.xx...",
    "Dispatch.helper_name": ".x..x.xx...",
    "Dispatch.visit_code": ".x..x.xx...",
    "Dispatch.fee_note": ".x..x.xx...",
    "Dispatch.contact_name": ".x..x.xx...",
    "Dispatch.respond_by": ".x..x.xx...",
    "Dispatch.finish_by": ".x..x.xx...",
    "Dispatch.taken_at": ".x..x.xx...",
    "Dispatch.started_at": ".x..x.xx...",
    "Dispatch.ended_at": ".x..x.xx...",
    "Dispatch.minutes_spent": ".x..x.xx...",
    "Dispatch.note": ".x..x.xx...",
    "Dispatch.created_at": ".x..x.xx...",
    "Dispatch.version": ".x..x.xx...",
    "Dispatch.need": ".x..x.xx...",
    "Dispatch.part": ".x..x.xx...",
    "Dispatch.resource": ".x..x.xx...",
    "Dispatch.partner": ".x..x.xx...",
    "Dispatch.notice": ".......x...",
    "Dispatch.contact": "....m..m...",
    "Dispatch.unit": ".x..x.xx...",
    "Dispatch.quantity": ".x..x.xx...",
    "Dispatch.proposed_quantity": ".x..x.xx...",
    "Dispatch.reason_code": "....x..x...",
    "Dispatch.viewer_can": "....x..x...",
    "Person.called": ".x....xx.x.",
    "Person.prefers_large_type": ".x....xx.x.",
    "Person.is_quiet": ".x....xx.x.",
    "Person.region": ".x....xx.x.",
    "Person.private": ".x.....m...",
    "Person.contact_views": ".x.........",
}


def camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def gated() -> list[str]:
    """Return the fields of the nouns that are not for everybody."""
    return [
        f"{noun}.{field.python_name}"
        for noun, field in fields(build_schema())
        if noun in (NEED, DISPATCH, PERSON, PARTNER) and field.metadata["who"] is not Who.PUBLIC
    ]


def letter(value: Any) -> str:
    """Return how a value reads: emptied, masked or whole."""
    if isinstance(value, dict) and value.keys() == {"edges"}:
        value = value["edges"]
    if value is None or value in ([], ""):
        return "."
    return "m" if any(mask in str(value) for mask in MASKS) else "x"


async def things(town: Town) -> dict[str, list[str]]:
    """Return the ids of needs in every state a field speaks of, their dispatches, their asker and the partner."""
    given: Json = {"words": "厨房煤气味很重", "contact": Contact("王小明", "13888880001", "儿子", "3幢", "502")}
    states = (NeedStatus.DISPATCHED, NeedStatus.TAKEN, NeedStatus.DONE, NeedStatus.CLOSED, NeedStatus.ON_HOLD)
    needs = [await town.need(state, **given) for state in states]
    await town.do(town.resident, share_progress, needs[0].id)
    await town.do(town.staff, add_remark, needs[0].id, RemarkKind.COMMENT, "周末在家")
    await photographed(town, needs[0])
    dispatches = [one for need in needs for one in await town.dispatches(need)]
    async with town.context.database.write() as session:
        now = town.context.now()
        public = {"published_at": now, "public_title": "看煤气", "guessed_nature": Nature.QUESTION}
        await session.execute(update(NeedRow).values(**public))
        times = {"starts_at": now, "ends_at": now + timedelta(hours=1)}
        proposed = {f"proposed_{name}": at for name, at in times.items()} | {"proposed_quantity": 1}
        said = {"message": "带梯子", "helper_name": "小周", "note": "已换", "reason_code": "FULL", "fee_note": "免收"}
        await session.execute(update(DispatchRow).values(**times, **proposed, **said))
    await town.do(town.staff, open_contact, Target(need_id=needs[0].id), "约时间")
    return {
        NEED: [global_id(one) for one in needs],
        DISPATCH: [global_id(one) for one in dispatches],
        PERSON: [person_id(town.resident)],
        PARTNER: [global_id(town.shop)],
    }


async def photographed(town: Town, need: NeedRow) -> None:
    """Let a photo show a need; its content is not asked for."""
    assert town.resident.person_id is not None
    async with town.context.opened_for(Purpose.SYSTEM).database.write() as session:
        change = Change(town.seen_by(town.resident), session, town.context.now())
        photo = FileRow(
            id=change.key(),
            owner_id=town.resident.person_id,
            kind=FileKind.PHOTO,
            media_type="image/jpeg",
            name="楼道.jpg",
            size=1,
            hash="0" * 64,
            width=1,
            height=1,
            created_at=change.now,
        )
        session.add(photo)
        await session.flush()
        await add_photos(change, need, [photo.id])


async def read(client: Graph, noun: str, ids: list[str], names: list[str]) -> dict[str, str]:
    """Return the letter of each field of a noun: what is read of it on any of the things."""
    told = {name: camel(name.partition(".")[2]) for name in names}
    asked = " ".join(SELECTED.get(name, field) for name, field in told.items())
    document = f"query R($id: ID!) {{ node(id: $id) {{ ... on {noun} {{ {asked} }} }} }}"
    nodes = [(await client.ask(document, id=one))["node"] for one in ids]
    letters = {name: {letter(node[field]) for node in nodes if node} for name, field in told.items()}
    return {name: max(found, key=".mx".index, default=".") for name, found in letters.items()}


def test_the_table_names_every_field_that_is_not_for_everybody() -> None:
    assert set(gated()) == TABLE.keys()


@on_sqlite_only
async def test_who_reads_which_field(town: Town, signed_in: SignedIn, anybody: Graph, clock: HandClock) -> None:
    ids = await things(town)
    clock.advance(days=1)
    people = {
        "stranger": await town.person("外人", region=town.other_community),
        "other_partner": await town.person("电工"),
    }
    await town.partner("电工队", contact=people["other_partner"])
    clients = {"anybody": anybody}
    for who in READERS[1:]:
        clients[who] = await signed_in(people.get(who) or getattr(town, who))
    found = dict.fromkeys(TABLE, "")
    for who in READERS:
        for noun in ids:
            names = [name for name in TABLE if name.startswith(f"{noun}.")]
            for name, read_as in (await read(clients[who], noun, ids[noun], names)).items():
                found[name] += read_as
    assert found == TABLE
