"""What is refused of partners, resources, projects, invitations and roles."""

from datetime import timedelta

from resolvers.life.sending import Ask, send_dispatch
from storage.codes import Kind, NeedStatus, Role, Unit
from tests.api.conftest import SignedIn
from tests.api.graph import Json
from tests.api.ids import global_id, person_id, unknown_id
from tests.api.stored import refused
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

OFFER: Json = {
    "kind": "SERVICE",
    "title": "修水管",
    "text": "上门修水管",
    "serves": "REGIONS",
    "travel": "PARTNER_COMES",
    "unit": "TIME",
    "slotCapacity": "1",
}


def fields_of(answer: Json) -> list[str]:
    assert answer["__typename"] == "InvalidInput"
    return [fault["field"] for fault in answer["fields"]]


@on_sqlite_only
async def test_an_offer_is_refused_field_by_field(town: Town, signed_in: SignedIn) -> None:
    shop = await signed_in(town.shopkeeper)
    offer = {**OFFER, "partner": global_id(town.shop), "region": global_id(town.community)}
    everything: Json = {
        "title": " ",
        "text": "好" * 5001,
        "category": "NO_SUCH",
        "slotCapacity": "0",
        "minAge": 70,
        "maxAge": 60,
        "minimumNoticeHours": -1,
        "validUntil": "2026-03-01",
        "hours": [{"weekday": 7, "opens": "09:00", "closes": "08:00"}],
        "serves": "RADIUS",
    }
    answer = await refused(town, shop, "offerResource", **{**offer, **everything})
    assert fields_of(answer) == [
        "text",
        "title",
        "category",
        "radiusM",
        "bases",
        "slotCapacity",
        "maxAge",
        "minimumNoticeHours",
        "validUntil",
        "hours[0].weekday",
        "hours[0].closes",
    ]
    assert all(fault["message"] for fault in answer["fields"])
    wrong: list[tuple[Json, str]] = [
        ({"slotCapacity": "1.5"}, "slotCapacity"),
        ({"slotCapacity": "Infinity"}, "slotCapacity"),
        ({"radiusM": 500}, "radiusM"),
        ({"hours": [{"weekday": 0, "opens": "9点", "closes": "10:00"}]}, "hours.opens"),
        ({"bases": [{"lat": 91, "lng": 102.7}]}, "lat"),
    ]
    for more, field in wrong:
        assert fields_of(await refused(town, shop, "offerResource", **{**offer, **more})) == [field]


async def test_a_capacity_is_edited_as_people_say_it_and_never_below_what_is_taken(
    town: Town, signed_in: SignedIn
) -> None:
    staff, shop = await signed_in(town.staff), await signed_in(town.shopkeeper)
    fund = await town.resource(kind=Kind.FUND, unit=Unit.YUAN, slot_capacity=500_00, category=None)
    need = await town.need(NeedStatus.ACCEPTED)
    await town.do(town.staff, send_dispatch, Ask((await town.part(need)).id, resource_id=fund.id))
    answer = "... on ResourceSuccess { resource { slotCapacity left version } }"
    given: Json = {"resource": global_id(fund), "version": fund.version}
    edited = (await shop.do("editResource", answer, **given, slotCapacity="620.50"))["resource"]
    assert edited == {"slotCapacity": "620.5", "left": "620.49", "version": fund.version + 1}
    stale = await refused(town, staff, "editResource", **given, title="慰问金")
    assert (stale["__typename"], stale["changed"]) == ("StaleVersion", ["slotCapacity"])
    given["version"] = edited["version"]
    below = await refused(town, shop, "editResource", **given, slotCapacity="0")
    assert below["__typename"] == "InvalidInput"
    await town.do(town.staff, send_dispatch, Ask((await town.part(await town.need(NeedStatus.ACCEPTED))).id, fund.id))
    cleared = await refused(town, shop, "editResource", **given, title=None, slotCapacity=None)
    assert cleared["fields"] == [
        {"field": "slotCapacity", "message": "这一栏不能清空"},
        {"field": "title", "message": "这一栏不能清空"},
    ]
    answer = "... on ResourceSuccess { resource { category { code } } }"
    freed = await shop.do("editResource", answer, **given, category=None)
    assert freed["resource"]["category"] is None


