"""Which column holds what."""

import pytest

from resolvers.lists.heads import HeadTable, How
from storage.vocabulary import shipped_vocabulary
from storage.vocabulary_records import OfficialList

LISTS = shipped_vocabulary().lists


def fields(official: OfficialList, *heads: str) -> list[str | None]:
    return [column.field for column in HeadTable(LISTS[official]).map(heads)]


@pytest.mark.parametrize("official", [OfficialList.NEEDS, OfficialList.RESOURCES])
def test_official_heads_are_known_in_both_languages(official: OfficialList) -> None:
    columns = [column for column in LISTS[official].columns if not column.drop]
    expected = [column.field for column in columns]
    assert fields(official, *(column.zh for column in columns)) == expected
    assert fields(official, *(column.en for column in columns)) == expected


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("诉求内容", "text"),
        ("问题描述", "text"),
        ("服务需求", "text"),
        ("*需求内容（必填）：", "text"),
        ("需 求 内 容", "text"),
        ("居民姓名", "contact_name"),
        ("户主姓名", "contact_name"),
        ("手机号码", "contact_phone"),
        ("联系人电话", "contact_phone"),
        ("聯繫電話", "contact_phone"),
        ("家庭住址", "address"),
        ("楼栋门牌", "address"),
        ("items", "text"),
        ("detail", "text"),
        ("Title", "title"),
        ("id", "number"),
        ("所属网格/小区", "region"),
        ("网格", "GRID"),
        ("小区", "COMPOUND"),
        ("province", "PROVINCE"),
        ("年龄", None),
        ("split", None),
        ("unix_time", None),
    ],
)
def test_other_spellings_of_needs(head: str, field: str | None) -> None:
    assert fields(OfficialList.NEEDS, head) == [field]


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("报送单位", "partner"),
        ("共建单位", "partner"),
        ("驻区单位", "partner"),
        ("责任单位", "partner"),
        ("department", "partner"),
        ("name", "partner"),
        ("offer_text", "text"),
        ("资源种类", "kind"),
        ("可用时间", "hours"),
        ("type", "kind"),
        ("item_name", "title"),
    ],
)
def test_other_spellings_of_resources(head: str, field: str) -> None:
    assert fields(OfficialList.RESOURCES, head) == [field]


def test_a_phone_is_never_taken_for_a_name() -> None:
    columns = HeadTable(LISTS[OfficialList.NEEDS]).map(["手机号码", "姓名"])
    assert [(column.field, column.how) for column in columns] == [
        ("contact_phone", How.ALIKE),
        ("contact_name", How.KNOWN),
    ]


@pytest.mark.parametrize("head", ["身份证号", "身份证", "联系人身份证号码", "证件号码", "公民身份号码", "id_card"])
def test_identity_numbers_are_dropped(head: str) -> None:
    assert HeadTable(LISTS[OfficialList.NEEDS]).map([head])[0].how is How.DROPPED


def test_a_head_that_is_only_alike_leaves_a_known_one_alone() -> None:
    assert fields(OfficialList.NEEDS, "姓名", "户主姓名") == ["contact_name", None]


def test_a_plain_name_gives_way_to_the_unit() -> None:
    assert fields(OfficialList.RESOURCES, "name", "agency", "description") == ["title", "partner", "text"]
    assert fields(OfficialList.RESOURCES, "name", "title", "agency") == [None, "title", "partner"]
    assert fields(OfficialList.RESOURCES, "name", "offer_text") == ["partner", "text"]


def test_what_is_taken_by_likeness_says_how_alike() -> None:
    known, alike = HeadTable(LISTS[OfficialList.RESOURCES]).map(["资源类型", "服务时长"])
    assert (known.likeness, alike.how, alike.likeness) == (100, How.ALIKE, 75)
