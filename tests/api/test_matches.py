"""Matches over GraphQL: the same fields, and to each reader what concerns them."""

from sqlalchemy import select

from storage.codes import Nature, NeedStatus
from storage.tables import DecisionRow, PartnerQualificationRow
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

MATCHES = """
query Matches($id: ID!, $first: Int!) { need(id: $id) { matches(first: $first) {
  ranking { id modelVersion } eligibleCount part { id quantity } handoff dangers { pattern show }
  items { position score probability sentences remarks resource { id } parts { code label value unit points sentence } }
  nearMisses { rule sentence resource { title } }
} } }
"""
REVERSE = """
query Reverse($id: ID!) { resource(id: $id) { matches(first: 5) { position score sentences need { id title } } } }
"""
DRAFT = """
query Draft($draft: NeedDraft!) {
  suggestMatches(draft: $draft, first: 3) {
    looksLikeOffer offerQuestion guessedNature natureProbability privacyWarnings dangers { show }
    categories { probability category { code nameZh } } matches { sentences resource { id } }
  }
  similarNeeds(draft: $draft, first: 3) { sentence count items { similarity need { title } } }
}
"""


async def matches(graph: Graph, need: object, first: int = 5) -> Json | None:
    found = await graph.ask(MATCHES, id=global_id(need), first=first)
    answer: Json | None = found["need"] and found["need"]["matches"]
    return answer


async def test_staff_read_why_and_what_was_kept_out_and_the_asker_reads_sentences(
    town: Town, signed_in: SignedIn, clock: HandClock
) -> None:
    resource = await town.resource()
    unqualified = await town.resource(await town.partner("新店"), title="也换灯泡")
    async with town.context.database.write() as session:
        qualification = {"code": "ELECTRICIAN_LICENCE", "is_held": False, "recorded_at": clock()}
        session.add(PartnerQualificationRow(partner_id=unqualified.partner_id, **qualification))
    need = await town.need(NeedStatus.ACCEPTED, category="HOME_ELECTRIC", words="灯泡坏了，还闻到煤气味")
    staff = await matches(await signed_in(town.staff), need)
    assert staff is not None
    (best,) = staff["items"]
    assert best["resource"]["id"] == global_id(resource)
    assert abs(best["score"] - sum(part["points"] for part in best["parts"])) < 1e-9
    assert all(part["label"] and part["sentence"] for part in best["parts"])
    assert best["remarks"] == ["资质待核实：低压电工证"]
    assert staff["nearMisses"] == [
        {"rule": "QUALIFICATION", "sentence": "登记为没有相应资质", "resource": {"title": "也换灯泡"}},
    ]
    assert [danger["pattern"] for danger in staff["dangers"]] == ["煤气味"]
    asker = await matches(await signed_in(town.resident), need)
    assert asker is not None
    (seen,) = asker["items"]
    assert seen["sentences"][0] == "正好提供这类服务"
    assert (seen["score"], seen["probability"], seen["parts"], seen["remarks"]) == (None, None, None, [])
    assert (asker["nearMisses"], asker["eligibleCount"]) == ([], 1)


@on_sqlite_only
async def test_others_and_complaints_get_none_and_english_readers_english(town: Town, signed_in: SignedIn) -> None:
    await town.resource()
    need = await town.published(await town.need(NeedStatus.ACCEPTED, category="HOME_ELECTRIC"))
    complaint = await town.need(NeedStatus.ACCEPTED, nature=Nature.COMPLAINT)
    staff, neighbour = await signed_in(town.staff), await signed_in(town.neighbour)
    assert (await matches(neighbour, need), await matches(staff, complaint)) == (None, None)
    staff.language = "en"
    found = await matches(staff, need)
    assert found is not None
    assert "Same category" in found["items"][0]["sentences"]


@on_sqlite_only
async def test_too_many_at_once_is_the_clients_mistake_and_says_so(town: Town, signed_in: SignedIn) -> None:
    need = await town.need(NeedStatus.ACCEPTED)
    reply = await (await signed_in(town.staff)).send(MATCHES, id=global_id(need), first=101)
    (error,) = reply["errors"]
    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert "101" in error["message"]


@on_sqlite_only
async def test_a_partner_reads_which_published_needs_fit_without_scores(town: Town, signed_in: SignedIn) -> None:
    resource = await town.resource()
    need = await town.published(await town.need(NeedStatus.ACCEPTED))
    shop, neighbour = await signed_in(town.shopkeeper), await signed_in(town.neighbour)
    found = (await shop.ask(REVERSE, id=global_id(resource)))["resource"]["matches"]
    assert [(one["need"]["id"], one["score"]) for one in found] == [(global_id(need), None)]
    assert found[0]["sentences"]
    assert (await neighbour.ask(REVERSE, id=global_id(resource)))["resource"]["matches"] is None


