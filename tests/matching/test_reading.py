"""What a text is taken for."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import (
    DangerPattern,
    RaisedNeed,
    copies_of,
    guess_nature,
    near_copies,
    normalise,
    read_dangers,
    recognise_offer,
    similar_needs,
    suggest_categories,
)
from tests.matching.makers import VOCABULARY, need, resource


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("電動車充電", "电动车充电"),
        ("ＡＢＣ　１２３", "abc 123"),
        ("三十七户", "37户"),
        ("两百零五人", "205人"),
        ("一万二千元三十块", "12000元30块"),
        ("一起去", "一起去"),
        ("", ""),
    ],
)
def test_texts_are_folded(raw: str, plain: str) -> None:
    assert normalise(raw) == plain


def test_folding_twice_changes_nothing() -> None:
    once = normalise("電動車 三十七户 ＡＢ")
    assert normalise(once) == once


def test_an_offer_in_the_need_form_is_recognised() -> None:
    assert recognise_offer("我退休了有空,愿意帮邻居修灯") > 0.5
    assert recognise_offer("屋里跳闸了,哪个能帮我看看") < 0.5


def test_dangers_are_read_in_order() -> None:
    patterns = [DangerPattern("煤气味", "关阀、开窗"), DangerPattern("着火", "打119")]
    assert [danger.show for danger in read_dangers("楼下着火,还有煤氣味", patterns)] == ["关阀、开窗", "打119"]


@pytest.mark.parametrize(
    ("text", "nature"),
    [
        ("物业态度恶劣,我要投诉", "COMPLAINT"),
        ("建议社区在门口加装一盏灯", "SUGGESTION"),
        ("请问居住证在哪点办", "QUESTION"),
        ("家里灯不亮", "HELP"),
    ],
)
def test_a_nature_is_suggested(text: str, nature: str) -> None:
    assert guess_nature(text).nature == nature


def test_leaves_are_suggested_with_probabilities() -> None:
    found = suggest_categories("家里跳闸灯不亮", VOCABULARY, 2)
    assert found[0].code == "HOME_ELECTRIC"
    assert 0.5 < found[0].probability <= 1
    assert suggest_categories("", VOCABULARY, 2) == ()


def relations(asked: RaisedNeed, *others: RaisedNeed) -> dict[str, str]:
    return {found.key: found.relation for found in similar_needs(asked, others, 9)}


def raised(key: str, text: str, *, asker: str = "", went_wrong: bool = False, **given: Any) -> RaisedNeed:
    return RaisedNeed(need(key, text, categories=("HOME_ELECTRIC",), **given), asker, went_wrong)


def test_similar_needs_are_told_apart() -> None:
    others = [
        raised("same", "三楼楼道灯不亮了"),
        raised("neighbour", "二单元的楼道灯也不亮"),
        raised("elsewhere", "巷子里的楼道灯坏了两个月", region_path="CD01"),
        RaisedNeed(need("other", "想理发")),
    ]
    found = similar_needs(raised("asked", "三楼楼道灯不亮"), others, 5)
    assert [(one.key, one.relation) for one in found] == [
        ("same", "DUPLICATE"),
        ("neighbour", "ME_TOO"),
        ("elsewhere", "RELATED"),
    ]


def test_the_same_door_written_otherwise_is_the_same_place_and_another_door_is_not() -> None:
    asked = raised("asked", "三栋二单元楼道灯不亮")
    found = relations(
        asked,
        raised("dashed", "3-2 楼道灯不亮"),
        raised("other words", "3幢2單元樓道燈不亮"),
        raised("next door", "5栋2单元楼道灯不亮"),
    )
    assert found == {"dashed": "DUPLICATE", "other words": "DUPLICATE", "next door": "ME_TOO"}


@pytest.mark.parametrize(
    ("asked", "before", "relation"),
    [
        (raised("a", "3栋楼道灯还是没修好"), raised("b", "3栋楼道灯不亮"), "ESCALATION"),
        (raised("a", "3栋楼道灯还是没修好"), raised("b", "5栋楼道灯不亮"), "ME_TOO"),
        (raised("a", "3栋楼道灯不亮", urgency="P1"), raised("b", "3栋楼道灯不亮"), "ESCALATION"),
        (raised("a", "3栋楼道灯不亮", urgency="P4"), raised("b", "3栋楼道灯不亮"), "DUPLICATE"),
        (raised("a", "3栋楼道灯不亮", nature="COMPLAINT"), raised("b", "3栋楼道灯不亮"), "ESCALATION"),
        (raised("a", "3栋楼道灯不亮"), raised("b", "3栋楼道灯不亮", went_wrong=True), "ESCALATION"),
        (raised("a", "家里又停电了", asker="1"), raised("b", "请人看看跳闸停电", asker="1"), "ESCALATION"),
        (raised("a", "家里又停电了", asker="1"), raised("b", "请人看看跳闸停电", asker="2"), "ME_TOO"),
        (raised("a", "家里停电了", asker="1"), raised("b", "请人看看跳闸停电", asker="1"), "ME_TOO"),
    ],
)
def test_the_same_matter_raised_again_is_an_escalation(asked: RaisedNeed, before: RaisedNeed, relation: str) -> None:
    assert relations(asked, before) == {"b": relation}


def test_a_resource_entered_twice_is_found() -> None:
    once, again = resource("a"), resource("b", "电工上门修跳闸,换灯泡")
    assert [(copy.key, copy.other_key) for copy in near_copies([once, again, resource("c", "理发")])] == [("a", "b")]


def test_a_copy_is_told_from_what_others_offer_and_from_other_things_of_the_same_partner() -> None:
    offered = resource("a", "电工上门修跳闸,换灯泡", partner_name="明灯店(盘龙)")
    others = [
        resource("b", "电工上门修跳闸、换灯泡", partner_name="明灯店 盘龙"),
        resource("c", "电工上门修跳闸,换灯泡", partner_name="电工志愿队"),
        resource("d", "免费理发", partner_name="明灯店(盘龙)"),
        resource("e", "电工上门修跳闸,换灯泡", partner_name="明灯店(盘龙)", kind="VENUE"),
    ]
    assert [copy.other_key for copy in copies_of(offered, [offered, *others])] == ["b"]


@given(
    st.lists(
        st.tuples(st.sampled_from("甲乙"), st.sampled_from(("理发", "上门理发", "修灯")), st.booleans()), max_size=6
    )
)
def test_pairs_found_in_groups_are_those_found_one_by_one(offers: list[tuple[str, str, bool]]) -> None:
    every = [
        resource(str(number), text, partner_name=name, kind="SERVICE" if service else "VENUE")
        for number, (name, text, service) in enumerate(offers)
    ]
    slow = {(one.key, copy.other_key) for one in every for copy in copies_of(one, every) if one.key < copy.other_key}
    assert {(copy.key, copy.other_key) for copy in near_copies(every)} == slow
