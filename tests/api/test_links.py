"""The pages behind a link, for people without an account: one form, one answer, and no door or phone."""

import re

import httpx2
from sqlalchemy import func, select

from resolvers.life.raising import Contact
from storage.codes import NeedStatus
from storage.tables import DispatchRow, EvaluationRow, NeedRow
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id
from tests.api.stored import stored
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

PRIVATE: Json = {"contact": Contact("王阿姨", "13888880001", "本人", "3幢", "502")}
USED = "这个链接已经过期或用过了"


async def dispatch_link(town: Town, staff: Graph) -> tuple[DispatchRow, str]:
    """Return a dispatch and the path of its link, as staff copy it from the notice."""
    dispatch = await town.dispatch(await town.need(NeedStatus.ACCEPTED, **PRIVATE), message="带上梯子")
    document = "query D($id: ID!) { dispatch(id: $id) { notice { link text phone } } }"
    notice = (await staff.ask(document, id=global_id(dispatch)))["dispatch"]["notice"]
    assert notice["link"] in notice["text"]
    assert "502" not in notice["text"]
    assert notice["phone"].startswith("138")
    return dispatch, notice["link"].removeprefix("https://partners.example")


async def evaluation_link(town: Town, staff: Graph, clock: HandClock) -> tuple[NeedRow, str]:
    """Return a need that was done the day before and the path of the link by which its asker judges it."""
    need = await town.need(NeedStatus.DONE, **PRIVATE)
    clock.advance(days=1)
    document = "query N($id: ID!) { need(id: $id) { evaluationLink } }"
    link = (await staff.ask(document, id=global_id(need)))["need"]["evaluationLink"]
    return need, link.removeprefix("https://partners.example")


async def test_a_partner_takes_what_it_is_asked_by_the_link(
    town: Town, signed_in: SignedIn, http: httpx2.AsyncClient
) -> None:
    dispatch, path = await dispatch_link(town, await signed_in(town.staff))
    page = await http.get(path)
    assert page.status_code == 200
    assert "翠湖五金店，社区想请您帮忙" in page.text
    assert "联盟街道百合社区梧桐小区" in page.text
    assert "带上梯子" in page.text
    for private in ("13888880001", "502", "王阿姨", "家里灯泡坏了"):
        assert private not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    policy = page.headers["content-security-policy"]
    assert {"default-src 'none'", "form-action 'self'", "base-uri 'none'"} <= set(policy.split("; "))
    assert "<script" not in page.text
    answer = await http.post(path, data={"answer": "take", "helper": "小周", "fee": "灯泡自备"})
    assert answer.status_code == 200
    assert "收到了，谢谢您" in answer.text
    taken = await town.row(dispatch)
    assert (taken.status, taken.helper_name, taken.fee_note) == ("TAKEN", "小周", "灯泡自备")
    assert f">{taken.visit_code}<" in answer.text


async def test_a_partner_declines_with_a_reason_from_the_list(
    town: Town, signed_in: SignedIn, http: httpx2.AsyncClient
) -> None:
    dispatch, path = await dispatch_link(town, await signed_in(town.staff))
    page = (await http.get(path)).text
    reasons = re.findall(r'<option value="([A-Z_]+)">', page)
    assert "FULL" in reasons
    wrong = await http.post(path, data={"answer": "return", "reason": "NO_SUCH"})
    assert wrong.status_code == 409
    assert "没有「NO_SUCH」这个原因" in wrong.text
    long = await http.post(path, data={"answer": "take", "helper": "好" * 41})
    assert (long.status_code, "最多 40 字" in long.text) == (409, True)
    assert (await town.row(dispatch)).status == "SENT"
    await http.post(path, data={"answer": "return", "reason": "FULL", "text": "这周排满了"})
    returned = await town.row(dispatch)
    assert (returned.status, returned.reason_code, returned.reason_text) == ("RETURNED", "FULL", "这周排满了")


