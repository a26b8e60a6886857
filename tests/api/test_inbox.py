"""The inbox as a person reads it: their own, newest first, counted, marked as read, with switches and a mailbox."""

import re
from typing import Any

import httpx2
import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from resolvers.life.accepting import decline_need, hold_need
from resolvers.life.answering import take_dispatch
from resolvers.notifications import listening as listening_to_inbox
from storage.codes import MessagePurpose, NeedStatus
from storage.tables import MailboxRow, MessageRow, NotificationRow
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id
from tests.api.line import listening
from tests.databases import on_sqlite_only
from tests.factories import Town
from tests.notifications.post import Post

INBOX = """
query Inbox($first: Int!, $after: String, $onlyUnread: Boolean) { viewer {
  unreadCount
  notifications(first: $first, after: $after, onlyUnread: $onlyUnread) {
    edges { node { id kind isUrgent sentence detail link readAt need { id } dispatch { id } } }
    pageInfo { hasNextPage endCursor }
  }
} }
"""
SETTINGS = "{ viewer { mailbox { address confirmedAt stoppedAt } notificationSwitches { kind label isOn } } }"
UNREAD = "... on InboxSuccess { viewer { unreadCount } }"


async def inbox(client: Graph, **given: Any) -> Json:
    variables = {"first": 50, **given}
    viewer: Json = (await client.ask(INBOX, **variables))["viewer"]
    return {**viewer, "nodes": [edge["node"] for edge in viewer["notifications"]["edges"]]}


async def test_the_inbox_is_the_persons_own_newest_first_and_read_once(
    town: Town,
    signed_in: SignedIn,
) -> None:
    post = Post(town)
    need = await town.need(NeedStatus.ACCEPTED)
    dispatch = await town.dispatch(need)
    await post.round()
    await town.do(town.shopkeeper, take_dispatch, dispatch.id, helper_name="小周")
    await post.round()
    resident, neighbour = await signed_in(town.resident), await signed_in(town.neighbour)
    mine = await inbox(resident)
    assert [node["kind"] for node in mine["nodes"]] == ["HELP_COMING", "HELP_SOUGHT", "NEED_ACCEPTED"]
    newest = mine["nodes"][0]
    assert "翠湖五金店（小周）接了" in newest["sentence"]
    assert (newest["need"]["id"], newest["dispatch"]["id"]) == (global_id(need), global_id(dispatch))
    assert mine["unreadCount"] == 3
    page = await inbox(resident, first=2)
    assert page["notifications"]["pageInfo"]["hasNextPage"]
    rest = await inbox(resident, first=2, after=page["notifications"]["pageInfo"]["endCursor"])
    assert [node["kind"] for node in rest["nodes"]] == ["NEED_ACCEPTED"]
    assert (await inbox(neighbour))["nodes"] == []
    other = await neighbour.do("markRead", UNREAD, notification=newest["id"])
    assert (other["__typename"], other["message"]) == ("NotFound", "没有找到这条消息，或者您不能查看。")
    node = "query N($id: ID!) { node(id: $id) { ... on Notification { kind } } }"
    assert (await neighbour.ask(node, id=newest["id"]))["node"] is None
    assert (await resident.ask(node, id=newest["id"]))["node"] == {"kind": "HELP_COMING"}
    assert (await resident.do("markRead", UNREAD, notification=newest["id"]))["viewer"]["unreadCount"] == 2
    unread = await inbox(resident, onlyUnread=True)
    assert [node["kind"] for node in unread["nodes"]] == ["HELP_SOUGHT", "NEED_ACCEPTED"]
    assert (await resident.do("markRead", UNREAD))["viewer"]["unreadCount"] == 0
    assert (await inbox(resident))["nodes"][0]["readAt"] is not None


@on_sqlite_only
async def test_why_a_need_is_declined_is_for_its_asker(town: Town, signed_in: SignedIn) -> None:
    post = Post(town)
    need = await town.need()
    given = {"reason_code": "MARKET", "reason_text": "这是市场服务", "next_step": "附近有两家店"}
    await town.do(town.staff, decline_need, need.id, **given)
    await post.round()
    resident = await signed_in(town.resident)
    (node,) = (await inbox(resident))["nodes"]
    assert node["detail"] == "原因：这是市场服务\n下一步：附近有两家店"
    assert "市场服务" not in post.sms.texts[-1]
    resident.language = "en"
    (node,) = (await inbox(resident))["nodes"]
    assert node["detail"].startswith("Why: ")


@on_sqlite_only
async def test_what_may_not_be_seen_any_more_is_not_named(town: Town, signed_in: SignedIn) -> None:
    post = Post(town)
    need = await town.need(NeedStatus.ACCEPTED)
    await town.do(town.staff, hold_need, need.id, reason_text="等材料", until=town.context.now().replace(year=2027))
    await post.round()
    async with post.system.database.write() as session:
        row = (
            await session.scalars(select(NotificationRow).where(NotificationRow.person_id == town.resident.person_id))
        ).first()
        assert row is not None
        row.person_id = town.other_staff.person_id  # type: ignore[assignment]
    (node,) = (await inbox(await signed_in(town.other_staff)))["nodes"]
    assert (node["need"], node["link"]) == (None, "/resident.html#/")
    assert need.number not in node["sentence"]


@on_sqlite_only
async def test_whoever_has_not_signed_in_has_no_inbox(anybody: Graph) -> None:
    mine = await inbox(anybody)
    assert (mine["nodes"], mine["unreadCount"]) == ([], None)
    settings = (await anybody.ask(SETTINGS))["viewer"]
    assert settings == {"mailbox": None, "notificationSwitches": []}


