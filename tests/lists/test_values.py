"""Dates, quantities, phones, hours, names and places as people write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.lists.dates import Calendar, ImpossibleDateError, read_date, read_span
from resolvers.lists.hours import read_hours
from resolvers.lists.labels import said_hours
from resolvers.lists.naming import is_department, is_market_body, partner_kind, read_asker
from resolvers.lists.phones import is_mobile, read_phones
from resolvers.lists.places import read_address
from resolvers.lists.quantities import count_in_text, read_quantities
from resolvers.lists.sheet import Cell
from resolvers.lists.words import guess_kind, is_remote, read_kind, read_nature, read_partner_kind
from resolvers.resource_drafts import OpenHours
from storage.codes import Kind, Nature, PartnerKind, Unit

TODAY = date(2026, 3, 2)
AHEAD = Calendar(TODAY)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024.9.16", date(2024, 9, 16)),
        ("2024-09-16", date(2024, 9, 16)),
        ("2024年9月16日", date(2024, 9, 16)),
        ("2024/9/16 10:30", date(2024, 9, 16)),
        ("２０２４．９．１６", date(2024, 9, 16)),
        ("20240916", date(2024, 9, 16)),
        (20240916, date(2024, 9, 16)),
        (45551, date(2024, 9, 16)),
        (date(2024, 9, 16), date(2024, 9, 16)),
        (datetime.fromisoformat("2024-09-16T10:00"), date(2024, 9, 16)),
        ("9月16日", date(2026, 9, 16)),
        ("9月16日前", date(2026, 9, 16)),
        ("2月20日", date(2026, 2, 20)),
        ("12月1日", date(2026, 12, 1)),
        ("2月29日", date(2028, 2, 29)),
        ("2024年2月", date(2024, 2, 29)),
        ("9月16日-9月20日", date(2026, 9, 20)),
        ("12月28日至1月3日", date(2027, 1, 3)),
        ("2026.3.1-2026.3.9", date(2026, 3, 9)),
        ("尽快", None),
        ("每周三下午", None),
        (3.5, None),
        (None, None),
    ],
)
def test_dates(cell: Cell, day: date | None) -> None:
    assert read_date(cell, AHEAD) == day


def test_dates_without_a_year_take_that_of_the_list() -> None:
    assert read_date("9月16日", Calendar(TODAY, 2024)) == date(2024, 9, 16)


def test_what_has_happened_lies_behind() -> None:
    assert read_date("9月16日", Calendar(TODAY, looks_ahead=False)) == date(2025, 9, 16)


@pytest.mark.parametrize("text", ["2024.2.30", "2024年13月1日", "2月30日", 20241301])
def test_impossible_dates_are_told_from_other_words(text: Cell) -> None:
    with pytest.raises(ImpossibleDateError):
        read_date(text, AHEAD)


@given(
    st.dates(date(2010, 1, 1), date(2039, 12, 31)),
    st.sampled_from(["%Y.%m.%d", "%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d"]),
)
def test_every_full_date_is_read_back(day: date, form: str) -> None:
    span = read_span(day.strftime(form), AHEAD)
    assert span is not None
    assert (span.first, span.last) == (day, day)


@pytest.mark.parametrize(
    ("cell", "amounts"),
    [
        ("×200", [(200, Unit.PIECE)]),
        ("3名", [(3, Unit.PERSON)]),
        ("2000元", [(200_000, Unit.YUAN)]),
        ("2.5万元", [(2_500_000, Unit.YUAN)]),
        ("三十七户", [(37, Unit.TIME)]),
        ("两小时", [(2, Unit.HOUR)]),
        ("十二人", [(12, Unit.PERSON)]),
        ("1,200只", [(1200, Unit.PIECE)]),
        ("100㎡", [(100, Unit.SQUARE_METRE)]),
        ("场地1处,300平方米", [(1, Unit.PLACE), (300, Unit.SQUARE_METRE)]),
        ("口罩×200; 手套×50", [(200, Unit.PIECE), (50, Unit.PIECE)]),
        (3, [(3, None)]),
        ("5", [(5, None)]),
        ("0", []),
        (99_999_999_999, []),
        ("若干", []),
        ("2024年9月16日", []),
        ("max 5", []),
    ],
)
def test_quantities(cell: Cell, amounts: list[tuple[int, Unit | None]]) -> None:
    assert [(quantity.amount, quantity.unit) for quantity in read_quantities(cell)] == amounts


@pytest.mark.parametrize("text", ["一个人住,牛奶两天没拿", "三楼的老倌", "60岁", "2019年4月", "长" * 80 + "3名"])
def test_stories_count_nothing(text: str) -> None:
    assert count_in_text(text) == ()


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("138 8888 0000", ("13888880000",)),
        ("+86 138-8888-0000", ("13888880000",)),
        (13888880000, ("13888880000",)),
        ("１３８８８８８００００", ("13888880000",)),
        ("0871-6312 0000转8", ("087163120000-8",)),
        ("(0871)63120000", ("087163120000",)),
        ("13888880000、13999990000", ("13888880000", "13999990000")),
        ("张三13888880000", ("13888880000",)),
        ("12345", ("12345",)),
        ("无", ()),
        ("530102199901011234", ()),
        (None, ()),
    ],
)
def test_phones(cell: Cell, phones: tuple[str, ...]) -> None:
    assert read_phones(cell) == phones


def test_mobiles_are_told_from_landlines() -> None:
    assert [is_mobile(phone) for phone in ("13888880000", "087163120000", "12345")] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("周一至周五 9:00-11:30,14:00-17:00", "周一至周五 9:00-11:30,14:00-17:00"),
        ("周一到周五9点到17点;周六9:00-12:00", "周一至周五 9:00-17:00；周六 9:00-12:00"),
        ("周一、三、五 14:00-16:00", "周一 14:00-16:00；周三 14:00-16:00；周五 14:00-16:00"),
        ("工作日上午", "周一至周五 9:00-12:00"),
        ("周末全天", "周六至周日 9:00-18:00"),
        ("每天8：00—20：00", "周一至周日 8:00-20:00"),
        ("24小时", "周一至周日 0:00-24:00"),
        ("周二 18:00-9:00", ""),
        ("每天 8:00-25:00", ""),
        ("电话预约", ""),
        ("周一至周五", ""),
    ],
)
def test_hours(text: str, said: str) -> None:
    assert said_hours(read_hours(text)) == said


spans = st.tuples(st.integers(0, 23), st.integers(1, 24)).filter(lambda span: span[0] < span[1])


@given(st.dictionaries(st.integers(0, 6), spans, min_size=1))
def test_hours_we_write_are_read_back(week: dict[int, tuple[int, int]]) -> None:
    hours = tuple(OpenHours(day, opens * 60, closes * 60) for day, (opens, closes) in sorted(week.items()))
    assert read_hours(said_hours(hours)) == hours


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("区民政局", PartnerKind.UNIT),
        ("疫情防控领导小组办公室", PartnerKind.UNIT),
        ("春晖物业服务有限公司", PartnerKind.UNIT),
        ("银龄志愿队", PartnerKind.GROUP),
        ("盘龙区助老协会", PartnerKind.SOCIAL_ORGANIZATION),
        ("李师傅", PartnerKind.VOLUNTEER),
        ("王秀英", PartnerKind.VOLUNTEER),
        ("白塔小学", PartnerKind.UNIT),
        ("CentroNia", PartnerKind.UNIT),
    ],
)
def test_kinds_of_partners_by_name(name: str, kind: PartnerKind) -> None:
    assert partner_kind(name) is kind


def test_departments_and_market_bodies() -> None:
    assert [is_department(name) for name in ("区民政局", "区委办", "白塔小学")] == [True, True, False]
    assert [is_market_body(name) for name in ("春晖超市", "区市场监管局", "白塔小学")] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "asker"),
    [
        ("群众", "RESIDENT"),
        ("居民", "RESIDENT"),
        ("社区", "COMMUNITY"),
        ("白塔社区", "COMMUNITY"),
        ("成员单位", "UNIT"),
        ("李秀英", "NAMED_PERSON"),
        ("白塔小学", "NAMED_PARTNER"),
    ],
)
def test_who_asks(text: str, asker: str) -> None:
    assert read_asker(text) == asker


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("云南省昆明市盘龙区青云街道金沙社区12号", ["昆明市", "盘龙区", "青云街道", "金沙社区"]),
        ("四川省成都市彭州市工业开发区西河东路39号", ["成都市", "彭州市"]),
        ("恩施土家族苗族自治州来凤县翔凤镇", ["恩施土家族苗族自治州", "来凤县", "翔凤镇"]),
        ("北京市朝阳区", ["北京市", "朝阳区"]),
        ("春晖小区3栋2单元", []),
    ],
)
def test_addresses(address: str, names: list[str]) -> None:
    assert [step.name for step in read_address(address)] == names


def test_words_for_closed_lists() -> None:
    assert [read_kind(word) for word in ("场地", "travel_hotel", "物资", "人才技能", "其他")] == [
        Kind.VENUE,
        Kind.VENUE,
        Kind.GOODS,
        Kind.SKILL,
        None,
    ]
    assert [read_nature(word) for word in ("投诉举报", "咨询", "意见建议", "求助", "?")] == [
        Nature.COMPLAINT,
        Nature.QUESTION,
        Nature.SUGGESTION,
        Nature.HELP,
        None,
    ]
    assert [read_partner_kind(word) for word in ("社会组织", "能人", "志愿队", "?")] == [
        PartnerKind.SOCIAL_ORGANIZATION,
        PartnerKind.VOLUNTEER,
        PartnerKind.GROUP,
        None,
    ]


def test_kinds_are_guessed_from_what_is_offered() -> None:
    assert guess_kind("三楼会议室可借用") is Kind.VENUE
    assert guess_kind("帮扶", Unit.YUAN) is Kind.FUND
    assert guess_kind("上门理发") is Kind.SERVICE
    assert guess_kind("转学", otherwise=Kind.POLICY) is Kind.POLICY


def test_only_what_needs_no_hands_is_given_at_a_distance() -> None:
    assert is_remote(Kind.SKILL, "心理援助热线")
    assert not is_remote(Kind.VENUE, "会议室,公众号预约")
