"""What is refused of needs, by name, with a sentence somebody can act on, and without a trace."""

from datetime import timedelta

from storage.codes import Nature, NeedStatus
from tests.api.conftest import SignedIn
from tests.api.graph import Json
from tests.api.ids import global_id, person_id, unknown_id
from tests.api.stored import refused
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town


async def test_input_is_refused_field_by_field_with_everything_wrong_at_once(town: Town, signed_in: SignedIn) -> None:
    resident = await signed_in(town.resident)
    part = {"quantity": "1", "earliest": "2026-03-05T09:00:00+08:00", "latest": "2026-03-04T09:00:00+08:00"}
    wrong = {
        "words": "身份证 530102195001011233 " + "好" * 5000,
        "region": global_id(town.compound),
        "category": "NO_SUCH",
        "lat": 25.0,
        "forPerson": person_id(town.resident),
        "forPartner": global_id(town.shop),
        "parts": [{"quantity": "0"}, {**part, "category": "NOR_THIS"}],
    }
    answer = await refused(town, resident, "postNeed", **wrong)
    assert answer["__typename"] == "InvalidInput"
    assert answer["fields"] == [
        {"field": "words", "message": "最多 5000 字"},
        {"field": "words", "message": "请不要填写身份证号，办理不需要"},
        {"field": "forPerson", "message": "只能为一方提出：本人、他人、单位或社区"},
        {"field": "lat", "message": "经度和纬度要一起填"},
        {"field": "parts[0].quantity", "message": "数量要大于零，现在是 0"},
        {"field": "parts[1].latest", "message": "结束时间早于开始时间"},
        {"field": "parts[1].category", "message": "没有「NOR_THIS」这个类别"},
        {"field": "category", "message": "没有「NO_SUCH」这个类别"},
    ]
    assert answer["remedy"] == "请按提示改好后再提交，已填的内容都还在。"
    resident.language = "en"
    english = await refused(town, resident, "postNeed", words=" ", region=global_id(town.compound))
    assert english["fields"] == [{"field": "words", "message": "this field is empty"}]


@on_sqlite_only
async def test_chinese_is_spoken_unless_english_is_asked_for(town: Town, signed_in: SignedIn) -> None:
    resident = await signed_in(town.resident)
    given: Json = {"need": unknown_id("Need"), "text": "好"}
    said = {}
    for language in ("", "zh-CN,zh;q=0.9", "en-GB,en;q=0.8,zh;q=0.5", "fr", "fr, en;q=0.5"):
        resident.language = language
        said[language] = (await refused(town, resident, "commentNeed", **given))["message"]
    assert [message.isascii() for message in said.values()] == [False, False, True, False, True]
    assert said["en-GB,en;q=0.8,zh;q=0.5"] == "There is no such need, or you may not see it."


@on_sqlite_only
async def test_ids_of_nothing_and_of_other_things_are_told_apart(town: Town, signed_in: SignedIn) -> None:
    staff = await signed_in(town.staff)
    need = global_id(await town.need(NeedStatus.ACCEPTED))
    unknown: dict[str, Json] = {
        "acceptNeed": {"need": unknown_id("Need")},
        "listGap": {"part": unknown_id("NeedPart")},
        "mergeNeeds": {"need": need, "into": unknown_id("Need")},
        "postNeed": {"words": "修路灯", "region": unknown_id("Region")},
        "setQuiet": {"quiet": True, "person": unknown_id("Person")},
    }
    for name, given in unknown.items():
        assert (await refused(town, staff, name, **given))["__typename"] == "NotFound", name
    posted = {"words": "修路灯", "region": global_id(town.community)}
    stranger = await refused(town, staff, "postNeed", **posted, forPerson=unknown_id("Person"))
    assert stranger["message"] == "没有找到这条居民，或者您不能查看。"
    spoken = {"channel": "PHONE", "person": unknown_id("Person")}
    for name, more in {
        "commentNeed": {"text": "好"},
        "withdrawNeed": {},
        "reopenNeed": {"reasonText": "又坏了"},
    }.items():
        answer = await refused(town, staff, name, need=need, **more, onBehalf=spoken)
        assert answer["__typename"] == "NotFound", name
    other = await refused(town, staff, "acceptNeed", need=global_id(town.shop))
    assert other["fields"][0]["field"] == "need"
    owner = await refused(town, staff, "handOverNeed", need=need, owner=person_id(town.neighbour))
    assert owner["fields"] == [{"field": "owner", "message": "责任人要是本社区的工作人员"}]


