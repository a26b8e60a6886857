"""Chinese typed in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from matching import normalise
from matching.pinyin import fitted_pinyin, unspelled
from resolvers.records.vocabulary import matching_vocabulary
from storage.vocabulary import shipped_vocabulary

WORDS = matching_vocabulary(shipped_vocabulary())
READER = fitted_pinyin(WORDS)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("diangong", "电工"),
        ("dian gong", "电工"),
        ("DianGong", "电工"),
        ("厨房loushui", "厨房漏水"),
        ("jia li de deng bu liang", "家里灯不亮"),
        ("tuoguan haizi", "托管孩子"),
        ("need peizhen", "need 陪诊"),
        ("nn 下不了楼", "奶奶 下不了楼"),
        ("xzd", "洗澡凳"),
    ],
)
def test_pinyin_is_read_as_the_phrases_it_spells(typed: str, read: str) -> None:
    assert unspelled(normalise(typed), WORDS) == read


@pytest.mark.parametrize(
    "typed",
    [
        "dg",
        "wifi 坏了",
        "i can fix a fan, please call me",
        "damage to the long wall",
        "wang xiaoming",
        "a座3-2",
        "app不会用",
        "ngo needs xzd",
        "xzd2",
        "",
    ],
)
def test_english_names_codes_and_what_may_mean_several_things_stay(typed: str) -> None:
    assert unspelled(typed, WORDS) == typed


@given(st.text("家里灯不亮三栋 ,。0123456789", max_size=30))
def test_a_text_without_latin_letters_stays(text: str) -> None:
    assert unspelled(text, WORDS) == text


@given(st.lists(st.sampled_from(sorted(READER.spelled_)), min_size=1, max_size=4), st.sampled_from(("", " ", "'")))
def test_phrases_typed_one_after_the_other_are_read_and_reading_again_changes_nothing(
    letters: list[str], between: str
) -> None:
    read = unspelled(between.join(letters), WORDS)
    assert "".join(lazy_pinyin(read)) == "".join(letters)
    assert unspelled(read, WORDS) == read


def test_every_abbreviation_stands_for_phrases_of_one_leaf() -> None:
    for initials, phrase in READER.initials_.items():
        assert "".join(syllable[0] for syllable in lazy_pinyin(phrase)) == initials
