"""What a text is taken for."""

import pytest

from matching import (
    DangerPattern,
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


def test_similar_needs_are_told_apart() -> None:
    asked = need("asked", "三楼楼道灯不亮", categories=("HOME_ELECTRIC",))
    others = [
        need("same", "三楼楼道灯不亮了", categories=("HOME_ELECTRIC",)),
        need("neighbour", "二单元的楼道灯也不亮", categories=("HOME_ELECTRIC",)),
        need("elsewhere", "巷子里的楼道灯坏了两个月", region_path="CD01", categories=("HOME_ELECTRIC",)),
        need("other", "想理发"),
    ]
    assert [(found.key, found.relation) for found in similar_needs(asked, others, 5)] == [
        ("same", "DUPLICATE"),
        ("neighbour", "ME_TOO"),
        ("elsewhere", "RELATED"),
    ]


def test_a_resource_entered_twice_is_found() -> None:
    once, again = resource("a"), resource("b", "电工上门修跳闸,换灯泡")
    assert [(copy.key, copy.other_key) for copy in near_copies([once, again, resource("c", "理发")])] == [("a", "b")]
