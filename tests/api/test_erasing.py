"""A person takes its data along and is erased: what is private goes, what happened and every figure stays."""

from typing import Any

import httpx2
import pytest
from sqlalchemy import delete, select, update

from resolvers.accounts import open_account
from resolvers.audit.sealing import seal_all
from resolvers.audit.verifying import verify
from resolvers.changes import Change
from resolvers.contacts import Target, open_contact
from resolvers.due import run_due
from resolvers.gave_and_got import gave_and_got
from resolvers.life.raising import Contact
from resolvers.life.voices import add_remark, endorse_need
from resolvers.lists.exporting import ExportOptions, OutNoun, export_list
from resolvers.passwords import hash_password
from resolvers.three_lists import three_lists
from resolvers.viewer import Viewer
from storage.codes import Kind, NeedStatus, PartnerKind, RemarkKind
from storage.tables import (
    AccountRow,
    ContactViewRow,
    EventRow,
    NeedPrivateRow,
    NeedRow,
    PartnerRow,
    PersonPrivateRow,
    PersonRow,
    ResourceRow,
    SignInRow,
)
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id
from tests.api.stored import stored
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

PASSWORD = "correct horse"
PRIVATE: Json = {
    "contact": Contact("王小明", "13888880001", "儿子", "滨江路3幢", "502"),
    "lat": 25.04,
    "lng": 102.71,
}
WORDS = "家里老人摔了一跤，想请人看看"
SECRETS = ("王阿姨", "王小明", "13888880001", "滨江路", "摔了一跤", "周末女儿在家", "wang")


async def come_in(town: Town, http: httpx2.AsyncClient, who: Viewer, user_name: str) -> Graph:
    """Give somebody an account with a password, and sign that person in."""
    password_hash = await hash_password(PASSWORD)
    async with town.context.database.write() as session:
        assert who.person_id is not None
        change = Change(town.context, session, town.context.now())
        await open_account(change, who.person_id, user_name, password_hash)
    answer = "... on SignInSuccess { token }"
    token = (await Graph(http).do("signIn", answer, userName=user_name, password=PASSWORD))["token"]
    http.cookies.clear()
    return Graph(http, token)


async def lived(town: Town) -> NeedRow:
    """Return a need of the resident's that was done and judged, about which the resident said more."""
    need = await town.need(NeedStatus.CLOSED, words=WORDS, **PRIVATE)
    await town.do(town.resident, add_remark, need.id, RemarkKind.COMMENT, "周末女儿在家")
    return need


async def figures(town: Town) -> Any:
    """Return what the lists count, what the shop gave, and how long the staff's list is."""
    staff = town.seen_by(town.staff)
    lists = await three_lists(staff, town.community.id)
    assert lists is not None
    exported = await export_list(staff, ExportOptions(OutNoun.NEEDS))
    return lists.needs, lists.projects, lists.gaps, await gave_and_got(staff, [town.shop.id]), len(exported.lines)


async def test_who_is_erased_leaves_nothing_private_and_every_figure_and_event(
    town: Town, http: httpx2.AsyncClient
) -> None:
    need = await lived(town)
    resident = await come_in(town, http, town.resident, "wang")
    events = set(await town.rows(select(EventRow.seq)))
    counted = await figures(town)
    held = str(await stored(town))
    assert [secret for secret in SECRETS if secret not in held] == []
    before = await stored(town, but=["sign_in_attempt"])
    wrong = await resident.do("eraseMe", "", password="wrong horse")
    assert wrong["fields"] == [{"field": "password", "message": "现在的密码不对"}]
    assert await stored(town, but=["sign_in_attempt"]) == before
    await seal_all(town.context)
    erased = await resident.do("eraseMe", "... on EraseMeSuccess { erasedAt }", password=PASSWORD)
    assert erased["__typename"] == "EraseMeSuccess"
    assert await seal_all(town.context)
    assert (await verify(town.context.database)).is_whole
    left = str(await stored(town))
    assert [secret for secret in SECRETS if secret in left] == []
    assert events < set(await town.rows(select(EventRow.seq)))
    assert await figures(town) == counted
    (person,) = await town.rows(select(PersonRow).where(PersonRow.id == town.resident.person_id))
    assert (person.called, person.region_id, person.erased_at) == ("已注销", None, town.context.now())
    row = await town.row(need)
    assert (row.status, row.for_person_id, row.lat) == ("CLOSED", town.resident.person_id, None)
    assert not (await resident.ask("{ viewer { isSignedIn } }"))["viewer"]["isSignedIn"]
    again = await Graph(http).do("signIn", "", userName="wang", password=PASSWORD)
    assert again["__typename"] == "SignInRefused"
    for table in (SignInRow, AccountRow):
        assert await town.rows(select(table)) == []


@on_sqlite_only
async def test_an_open_need_is_withdrawn_and_one_that_is_worked_on_waits(town: Town, http: httpx2.AsyncClient) -> None:
    waiting = await town.need(NeedStatus.DISPATCHED, words=WORDS)
    working = await town.need(NeedStatus.UNDER_WAY, words=WORDS)
    resident = await come_in(town, http, town.resident, "wang")
    before = await stored(town, but=["sign_in_attempt"])
    answer = await resident.do("eraseMe", "", password=PASSWORD)
    assert (answer["__typename"], answer["possible"]) == ("MoveNotPossible", ["DONE"])
    assert await stored(town, but=["sign_in_attempt"]) == before
    await town.finish(working)
    assert (await resident.do("eraseMe", "", password=PASSWORD))["__typename"] == "EraseMeSuccess"
    assert (await town.row(waiting)).status == "WITHDRAWN"
    assert [dispatch.status for dispatch in await town.dispatches(waiting)] == ["RECALLED"]


