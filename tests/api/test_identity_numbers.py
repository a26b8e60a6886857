"""Numbers of identity cards are refused in whatever people write, with a sentence, and never stored."""

from datetime import date

import pytest
from hypothesis import given, strategies

from resolvers.identity_numbers import CHECK_DIGITS, check_digit, holds_identity_number
from storage.codes import NeedStatus
from tests.api.conftest import SignedIn
from tests.api.graph import Json
from tests.api.ids import global_id
from tests.api.stored import refused
from tests.databases import on_sqlite_only
from tests.factories import Town

NUMBER = "11010519491231002X"
TEXT = f"老人身份证是{NUMBER}，谢谢"

places = strategies.integers(110_000, 659_999)
births = strategies.dates(date(1900, 1, 1), date(2026, 3, 2))
orders = strategies.integers(0, 999)


def digits(place: int, born: date, order: int) -> str:
    return f"{place}{born:%Y%m%d}{order:03d}"


@given(places, births, orders, strategies.sampled_from(CHECK_DIGITS))
def test_a_number_is_found_by_its_check_digit_alone(place: int, born: date, order: int, last: str) -> None:
    beginning = digits(place, born, order)
    is_right = check_digit(beginning) == last
    assert holds_identity_number(f"号码{beginning}{last}。") == is_right
    assert holds_identity_number(f"号码{beginning}{last.lower()}") == is_right


@given(places, births, orders)
def test_how_a_number_is_spelled_hides_it_from_nobody(place: int, born: date, order: int) -> None:
    beginning = digits(place, born, order)
    number = beginning + check_digit(beginning)
    full_width = "".join(chr(ord(one) + 0xFEE0) for one in number)
    for spelled in (
        full_width,
        f"{number[:6]} {number[6:14]} {number[14:]}",
        f"{number[:6]}-{number[6:14]}-{number[14:]}",
    ):
        assert holds_identity_number(spelled), spelled
    assert not holds_identity_number(f"{number}0")
    assert not holds_identity_number(f"9{number}")


@pytest.mark.parametrize(
    "text", ["", "13888880001", "单号 202603021200345678", "11010519491331002X", "6222021001116245702"]
)
def test_other_long_numbers_are_taken(text: str) -> None:
    assert not holds_identity_number(text)


@on_sqlite_only
async def test_every_field_in_which_people_write_refuses_it(town: Town, signed_in: SignedIn) -> None:
    staff, shop = await signed_in(town.staff), await signed_in(town.shopkeeper)
    need = await town.need(NeedStatus.ACCEPTED)
    one = {"need": global_id(need)}
    (dispatch,) = await town.dispatches(await town.need(NeedStatus.DISPATCHED))
    asked = {"dispatch": global_id(dispatch)}
    place = {"region": global_id(town.compound)}
    resource = await town.resource()
    volunteer = {"kind": "VOLUNTEER", "name": "张叔", "region": global_id(town.community)}
    version = {**one, "version": need.version}
    attempts: list[tuple[str, Json, str]] = [
        ("postNeed", {**place, "words": TEXT}, "words"),
        ("postNeed", {**place, "words": "修灯", "contact": {"name": NUMBER}}, "contactName"),
        ("postNeed", {**place, "words": "修灯", "contact": {"phone": NUMBER}}, "contactPhone"),
        ("editNeed", {**version, "summary": TEXT}, "summary"),
        ("editNeed", {**version, "contact": {"door": NUMBER}}, "door"),
        ("noteNeed", {**one, "text": TEXT}, "text"),
        ("commentNeed", {**one, "text": TEXT}, "text"),
        ("publishNeed", {**one, "title": "修灯", "text": TEXT, "confirmed": True}, "publicText"),
        ("planProject", {**one, "title": TEXT}, "title"),
        (
            "sendDispatch",
            {"part": global_id(await town.part(need)), "resource": global_id(resource), "message": TEXT},
            "message",
        ),
        ("invitePerson", {"called": "新邻居", "region": global_id(town.community), "name": NUMBER}, "name"),
        ("registerPartner", {**volunteer, "introduction": TEXT, "contact": {"called": "张叔"}}, "introduction"),
        ("openContact", {**one, "reason": TEXT}, "reason"),
    ]
    for name, sent, field in attempts:
        answer = await refused(town, staff, name, **sent)
        said = {"field": field, "message": "请不要填写身份证号，办理不需要"}
        assert answer["__typename"] == "InvalidInput", name
        assert answer["fields"] == [said], name
    theirs: list[tuple[str, Json, str]] = [
        ("takeDispatch", {**asked, "helper": NUMBER}, "helperName"),
        ("returnDispatch", {**asked, "reasonCode": "FULL", "reasonText": TEXT}, "reasonText"),
        ("editResource", {"resource": global_id(resource), "version": resource.version, "text": TEXT}, "text"),
    ]
    for name, sent, field in theirs:
        answer = await refused(town, shop, name, **sent)
        assert [problem["field"] for problem in answer["fields"]] == [field], name
