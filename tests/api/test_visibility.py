"""Who reads what of a need: its words and its asker, its course, and what never leaves the community."""

from typing import Any

from sqlalchemy import update

from resolvers.access import reads_whole, whole_needs
from resolvers.life.editing import NeedEdit, edit_need
from resolvers.life.raising import Contact
from resolvers.life.voices import add_remark
from resolvers.projects import ProjectPlan, StepDraft, plan_project
from storage.codes import Matter, Nature, NeedStatus, RemarkKind
from storage.tables import NeedRow
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id
from tests.databases import on_sqlite_only
from tests.factories import Town

NEED = """
query Seen($id: ID!) { need(id: $id) {
  number title text status guessedNature parts { id text } answer { reasonText }
  raisedBy { called } forPerson { called } owner { called }
  private { words contactPhone door } dangers { pattern }
  dispatches { status contact { contactPhone door } } remarks { kind text } evaluations { text }
  timeline(first: 50) { edges { node { move } } } matches(first: 3) { eligibleCount }
} }
"""
WORDS = "厨房煤气味很重，想请人来看看"
PRIVATE: Json = {"contact": Contact("王阿姨", "13888880001", "本人", "3幢", "502")}
MASKED = {"contactPhone": "138****0001", "door": "***"}


async def seen(client: Graph, need: NeedRow) -> Any:
    return (await client.ask(NEED, id=global_id(need)))["need"]


def moves(need: Json) -> list[str]:
    return [edge["node"]["move"] for edge in need["timeline"]["edges"]]


async def test_the_words_and_the_contact_are_for_the_asker_and_staff_who_reach_the_need(
    town: Town, signed_in: SignedIn, anybody: Graph
) -> None:
    need = await town.need(NeedStatus.ACCEPTED, words=WORDS, **PRIVATE)
    await town.do(town.staff, add_remark, need.id, RemarkKind.NOTE, "上次态度不好")
    await town.do(town.resident, add_remark, need.id, RemarkKind.COMMENT, "周末在家")
    for reader in (town.resident, town.staff, town.grid_worker):
        whole = await seen(await signed_in(reader), need)
        contact = {"contactPhone": "13888880001", "door": "502"} if reader is town.resident else MASKED
        assert whole["private"] == {"words": WORDS, **contact}
        assert whole["raisedBy"] == whole["forPerson"] == {"called": "王阿姨"}
        assert whole["dangers"]
        assert moves(whole)[:2] == ["RAISED", "ACCEPTED"]
        kinds = {remark["kind"] for remark in whole["remarks"]}
        assert kinds == ({"COMMENT"} if reader is town.resident else {"COMMENT", "NOTE"})
    for reader in (town.neighbour, town.shopkeeper, town.other_staff, town.officer, town.administrator):
        assert await seen(await signed_in(reader), need) is None
    assert await seen(anybody, need) is None


async def test_of_a_published_need_others_read_the_public_wording_and_nothing_else(
    town: Town, signed_in: SignedIn, anybody: Graph
) -> None:
    need = await town.need(NeedStatus.ACCEPTED, by=town.grid_worker, words=WORDS, **PRIVATE)
    async with town.context.database.write() as session:
        await session.execute(update(NeedRow).values(guessed_nature=Nature.COMPLAINT))
    need = await town.published(need)
    for reader in (anybody, *[await signed_in(one) for one in (town.neighbour, town.other_staff, town.officer)]):
        public = await seen(reader, need)
        assert (public["title"], public["text"]) == ("换灯泡", "小区里需要换灯泡")
        for kept in ("private", "raisedBy", "forPerson", "guessedNature", "answer", "matches"):
            assert public[kept] is None, kept
        for kept in ("dangers", "dispatches", "remarks", "evaluations"):
            assert public[kept] == [], kept
        assert moves(public) == []
    assert (await seen(await signed_in(town.staff), need))["guessedNature"] == "COMPLAINT"


async def test_the_partner_asked_reads_the_matter_and_the_contact_only_while_it_helps(
    town: Town, signed_in: SignedIn
) -> None:
    need = await town.need(NeedStatus.ACCEPTED, words=WORDS, **PRIVATE)
    await town.do(town.staff, edit_need, need.id, NeedEdit((await town.row(need)).version, summary="看煤气灶"))
    dispatch = await town.dispatch(need)
    await town.dispatch(need, await town.partner("电工队"))
    shop = await signed_in(town.shopkeeper)
    asked = await seen(shop, need)
    assert asked["title"] == "看煤气灶"
    for kept in ("private", "raisedBy", "forPerson", "guessedNature", "answer", "matches"):
        assert asked[kept] is None, kept
    assert (asked["dangers"], asked["remarks"]) == ([], [])
    assert asked["dispatches"] == [{"status": "SENT", "contact": None}]
    one = {"dispatch": global_id(dispatch)}
    for step, more, reads in (
        ("takeDispatch", {}, MASKED),
        ("startDispatch", {}, MASKED),
        ("finishDispatch", {"minutesSpent": 20}, None),
    ):
        given: Json = {**one, **more}
        await shop.do(step, "", **given)
        (mine,) = (await seen(shop, need))["dispatches"]
        assert mine["contact"] == reads, step
    after = await seen(shop, need)
    assert (after["private"], after["evaluations"]) == (None, [])
    assert set(moves(after)) <= {"SENT", "TAKEN", "STARTED", "DONE", "BEGUN"}


