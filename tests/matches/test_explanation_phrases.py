"""Sentences that explain a ranking: both languages say the same things, about every change and every rule."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from matching import Change, Lag, Loosening, NearMiss, Window
from matching.changes import KINDS
from matching.loosening import RULES as LOOSENED
from schema.phrases import explanation_en, explanation_zh_cn, match_zh_cn
from schema.phrases.explanations import ExplanationPhrases, explanation_phrases_in
from storage.codes import Unit
from storage.vocabulary import shipped_vocabulary

CHINESE, ENGLISH = explanation_phrases_in("zh-CN"), explanation_phrases_in("en")
QUALIFICATIONS = shipped_vocabulary().qualifications
SATURDAY = datetime(2026, 3, 7, 1, tzinfo=UTC)
MORNING = Window(SATURDAY, SATURDAY + timedelta(hours=3))
WEEKEND = Window(SATURDAY, SATURDAY + timedelta(days=1, hours=3))
BLANKS = re.compile(r"{(\w+)}")

languages = pytest.mark.parametrize("phrases", [CHINESE, ENGLISH], ids=["zh", "en"])


def change(kind: str, after: float = 2.0, unit: str = "DAY", when: Window | None = None, subject: str = "") -> Change:
    return Change(kind, 0.0, after, after, unit, when, subject)


def test_both_languages_have_the_same_entries_with_the_same_blanks() -> None:
    tables = [name for name in vars(explanation_zh_cn) if name.isupper()]
    assert tables == [name for name in vars(explanation_en) if name.isupper()]
    for name in tables:
        chinese, english = getattr(explanation_zh_cn, name), getattr(explanation_en, name)
        if isinstance(chinese, dict):
            assert list(chinese) == list(english)
            assert {key: set(BLANKS.findall(text)) for key, text in chinese.items()} == {
                key: set(BLANKS.findall(text)) for key, text in english.items()
            }


@languages
def test_every_change_every_loosening_and_every_rule_has_a_sentence(phrases: ExplanationPhrases) -> None:
    for kind in KINDS:
        for when in (None, MORNING, WEEKEND):
            assert "{" not in phrases.change(change(kind, when=when), QUALIFICATIONS)
    for rule in LOOSENED:
        assert "7" in phrases.loosening(Loosening(rule, 2.0, "", tuple("abcdefg")))
    for rule in {*match_zh_cn.RULES, "NEW_RULE"}:
        assert phrases.remedy(NearMiss("key", rule, 3.0, 7.0, "DAY", 0.0))


def test_what_would_put_a_resource_first_is_said_in_one_sentence() -> None:
    free = change("FREE", unit="HOUR", when=MORNING)
    fewer = change("LOAD", unit="DISPATCH")
    assert CHINESE.first([free], QUALIFICATIONS) == "3月7日周六上午有空则排第一"
    assert CHINESE.first([free, fewer], QUALIFICATIONS) == "3月7日周六上午有空、手上少2件在办则排第一"
    assert ENGLISH.first([free], QUALIFICATIONS) == "Would come first: free Saturday 7/3 morning"


@pytest.mark.parametrize(
    ("one", "chinese"),
    [
        (change("FREE", when=WEEKEND), "约的时间都有空"),
        (change("MOVED", when=MORNING), "改到3月7日周六上午"),
        (change("STOCK", 12.0, Unit.PIECE), "现有的再添12件"),
        (change("STOCK", 25_000.0, Unit.YUAN), "现有的再添250元"),
        (change("RADIUS", 1_500.0, "METRE"), "服务半径放宽到1.5公里"),
        (change("RADIUS", 500.0, "METRE"), "服务半径放宽到500米"),
        (change("QUALIFICATION", 1.0, "FLAG", subject="FOOD_LICENCE"), "取得并登记食品经营许可"),
    ],
)
def test_changes_are_said_as_people_agree_on_them(one: Change, chinese: str) -> None:
    assert CHINESE.change(one, QUALIFICATIONS) == chinese


def test_what_lies_behind_is_named_in_one_or_two_words_and_texts_are_one_thing() -> None:
    texts = [Lag("words", 1.0), Lag("likeness", 0.9), Lag("distance", 0.2), Lag("rest", -0.1)]
    assert CHINESE.behind(texts) == "比第一名少2.00分，主要差在文字说明"
    mixed = [Lag("category", 3.0), Lag("distance", 1.2)]
    assert CHINESE.behind(mixed) == "比第一名少4.20分，主要差在类别、距离"
    assert ENGLISH.behind(mixed) == "4.20 points behind the first, mostly by Category, Distance"
    assert CHINESE.behind([Lag("category", 0.0)]) == "比第一名少0.00分，主要差在类别"


def test_loosenings_say_how_far_and_how_many_more() -> None:
    seven = tuple("abcdefg")
    assert CHINESE.loosening(Loosening("RADIUS", 3_000.0, "METRE", seven)) == "服务半径放宽到3公里：多7家"
    assert CHINESE.loosening(Loosening("TIME", 1.0, "DAY", seven, MORNING)) == "时间前后放宽一天：多7家"
    assert CHINESE.loosening(Loosening("TIME", 1.0, "WEEK", seven, WEEKEND)) == "那一周哪天都行：多7家"
    assert ENGLISH.loosening(Loosening("RADIUS", 3_000.0, "METRE", seven)) == "Radius widened to 3 km: 7 more"


def test_a_remedy_names_the_radius_that_would_do() -> None:
    miss = NearMiss("key", "RADIUS", 1_840.0, 1_000.0, "METRE", 0.0)
    assert CHINESE.remedy(miss) == "可与对方商量，把服务半径放宽到2公里"