async def test_the_asker_judges_by_the_link(
    town: Town, signed_in: SignedIn, http: httpx2.AsyncClient, clock: HandClock
) -> None:
    need, path = await evaluation_link(town, await signed_in(town.staff), clock)
    page = await http.get(path)
    assert "办好了吗？请您说一句" in page.text
    for private in ("13888880001", "502", "3幢", "家里灯泡坏了"):
        assert private not in page.text
    for question in ("问题解决了吗？", "您满意吗？", "哪里好？", "没解决是因为", "哪里不满意？"):
        assert question in page.text
    levels = re.findall(r'name="satisfied" value="([A-Z_]+)"', page.text)
    assert levels == ["VERY_SATISFIED", "SATISFIED", "FAIR", "DISSATISFIED", "VERY_DISSATISFIED"]
    assert re.findall(r'name="solved" value="([A-Z]+)" required', page.text) == ["YES", "PARTLY", "NO"]
    assert "PRESSED" in page.text
    assert "<script" not in page.text
    unsaid = await http.post(path, data={"text": "好"})
    assert unsaid.status_code == 409
    given = {"solved": "YES", "satisfied": "VERY_SATISFIED", "reason": ["FAST", "FRIENDLY"], "text": "来得快"}
    known = re.findall(r'name="reason" value="([A-Z_]+)"', page.text)
    given["reason"] = known[:2]
    assert (await http.post(path, data=given)).status_code == 200
    (verdict,) = await town.rows(select(EvaluationRow))
    assert (verdict.solved, verdict.satisfied, verdict.reasons) == ("YES", "VERY_SATISFIED", known[:2])
    assert verdict.person_id == town.resident.person_id
    assert (await town.row(need)).status == "CLOSED"


async def test_a_link_is_for_one_thing_once_and_for_its_time(
    town: Town, signed_in: SignedIn, http: httpx2.AsyncClient, clock: HandClock
) -> None:
    staff = await signed_in(town.staff)
    _, answering = await dispatch_link(town, staff)
    _, judging = await evaluation_link(town, staff, clock)
    before = await stored(town)
    take, judge = {"answer": "take"}, {"answer": "evaluate", "solved": "YES"}
    for path, data in ((answering, judge), (judging, take), (judging, {"answer": "return", "reason": "FULL"})):
        refused = await http.post(path, data=data)
        assert (refused.status_code, USED in refused.text) == (409, True)
    forged = answering[:-1] + ("a" if answering[-1] != "a" else "b")
    for path in (forged, "/q/nonsense", "/q/" + "x" * 3000):
        page = await http.get(path)
        assert (page.status_code, USED in page.text) == (404, True)
        assert (await http.post(path, data=take)).status_code == 409
    assert await stored(town) == before
    await http.post(judging, data=judge)
    after = await stored(town)
    for request in (http.get(judging), http.post(judging, data=judge)):
        assert USED in (await request).text
    assert await stored(town) == after
    clock.advance(days=8)
    for request in (http.get(answering), http.post(answering, data=take)):
        assert USED in (await request).text
    assert await stored(town) == after
    assert await town.rows(select(func.count()).select_from(EvaluationRow)) == [1]


@on_sqlite_only
async def test_what_the_page_shows_is_text_and_what_it_is_sent_is_bounded(
    town: Town, signed_in: SignedIn, http: httpx2.AsyncClient
) -> None:
    staff = await signed_in(town.staff)
    need = await town.need(NeedStatus.ACCEPTED)
    part = global_id(await town.part(need))
    answer = "... on DispatchSuccess { dispatch { notice { link } } }"
    message = "<script>alert(1)</script>\"'&"
    sent = await staff.do("sendDispatch", answer, part=part, partner=global_id(town.shop), message=message)
    path = sent["dispatch"]["notice"]["link"].removeprefix("https://partners.example")
    page = (await http.get(path)).text
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert (await http.post(path, data={"answer": "take", "text": "x" * 20_000})).status_code == 413
    for other in ("text/plain", "multipart/form-data", "application/json"):
        assert (await http.post(path, content=b"answer=take", headers={"content-type": other})).status_code == 415
    form = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
    assert (await http.post(path, content=b"answer=take&helper=%00%ff", headers=form)).status_code == 200
    style = await http.get("/q.css")
    assert style.headers["content-type"].startswith("text/css")


@on_sqlite_only
async def test_the_evaluation_link_is_for_staff_and_only_while_a_verdict_is_waited_for(
    town: Town, signed_in: SignedIn, clock: HandClock
) -> None:
    document = "query N($id: ID!) { need(id: $id) { evaluationLink verdictAskedFrom } }"
    done, taken = await town.need(NeedStatus.DONE), await town.need(NeedStatus.TAKEN)
    staff = await signed_in(town.staff)
    early = (await staff.ask(document, id=global_id(done)))["need"]
    assert early == {"evaluationLink": None, "verdictAskedFrom": "2026-03-03T00:00:00+08:00"}
    clock.advance(hours=15)
    assert "/q/" in (await staff.ask(document, id=global_id(done)))["need"]["evaluationLink"]
    assert (await staff.ask(document, id=global_id(taken)))["need"]["evaluationLink"] is None
    for reader in (town.resident, town.shopkeeper, town.grid_worker):
        found = await (await signed_in(reader)).ask(document, id=global_id(done))
        assert found["need"]["evaluationLink"] is None