@on_sqlite_only
async def test_a_draft_gets_its_hints_while_it_is_typed(town: Town, signed_in: SignedIn) -> None:
    resource = await town.resource()
    await town.published(await town.need(NeedStatus.ACCEPTED, words="想换灯泡", by=town.neighbour))
    resident = await signed_in(town.resident)
    found = await resident.ask(DRAFT, draft={"text": "小区里需要换灯泡，电话13888888888"})
    hints = found["suggestMatches"]
    assert hints["categories"][0]["category"]["code"] == "HOME_ELECTRIC"
    assert [one["resource"]["id"] for one in hints["matches"]] == [global_id(resource)]
    assert (hints["looksLikeOffer"], hints["offerQuestion"], hints["guessedNature"]) == (False, None, "HELP")
    assert hints["privacyWarnings"] == ["13888888888"]
    assert 0.5 < hints["natureProbability"] < 1
    assert 0.5 < hints["categories"][0]["probability"] < 1
    similar = found["similarNeeds"]
    assert (similar["sentence"], similar["count"]) == ("已有邻居提过", None)
    assert [one["need"]["title"] for one in similar["items"]] == ["换灯泡"]
    offer = (await resident.ask(DRAFT, draft={"text": "我退休在家有空，可以免费教大家修灯泡"}))["suggestMatches"]
    assert offer["looksLikeOffer"]
    assert "我能帮忙" in offer["offerQuestion"]


@on_sqlite_only
async def test_staff_pass_over_all_that_was_shown_and_a_forged_ranking_is_refused(
    town: Town, signed_in: SignedIn
) -> None:
    await town.resource()
    need = await town.need(NeedStatus.ACCEPTED)
    staff = await signed_in(town.staff)
    found = await matches(staff, need)
    assert found is not None
    candidates = [{"resource": one["resource"]["id"], "position": one["position"]} for one in found["items"]]
    part = found["part"]["id"]
    given = {"part": part, "reasonCode": "NONE_FITS", "reasonText": "要的是水工"}
    answer = "... on PartSuccess { part { id } }"
    forged = {"ranking": found["ranking"]["id"] + "x", "candidates": candidates}
    refused = await staff.do("dismissMatches", answer, **given, shown=forged)
    assert refused["__typename"] == "RankingUnknown"
    shown = {"ranking": found["ranking"]["id"], "candidates": candidates}
    twice = await staff.do("dismissMatches", answer, **given, shown={**shown, "candidates": candidates * 2})
    assert twice["fields"] == [{"field": "shown.candidates", "message": "同一项写了两次"}]
    done = await staff.do("dismissMatches", answer, **given, shown=shown)
    assert done["part"]["id"] == part
    assert [row.reason_code for row in await town.rows(select(DecisionRow))] == ["NONE_FITS"]


@on_sqlite_only
async def test_staff_who_record_a_return_are_told_who_comes_next(town: Town, signed_in: SignedIn) -> None:
    first = await town.resource()
    second = await town.resource(await town.partner("电工队"), title="修灯")
    need = await town.need(NeedStatus.ACCEPTED)
    dispatch = await town.dispatch(need, resource_id=first.id)
    staff = await signed_in(town.staff)
    answer = "... on ReturnSuccess { dispatch { status } next { resource { id } score } }"
    by_phone = {"channel": "PHONE"}
    sent = global_id(dispatch)
    returned = await staff.do("returnDispatch", answer, dispatch=sent, reasonCode="FULL", onBehalf=by_phone)
    assert returned["dispatch"]["status"] == "RETURNED"
    assert returned["next"]["resource"]["id"] == global_id(second)


@on_sqlite_only
async def test_the_partner_that_returns_is_not_told_who_comes_next(town: Town, signed_in: SignedIn) -> None:
    first = await town.resource()
    await town.resource(await town.partner("电工队"), title="修灯")
    dispatch = await town.dispatch(await town.need(NeedStatus.ACCEPTED), resource_id=first.id)
    shop = await signed_in(town.shopkeeper)
    answer = "... on ReturnSuccess { dispatch { status } next { score } }"
    returned = await shop.do("returnDispatch", answer, dispatch=global_id(dispatch), reasonCode="FULL")
    assert (returned["dispatch"]["status"], returned["next"]) == ("RETURNED", None)