@on_sqlite_only
async def test_a_kind_that_is_switched_off_is_shown_and_not_sent(town: Town, signed_in: SignedIn) -> None:
    post = Post(town)
    resident = await signed_in(town.resident)
    for is_on, sent in ((False, 0), (True, 1)):
        answer = await resident.do("setNotificationSwitch", "", kind="NEED_ACCEPTED", isOn=is_on)
        assert answer["__typename"] == "InboxSuccess"
        switches = (await resident.ask(SETTINGS))["viewer"]["notificationSwitches"]
        (switch,) = [one for one in switches if one["kind"] == "NEED_ACCEPTED"]
        assert switch == {"kind": "NEED_ACCEPTED", "label": "需求已受理", "isOn": is_on}
        await town.need(NeedStatus.ACCEPTED)
        await post.round()
        assert len(post.sms.texts) == sent
    assert len((await inbox(resident))["nodes"]) == 2


async def test_mail_comes_only_to_a_mailbox_that_was_confirmed_and_stops_without_signing_in(
    town: Town,
    signed_in: SignedIn,
    http: httpx2.AsyncClient,
) -> None:
    post = Post(town)
    resident = await signed_in(town.resident)
    await resident.do("setMailbox", "", address="wang@example.org")
    await town.need(NeedStatus.ACCEPTED)
    await post.round()
    (asked,) = post.mail.parcels
    assert (asked.to, asked.wording.subject) == ("wang@example.org", "请确认这个邮箱是您的")
    assert len(post.sms.texts) == 1
    await follow(http, link_in(asked.wording.text), "是我的邮箱", "邮箱已确认")
    await town.need(NeedStatus.ACCEPTED)
    await post.round()
    mail = post.mail.parcels[-1]
    assert "社区收到了" in mail.wording.text
    stop = link_in(mail.wording.stop_link)
    forged = await http.get(stop[:-1] + ("a" if stop[-1] != "a" else "b"))
    assert forged.status_code == 404
    await follow(http, stop, "不再收邮件", "不再给您发邮件")
    assert (await resident.ask(SETTINGS))["viewer"]["mailbox"]["stoppedAt"] is not None
    await town.need(NeedStatus.ACCEPTED)
    await post.round()
    assert (len(post.mail.parcels), len(post.sms.texts)) == (2, 2)
    one_click = await http.post(stop, content=b"List-Unsubscribe=One-Click")
    assert one_click.status_code == 200
    await resident.do("setMailbox", "", address=None)
    assert await town.rows(select(MailboxRow)) == []
    assert (await http.post(stop)).status_code == 404


def link_in(text: str) -> str:
    found = re.search(r"https://partners\.example(/m/\S+)", text)
    assert found is not None
    return found.group(1)


async def follow(http: httpx2.AsyncClient, path: str, asked: str, done: str) -> None:
    """Look at a link twice, which changes nothing, and press its button."""
    for _ in range(2):
        page = await http.get(path)
        assert (page.status_code, asked in page.text, done in page.text) == (200, True, False)
        assert "<script" not in page.text
    answer = await http.post(path)
    assert (answer.status_code, done in answer.text) == (200, True)


@on_sqlite_only
async def test_a_confirming_link_is_for_the_address_it_was_sent_to(
    town: Town,
    signed_in: SignedIn,
    http: httpx2.AsyncClient,
) -> None:
    post = Post(town)
    resident = await signed_in(town.resident)
    await resident.do("setMailbox", "", address="wang@example.org")
    await post.round()
    first = link_in(post.mail.parcels[0].wording.text)
    await resident.do("setMailbox", "", address="other@example.org")
    assert (await http.post(first)).status_code == 404
    (mailbox,) = await town.rows(select(MailboxRow))
    assert (mailbox.address, mailbox.confirmed_at) == ("other@example.org", None)


@on_sqlite_only
async def test_what_is_no_address_is_refused_and_nobodys_mailbox_is_flooded(
    town: Town,
    signed_in: SignedIn,
) -> None:
    resident = await signed_in(town.resident)
    for address in (
        "",
        "wang",
        "wang@",
        "a@b",
        "wang@example.org\r\nBcc: x@example.org",
        "王@example.org",
        "a@b.c" * 40,
    ):
        refused = await resident.do("setMailbox", "", address=address)
        assert refused["fields"][0]["field"] == "address", address
    for number in range(6):
        answer = await resident.do("setMailbox", "", address=f"wang{number}@example.org")
        assert answer["__typename"] == ("InboxSuccess" if number < 5 else "InvalidInput")
    asked = await town.rows(select(MessageRow).where(MessageRow.purpose == MessagePurpose.CONFIRM))
    assert len(asked) == 5


@on_sqlite_only
async def test_a_page_hears_how_its_inbox_stands_and_of_what_is_new(
    town: Town,
    signed_in: SignedIn,
    app: Starlette,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listening_to_inbox, "PAUSE_SECONDS", 30.0)  # What is new must ring.
    post = Post(town)
    resident = await signed_in(town.resident)
    document = "subscription L($after: Int) { inboxChanged(after: $after) { seq unreadCount newest { kind } } }"
    async with listening(app, resident.token, document) as line:
        assert await line.change() == {"seq": 0, "unreadCount": 0, "newest": None}
        await town.need(NeedStatus.ACCEPTED)
        await post.round()
        change = await line.change()
        assert (change["unreadCount"], change["newest"]["kind"]) == (1, "NEED_ACCEPTED")
        await resident.do("markRead", "")
        assert (await line.change())["unreadCount"] == 0
    async with listening(app, resident.token, document, after=change["seq"]) as line:
        await town.need(NeedStatus.ACCEPTED)
        await post.round()
        assert (await line.change())["unreadCount"] == 1
