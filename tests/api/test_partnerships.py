"""Agreements over the API: what is public of them, and what leaves is refused by name."""

from storage.codes import NeedStatus
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id
from tests.databases import on_sqlite_only
from tests.factories import Town

READ = """
query Read($id: ID!) { partner(id: $id) {
  partnerships { badge status startsOn endsOn terms regionBrings promises { text quantity unit } recordedBy { called } }
  gaveAndGot(year: 2026) { gaveTimes given { times category { code } } }
  load { unanswered returnRate } coverage { isRemote regions { name } circles { radiusM } }
} }
"""


@on_sqlite_only
async def test_what_is_public_of_an_agreement(town: Town, signed_in: SignedIn, anybody: Graph) -> None:
    staff, shop = await signed_in(town.staff), global_id(town.shop)
    given: Json = {
        "partner": shop,
        "region": global_id(town.community),
        "badge": "商户",
        "startsOn": "2026-01-01",
        "terms": "联系人手机另附",
        "regionBrings": "公告栏一格",
        "promises": [{"text": "借会议室", "quantity": "12", "unit": "TIME"}],
    }
    recorded = await staff.do(
        "recordPartnership", "... on PartnershipSuccess { partnership { id version terms } }", **given
    )
    assert recorded["partnership"]["terms"] == "联系人手机另附"
    public = (await anybody.ask(READ, id=shop))["partner"]
    (agreement,) = public["partnerships"]
    assert (agreement["terms"], agreement["recordedBy"], agreement["status"]) == (None, None, "IN_FORCE")
    assert agreement["promises"] == [{"text": "借会议室", "quantity": "12", "unit": "TIME"}]
    assert (public["gaveAndGot"], public["load"]) == (None, None)
    again = await staff.do("recordPartnership", "", **given)
    assert (again["__typename"], again["message"]) == ("AlreadyThere", "这家合伙人在本辖区已有这一类的合伙关系。")
    lonely = await staff.do("recordPartnership", "", **{**given, "promises": [{"text": "米", "quantity": "3"}]})
    assert lonely["fields"][0]["field"] == "promises[0].quantity"


@on_sqlite_only
async def test_a_partner_that_promised_something_is_told_what_to_finish(town: Town, signed_in: SignedIn) -> None:
    need = await town.need(NeedStatus.TAKEN)
    staff = await signed_in(town.staff)
    refused = await staff.do("leavePartner", "", partner=global_id(town.shop))
    assert (refused["__typename"], refused["needs"]) == ("StillPromised", [need.number])
    assert need.number in refused["message"]
    staff.language = "en"
    assert "finish" in (await staff.do("leavePartner", "", partner=global_id(town.shop)))["remedy"]