@on_sqlite_only
async def test_steps_of_a_resource_and_a_project_come_in_their_order(town: Town, signed_in: SignedIn) -> None:
    staff, shop = await signed_in(town.staff), await signed_in(town.shopkeeper)
    resource = {"resource": global_id(await town.resource())}
    assert (await refused(town, shop, "resumeResource", **resource))["__typename"] == "MoveNotPossible"
    assert fields_of(await refused(town, shop, "pauseResource", **resource, until="2026-03-01")) == ["until"]
    need: Json = {"need": global_id(await town.need(NeedStatus.TAKEN))}
    planned = await staff.do("planProject", "... on ProjectSuccess { project { id } }", **need, title="换灯")
    struck = {"project": planned["project"]["id"], "result": "办好了"}
    assert (await refused(town, staff, "strikeOffProject", **struck))["__typename"] == "MoveNotPossible"
    wrong: list[tuple[Json, str]] = [
        ({"title": "好" * 121}, "title"),
        ({"funds": "-1"}, "funds"),
        ({"funds": "0.001"}, "funds"),
        ({"steps": [{"title": " "}]}, "steps[0].title"),
    ]
    for more, field in wrong:
        assert fields_of(await refused(town, staff, "planProject", **need, **more)) == [field]
    nobody = await refused(town, staff, "planProject", **need, leadPartner=unknown_id("Partner"))
    assert nobody["__typename"] == "NotFound"


@on_sqlite_only
async def test_partners_are_registered_as_what_they_are(town: Town, signed_in: SignedIn) -> None:
    staff, resident = await signed_in(town.staff), await signed_in(town.resident)
    region = {"region": global_id(town.community)}
    group: Json = {"kind": "GROUP", "name": "广场舞队", **region}
    wrong: list[tuple[Json, str]] = [
        ({**group, "name": ""}, "name"),
        ({**group, "isDepartment": True}, "isDepartment"),
        ({**group, "officePhone": "1" * 25}, "officePhone"),
    ]
    for given, field in wrong:
        assert fields_of(await refused(town, resident, "registerPartner", **given)) == [field]
    assert fields_of(await refused(town, staff, "registerPartner", **group)) == ["onBehalf"]
    stranger = {"channel": "DESK", "person": unknown_id("Person")}
    answer = await refused(town, staff, "registerPartner", **group, onBehalf=stranger)
    assert answer["__typename"] == "NotFound"
    able = await refused(town, staff, "confirmPartner", partner=global_id(town.shop), isAblePerson=True)
    assert able["fields"] == [{"field": "isAblePerson", "message": "只有志愿者可以确认为能人"}]


async def test_roles_and_invitations_are_refused_with_a_reason(
    town: Town, signed_in: SignedIn, clock: HandClock
) -> None:
    administrator, staff = await signed_in(town.administrator), await signed_in(town.staff)
    grant = {"person": person_id(town.staff), "role": "COMMUNITY_STAFF", "region": global_id(town.community)}
    again = await refused(town, administrator, "grantRole", **grant)
    assert (again["__typename"], again["message"]) == ("AlreadyThere", "已经有这个角色了。")
    past = (clock() - timedelta(days=1)).isoformat()
    other = {**grant, "role": "GRID_WORKER"}
    assert fields_of(await refused(town, administrator, "grantRole", **{**other, "until": past})) == ["until"]
    for name, given in (
        ("grantRole", {**other, "person": unknown_id("Person")}),
        ("grantRole", {**other, "region": unknown_id("Region")}),
        ("revokeRole", other),
        ("invitePerson", {"called": "新人", "region": unknown_id("Region")}),
    ):
        assert (await refused(town, administrator, name, **given))["__typename"] == "NotFound", name
    beyond = {"called": "新同事", "region": global_id(town.community), "role": Role.COMMUNITY_STAFF.value}
    assert (await refused(town, staff, "invitePerson", **beyond))["__typename"] == "NotAllowed"
    assert fields_of(await refused(town, staff, "invitePerson", **{**beyond, "role": None, "called": " "})) == [
        "called"
    ]
    either: Json = {"quiet": True}
    assert fields_of(await refused(town, staff, "setQuiet", **either)) == ["person"]