async def test_a_stale_edit_is_told_what_changed(town: Town, signed_in: SignedIn) -> None:
    staff = await signed_in(town.staff)
    need = await town.need(NeedStatus.ACCEPTED)
    given: Json = {"need": global_id(need), "version": need.version}
    edited = await staff.do(
        "editNeed", "... on NeedSuccess { need { version } }", **given, summary="换灯", urgency="P2"
    )
    assert edited["need"]["version"] == need.version + 1
    await staff.do("commentNeed", "", need=global_id(need), text="好")
    stale = await refused(town, staff, "editNeed", **given, summary="修灯")
    assert (stale["__typename"], stale["changed"]) == ("StaleVersion", ["summary", "urgency", "status"])
    raised = await town.need()
    accepting = await refused(town, staff, "acceptNeed", need=global_id(raised), version=raised.version - 1)
    assert accepting["__typename"] == "StaleVersion"


async def test_a_step_that_is_not_possible_names_what_is(town: Town, signed_in: SignedIn, clock: HandClock) -> None:
    staff, resident = await signed_in(town.staff), await signed_in(town.resident)
    closed = {"need": global_id(await town.need(NeedStatus.CLOSED))}
    raised = await town.need()
    until = (clock() + timedelta(days=1)).isoformat()
    steps: dict[str, Json] = {
        "acceptNeed": {},
        "holdNeed": {"reasonText": "等材料", "until": until},
        "declineNeed": {"reasonCode": "MARKET", "reasonText": "可找店家", "nextStep": "附近有两家"},
        "publishNeed": {"title": "换灯", "text": "换灯"},
        "withdrawNeed": {},
    }
    for name, more in steps.items():
        answer = await refused(town, staff, name, **closed, **more)
        assert (answer["__typename"], answer["possible"]) == ("MoveNotPossible", ["REOPENED"]), name
    assert answer["message"] == "这条需求现在是「已归档」，暂不能办理这一步。"
    assert answer["remedy"] == "现在可以走到：已重开。"
    unready = await refused(town, staff, "publishNeed", need=global_id(raised), title="换灯", text="换灯")
    assert "ACCEPTED" in unready["possible"]
    early = await refused(town, resident, "evaluateNeed", need=global_id(raised), solved="YES")
    assert early["__typename"] == "MoveNotPossible"


async def test_what_may_never_be_public_is_refused_and_what_might_point_at_somebody_is_asked_about(
    town: Town, signed_in: SignedIn
) -> None:
    staff = await signed_in(town.staff)
    family = await town.need(NeedStatus.ACCEPTED, category="LAW_FAMILY")
    complaint = await town.need(NeedStatus.ACCEPTED, nature=Nature.COMPLAINT)
    wording = {"title": "换灯", "text": "想请人换灯"}
    for need, why in ((family, "这类事情涉及个人隐私"), (complaint, "投诉不公开")):
        answer = await refused(town, staff, "publishNeed", need=global_id(need), **wording, confirmed=True)
        assert answer["__typename"] == "PublishingForbidden"
        assert why in answer["message"]
    words = "我妈妈一个人住在三楼，厨房的灯一直闪，她够不着也不敢换，想请师傅来看看"
    lamp = await town.need(NeedStatus.ACCEPTED, words=words, category="HOME_ELECTRIC")
    telling: Json = {"need": global_id(lamp), "title": "换灯", "text": f"{words[3:33]}，电话13888888888"}
    warned = await refused(town, staff, "publishNeed", **telling)
    assert warned["__typename"] == "PublishWarning"
    assert {"13888888888", "一个人住", "三楼"} <= set(warned["warnings"])
    assert warned["warnings"][-1] == words[3:27]
    published = await staff.do("publishNeed", "... on NeedSuccess { need { isPublished } }", **telling, confirmed=True)
    assert published["need"]["isPublished"]


@on_sqlite_only
async def test_the_words_of_parts_are_public_with_the_need_and_are_asked_about_too(
    town: Town, signed_in: SignedIn
) -> None:
    staff = await signed_in(town.staff)
    resident = await signed_in(town.resident)
    posted = await resident.do(
        "postNeed",
        "... on NeedSuccess { need { id } }",
        words="想请人帮忙",
        region=global_id(town.compound),
        parts=[{"text": "3幢502室", "category": "HOME_ELECTRIC"}],
    )
    need = posted["need"]["id"]
    await staff.do("acceptNeed", "", need=need)
    assert (await refused(town, staff, "publishNeed", need=need, title="换灯", text="换灯"))["warnings"] == [
        "3幢",
        "502室",
    ]