@on_sqlite_only
async def test_a_volunteer_leaves_with_what_was_offered_once_nothing_is_promised(
    town: Town, http: httpx2.AsyncClient
) -> None:
    volunteer = await town.partner("张叔", PartnerKind.VOLUNTEER, contact=town.neighbour)
    resource = await town.resource(volunteer, kind=Kind.SKILL)
    need = await town.need(NeedStatus.ACCEPTED)
    await town.dispatch(need, resource_id=resource.id)
    neighbour = await come_in(town, http, town.neighbour, "zhang")
    answer = await neighbour.do("eraseMe", "", password=PASSWORD)
    assert (answer["__typename"], answer["possible"]) == ("MoveNotPossible", ["DONE", "RETURNED"])
    (dispatch,) = await town.dispatches(need)
    await neighbour.do("returnDispatch", "", dispatch=global_id(dispatch), reasonCode="FULL")
    assert (await neighbour.do("eraseMe", "", password=PASSWORD))["__typename"] == "EraseMeSuccess"
    (left,) = await town.rows(select(PartnerRow).where(PartnerRow.id == volunteer.id))
    assert (left.name, left.status) == ("已注销", "LEFT")
    assert await town.rows(select(ResourceRow.status).where(ResourceRow.id == resource.id)) == ["WITHDRAWN"]


@on_sqlite_only
async def test_the_export_holds_all_that_is_ones_own_and_nothing_that_opens_a_door(
    town: Town, http: httpx2.AsyncClient, anybody: Graph
) -> None:
    need = await lived(town)
    await town.need(by=town.staff, for_person=town.neighbour.person_id, words="别人的话")
    public = await town.published(await town.need(NeedStatus.ACCEPTED, by=town.neighbour))
    await town.do(town.resident, endorse_need, public.id, also_needs=True)
    await town.do(town.staff, open_contact, Target(need_id=need.id), "约时间")
    resident = await come_in(town, http, town.resident, "wang")
    data = (await resident.ask("{ exportMyData }"))["exportMyData"]
    told = str(data)
    assert all(secret in told for secret in SECRETS)
    assert [row["id"] for row in data["need"]] == [str(need.id)]
    assert [row["reason"] for row in data["contact_view"]] == ["约时间"]
    assert len(data["endorsement"]) == len(data["evaluation"]) == len(data["account"]) == 1
    assert "别人的话" not in told
    assert "hash" not in told
    assert "argon2" not in told
    assert (await anybody.ask("{ exportMyData }"))["exportMyData"] is None


@on_sqlite_only
async def test_the_export_holds_every_table_that_the_erasing_touches(town: Town, http: httpx2.AsyncClient) -> None:
    await lived(town)
    resident = await come_in(town, http, town.resident, "wang")
    data = (await resident.ask("{ exportMyData }"))["exportMyData"]
    before = await stored(town)
    await resident.do("eraseMe", "", password=PASSWORD)
    after = await stored(town)
    counts_only = {"sign_in_attempt", "need_part", "event"}
    touched = {name for name in before if before[name] != after[name]} - counts_only
    assert touched <= data.keys()


@pytest.mark.parametrize("days", [1094, 1096])
async def test_words_and_logs_go_when_their_time_is_over_and_the_record_stays(
    town: Town, clock: HandClock, days: int
) -> None:
    ended = await lived(town)
    waiting = await town.need(NeedStatus.ACCEPTED, words=WORDS, **PRIVATE)
    await town.do(town.staff, open_contact, Target(need_id=ended.id), "约时间")
    counted = (await figures(town))[-1]
    is_over = days > 1095
    report = await run_due(town.context, clock.advance(days=days))
    assert report.forgotten == is_over
    kept = await town.rows(select(NeedPrivateRow.need_id))
    assert (ended.id in kept, waiting.id in kept) == (not is_over, True)
    assert len(await town.rows(select(ContactViewRow))) == (not is_over)
    assert (await figures(town))[-1] == counted
    again = await run_due(town.context, clock())
    assert (again.removed, again.forgotten) == (0, 0)


@on_sqlite_only
async def test_sessions_are_kept_half_a_year_after_they_ended(
    town: Town, signed_in: SignedIn, clock: HandClock
) -> None:
    await signed_in(town.resident)
    assert (await run_due(town.context, clock.advance(days=14 + 180))).removed == 0
    assert (await run_due(town.context, clock.advance(days=1))).removed == 1
    assert await town.rows(select(SignInRow)) == []


@on_sqlite_only
async def test_staff_edit_what_was_erased_without_bringing_anything_back(town: Town, signed_in: SignedIn) -> None:
    need = await town.need(NeedStatus.ACCEPTED, words=WORDS, **PRIVATE)
    async with town.context.database.write() as session:
        await session.execute(delete(NeedPrivateRow))
        await session.execute(update(PersonPrivateRow).values(phone=None))
    staff = await signed_in(town.staff)
    given: Json = {"need": global_id(need), "version": (await town.row(need)).version, "contact": {"phone": "138"}}
    assert (await staff.do("editNeed", "", **given))["__typename"] == "NeedSuccess"
    assert await town.rows(select(NeedPrivateRow)) == []
