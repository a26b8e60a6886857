"""What texts say for a pair."""

import pytest

from matching import Category, CategoryReader, Vocabulary, normalise
from matching.ideas import IdeaReader
from matching.negation import without_refused
from matching.signals import SIGNALS, TextSignals
from matching.spelling import corrected

IDEAS = {"food": ("meal", "meals", "pantry"), "law": ("lawyer", "legal")}
TEXTS = [
    "food pantry for seniors",
    "legal clinic with a lawyer",
    "hot meals delivered",
    "电工上门修跳闸",
    "公益律师值班",
]


def signals() -> TextSignals:
    return TextSignals(Vocabulary(ideas=IDEAS)).fit(TEXTS)


def test_every_signal_lies_between_nothing_and_everything() -> None:
    fitted = signals()
    for text in ("need a lawyer", "跳闸", "", "🙂"):
        found = fitted.compare(fitted.asked(text), fitted.encode(TEXTS))
        assert tuple(found) == SIGNALS
        for values in found.values():
            assert ((values >= 0) & (values <= 1 + 1e-9)).all()


def test_a_text_is_all_of_itself() -> None:
    fitted = signals()
    found = fitted.compare("legal clinic with a lawyer", fitted.encode(["legal clinic with a lawyer"]))
    for code in ("likeness", "piece_likeness", "idea_likeness", "covered", "explained"):
        assert found[code][0] == pytest.approx(1.0), code


def test_texts_without_a_shared_word_meet_in_an_idea() -> None:
    fitted = signals()
    ideas = fitted.compare("lunch meal", fitted.encode(TEXTS))["ideas"]
    assert ideas[0] > 0
    assert ideas[0] == ideas[2] == ideas.max()
    assert ideas[1] == 0


def test_the_words_of_like_texts_are_lent() -> None:
    fitted = signals()
    assert fitted.compare("pantry", fitted.encode(["help for seniors"]))["context"][0] > 0


def test_ideas_are_named_once_per_word() -> None:
    assert IdeaReader(IDEAS).terms("two meals and a pantry") == ["food", "food"]


@pytest.mark.parametrize(
    ("text", "mended"),
    [("detoxificatn now", "detoxification now"), ("zzzzzz", "zzzzzz"), ("these doors", "these doors")],
)
def test_a_word_nobody_else_uses_is_mended(text: str, mended: str) -> None:
    assert corrected(text, {"door"}, ["detoxification"]) == mended


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("不用送饭,就想有人陪我坐坐", ",就想有人陪我坐坐"),
        ("用不用带身份证", "用不用带身份证"),
        ("灯不亮", "灯不亮"),
        ("我不需要钱。要人", "我。要人"),
    ],
)
def test_what_is_refused_is_left_out(text: str, asked: str) -> None:
    assert without_refused(normalise(text)) == normalise(asked)


def reader() -> CategoryReader:
    stairs = Category("LIGHT", "ESTATE", "楼道照明", "Stairs", "小区", "Estate", ("楼道灯不亮",), ("声控灯",))
    bulbs = Category("BULB", "HOME", "家里电路", "Wiring", "家政", "Household", ("灯不亮", "跳闸"), ("电工",))
    return CategoryReader(Vocabulary((stairs, bulbs))).fit()


def test_the_longest_phrase_wins() -> None:
    found = dict(zip(reader().codes_, reader().distribution("楼道灯不亮"), strict=True))
    assert found["LIGHT"] > 0.5
    assert found["BULB"] == 0


def test_a_phrase_of_the_other_side_counts_less() -> None:
    bulb = reader().column_["BULB"]
    assert reader().distribution("电工", offers=True)[bulb] > reader().distribution("电工")[bulb] > 0


def test_a_text_may_speak_of_two_leaves() -> None:
    assert (reader().distribution("楼道灯不亮,屋里跳闸") > 0.1).all()