async def test_nobody_judges_or_endorses_twice(town: Town, signed_in: SignedIn) -> None:
    neighbour, resident = await signed_in(town.neighbour), await signed_in(town.resident)
    need = await town.published(await town.need(NeedStatus.ACCEPTED))
    endorsed: Json = {"need": global_id(need), "alsoNeeds": True}
    await neighbour.do("endorseNeed", "", **endorsed)
    again = await refused(town, neighbour, "endorseNeed", **endorsed)
    assert (again["__typename"], again["message"]) == ("AlreadyThere", "您已经附议过了。")
    own = await refused(town, resident, "endorseNeed", **endorsed)
    assert own["__typename"] == "NotAllowed"
    await town.dispatch(need)
    (dispatch,) = await town.dispatches(need)
    shop = await signed_in(town.shopkeeper)
    await shop.do("takeDispatch", "", dispatch=global_id(dispatch))
    await shop.do("finishDispatch", "", dispatch=global_id(dispatch), minutesSpent=20)
    verdict: Json = {"need": global_id(need), "solved": "NO"}
    heard = await neighbour.do("evaluateNeed", "... on NeedSuccess { need { status } }", **verdict)
    assert heard["need"]["status"] == "DONE"
    twice = await refused(town, neighbour, "evaluateNeed", **verdict)
    assert (twice["__typename"], twice["message"]) == ("AlreadyThere", "这一轮已经评价过了。")
    closed = await resident.do("evaluateNeed", "... on NeedSuccess { need { status } }", **{**verdict, "solved": "YES"})
    assert closed["need"]["status"] == "CLOSED"


@on_sqlite_only
async def test_a_verdict_names_only_what_belongs_to_the_need(town: Town, signed_in: SignedIn) -> None:
    resident = await signed_in(town.resident)
    need, other = await town.need(NeedStatus.DONE), await town.need(NeedStatus.DONE)
    verdict: Json = {"need": global_id(need), "solved": "PARTLY"}
    (elsewhere,) = await town.dispatches(other)
    wrong: list[tuple[Json, str]] = [
        ({"lines": [{"dispatch": global_id(elsewhere), "satisfied": "FAIR"}]}, "lines"),
        ({"openParts": [global_id(await town.part(other))]}, "openParts"),
        ({"reasons": ["NO_SUCH"]}, "reasons"),
        ({"text": "好" * 501}, "text"),
    ]
    for more, field in wrong:
        answer = await refused(town, resident, "evaluateNeed", **verdict, **more)
        assert [fault["field"] for fault in answer["fields"]] == [field]


@on_sqlite_only
async def test_nobody_but_staff_writes_down_what_others_said(town: Town, signed_in: SignedIn) -> None:
    resident = await signed_in(town.resident)
    need: Json = {"need": global_id(await town.need(NeedStatus.DONE))}
    spoken = {"channel": "PHONE", "person": person_id(town.neighbour)}
    steps: dict[str, Json] = {
        "commentNeed": {"text": "好"},
        "withdrawNeed": {},
        "reopenNeed": {"reasonText": "又坏了"},
        "evaluateNeed": {"solved": "YES"},
    }
    for name, more in steps.items():
        answer = await refused(town, resident, name, **need, **more, onBehalf=spoken)
        assert answer["__typename"] == "NotAllowed", name


@on_sqlite_only
async def test_texts_too_long_are_refused_by_name_before_a_database_cuts_or_keeps_them(
    town: Town, signed_in: SignedIn, clock: HandClock
) -> None:
    staff = await signed_in(town.staff)
    need = await town.need(NeedStatus.ACCEPTED)
    one: Json = {"need": global_id(need)}
    later = (clock() + timedelta(days=1)).isoformat()
    for name, given, field in (
        ("editNeed", {**one, "version": need.version, "summary": "好" * 121}, "summary"),
        ("editNeed", {**one, "version": need.version, "contact": {"phone": "1" * 25}}, "contactPhone"),
        ("publishNeed", {**one, "title": "好" * 121, "text": "好"}, "publicTitle"),
        ("noteNeed", {**one, "text": "好" * 1001}, "text"),
        ("holdNeed", {**one, "reasonText": "好" * 501, "until": later}, "reasonText"),
        ("transferNeed", {**one, "to": "好" * 501, "reasonText": "好"}, "nextStep"),
        ("sendDispatch", {"part": global_id(await town.part(need)), "partner": global_id(town.shop)}, "message"),
    ):
        more = {"message": "好" * 501} if field == "message" else {}
        answer = await refused(town, staff, name, **given, **more)
        assert [fault["field"] for fault in answer["fields"]] == [field], name
