import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.homophones import HomophoneReader, sound

PHRASES = ("水龙头", "热水器", "下水道", "养老院", "电工", "休身养性")
READER = HomophoneReader().fit(PHRASES)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("水笼头坏了", "水龙头坏了"),
        ("家里热水气不热,水龙投也漏", "家里热水器不热,水龙头也漏"),
        ("下水到堵了", "下水道堵了"),
    ],
)
def test_what_sounds_like_a_phrase_is_written_as_it(typed: str, meant: str) -> None:
    assert READER.mended(typed) == meant


@pytest.mark.parametrize("typed", ["水龙头坏了", "店公来了", "谁聋投", "养老员", "", "水", "wifi 水", "修身养性"])
def test_what_is_right_short_or_too_far_from_it_stays(typed: str) -> None:
    reader = HomophoneReader().fit((*PHRASES, "养老员", "修身养性"))
    assert reader.mended(typed) == typed


def test_of_phrases_that_sound_alike_none_is_guessed() -> None:
    assert HomophoneReader().fit(("水龙头", "水笼头")).mended("水隆头") == "水隆头"


@given(st.text(alphabet="水笼龙头热器气下到道堵,a ", max_size=30))
def test_reading_again_changes_nothing_and_sounds_stay(text: str) -> None:
    meant = READER.mended(text)
    assert READER.mended(meant) == meant
    assert list(map(sound, meant)) == list(map(sound, text))