async def test_a_complaint_is_never_public_and_never_a_partners_not_even_one_that_became_one(
    town: Town, signed_in: SignedIn, anybody: Graph
) -> None:
    staff, shop, neighbour = [await signed_in(one) for one in (town.staff, town.shopkeeper, town.neighbour)]
    complaint = await town.need(NeedStatus.ACCEPTED, nature=Nature.COMPLAINT, complained_about=town.shop.id)
    became = await town.published(await town.need(NeedStatus.ACCEPTED, matter=Matter.PUBLIC))
    dispatch = await town.dispatch(became)
    timetable = ProjectPlan(title="换灯", steps=(StepDraft("看现场"),))
    await town.do(town.staff, plan_project, became.id, timetable)
    version = (await town.row(became)).version
    edited = await staff.do(
        "editNeed",
        "... on NeedSuccess { need { nature isPublished project { isListed } } }",
        need=global_id(became),
        version=version,
        nature="COMPLAINT",
    )
    assert edited["need"] == {"nature": "COMPLAINT", "isPublished": False, "project": {"isListed": False}}
    assert (await town.row(dispatch)).status == "RECALLED"
    lists = "{ needs(first: 100) { edges { node { id } } } projects(first: 100) { edges { node { id } } } }"
    for reader in (anybody, shop, neighbour):
        assert await seen(reader, complaint) is None
        assert await seen(reader, became) is None
        found = await reader.ask(lists)
        assert (found["needs"]["edges"], found["projects"]["edges"]) == ([], [])
    part = "query P($id: ID!) { node(id: $id) { ... on NeedPart { text } } }"
    assert (await neighbour.ask(part, id=global_id(await town.part(complaint))))["node"] is None
    assert (await staff.ask(part, id=global_id(await town.part(complaint))))["node"] is not None
    whole = await seen(await signed_in(town.resident), complaint)
    assert whole["private"]["words"]
    assert whole["matches"] is None


async def test_what_becomes_never_public_leaves_the_public_lists(
    town: Town, signed_in: SignedIn, anybody: Graph
) -> None:
    staff = await signed_in(town.staff)
    need = await town.published(await town.need(NeedStatus.ACCEPTED))
    assert await seen(anybody, need) is not None
    given: Json = {"need": global_id(need), "version": (await town.row(need)).version, "category": "LAW_FAMILY"}
    await staff.do("editNeed", "", **given)
    assert await seen(anybody, need) is None
    listed = "{ needs(first: 100) { edges { node { id } } } }"
    assert (await anybody.ask(listed))["needs"]["edges"] == []
    assert [edge["node"]["id"] for edge in (await staff.ask(listed))["needs"]["edges"]] == [global_id(need)]


@on_sqlite_only
async def test_a_need_moves_to_another_community_with_all_that_hangs_on_it(town: Town, signed_in: SignedIn) -> None:
    staff, others = await signed_in(town.staff), await signed_in(town.other_staff)
    need = await town.need(NeedStatus.TAKEN)
    given: Json = {"need": global_id(need), "version": need.version, "region": global_id(town.other_community)}
    assert await seen(others, need) is None
    await staff.do("editNeed", "", **given)
    assert await seen(staff, need) is None
    moved = await seen(others, need)
    assert moved["private"]["words"]
    (dispatch,) = moved["dispatches"]
    assert dispatch["status"] == "TAKEN"
    (row,) = await town.dispatches(need)
    recalled = await others.do("recallDispatch", "", dispatch=global_id(row))
    assert recalled["__typename"] == "DispatchSuccess"


@on_sqlite_only
async def test_a_partner_that_only_registered_is_for_its_contacts_and_staff(
    town: Town, signed_in: SignedIn, anybody: Graph
) -> None:
    neighbour, staff = await signed_in(town.neighbour), await signed_in(town.staff)
    answer = "... on PartnerSuccess { partner { id status } }"
    volunteer: Json = {"kind": "VOLUNTEER", "name": "张叔", "region": global_id(town.community)}
    registered = (await neighbour.do("registerPartner", answer, **volunteer))["partner"]
    assert registered["status"] == "REGISTERED"
    document = "query P($id: ID!) { partner(id: $id) { name contacts { called } gaveAndGot { raised } } }"
    for reader in (anybody, await signed_in(town.resident), await signed_in(town.other_staff)):
        assert (await reader.ask(document, id=registered["id"]))["partner"] is None
    for reader in (neighbour, staff):
        own = (await reader.ask(document, id=registered["id"]))["partner"]
        assert own["contacts"] == [{"called": "张叔"}]
        assert own["gaveAndGot"] is not None
    await staff.do("confirmPartner", "", partner=registered["id"])
    public = (await anybody.ask(document, id=registered["id"]))["partner"]
    assert public == {"name": "张叔", "contacts": [], "gaveAndGot": None}


@on_sqlite_only
async def test_the_python_twin_of_the_clause_agrees_with_it(town: Town) -> None:
    readers = [town.resident, town.neighbour, town.staff, town.grid_worker, town.shopkeeper, town.other_staff]
    needs = [
        await town.need(),
        await town.need(by=town.staff, for_person=town.neighbour.person_id),
        await town.need(by=town.shopkeeper, for_partner=town.shop.id),
        await town.need(NeedStatus.DISPATCHED),
        await town.need(by=town.other_staff, region_id=town.other_community.id, for_region=town.other_community.id),
    ]
    for reader in readers:
        async with town.context.database.read() as session:
            found = await session.scalars(NeedRow.__table__.select().where(whole_needs(reader)))
            keys = set(found)
        assert keys == {need.id for need in needs if reads_whole(reader, need)}
    assert not any(reads_whole(town.context.viewer, need) for need in needs)
