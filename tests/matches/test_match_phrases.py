"""Sentences of matches: both languages say the same things, and nobody reads what is not for them."""

import re
from datetime import UTC, datetime, timedelta
from math import inf
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Match, NearMiss, Part, Window
from matching.settings import AUDIENCES
from resolvers.matches.shown import Audience
from schema.phrases import match_en, match_zh_cn
from schema.phrases.matches import FACTS, MatchPhrases, Telling, match_phrases_in
from storage.codes import Kind, Serves, Travel
from storage.tables import ResourceRow
from storage.vocabulary import shipped_vocabulary

CHINESE, ENGLISH = match_phrases_in("zh-CN"), match_phrases_in("en")
EVERYBODY = frozenset({"STAFF", "PARTNER", "ASKER"})
MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
RULES = "NATURE KIND REGION RADIUS CAPACITY NOTICE WINDOW AGE GROUP MEMBERS PAUSED STALE BARRED RETURNED QUALIFICATION"

languages = pytest.mark.parametrize("phrases", [CHINESE, ENGLISH], ids=["zh", "en"])
parts = st.builds(
    Part,
    st.sampled_from(sorted({*AUDIENCES, "manner", "something_new"})),
    st.floats(0, 1e6) | st.just(inf),
    st.sampled_from(["SHARE", "KM", "LEVEL", "HOUR", "DAY", "DISPATCH", "FLAG", "TIE"]),
    st.floats(-9, 9),
    st.sets(st.sampled_from(sorted(EVERYBODY))).map(frozenset),
)


def resource(**given: object) -> ResourceRow:
    values = {
        "kind": Kind.SERVICE,
        "travel": Travel.RESIDENT_COMES,
        "serves": Serves.REGIONS,
        "asks_in_return": "请帮忙{宣传}",
    }
    return ResourceRow(**{**values, **given})


def telling(audience: Audience, wished: Window | None = None, **given: object) -> Telling:
    return Telling(audience, resource(**given), wished)


def part(code: str, value: float, unit: str = "SHARE", points: float = 1.0) -> Part:
    return Part(code, value, unit, points, EVERYBODY)


def entries(words: ModuleType) -> dict[str, object]:
    return {
        name: {key: len(bands) if isinstance(bands, tuple) else None for key, bands in value.items()}
        if isinstance(value, dict)
        else type(value)
        for name, value in vars(words).items()
        if name.isupper()
    }


def test_both_languages_have_the_same_entries() -> None:
    assert entries(match_zh_cn) == entries(match_en)
    for audience in Audience:
        chinese, english = getattr(match_zh_cn, audience), getattr(match_en, audience)
        for code, bands in chinese.items():
            assert [least for least, _ in bands] == [least for least, _ in english[code]]
            fields = [re.findall(r"{(\w+)}", sentence) for _, sentence in bands]
            assert fields == [re.findall(r"{(\w+)}", sentence) for _, sentence in english[code]]


def test_every_part_and_every_rule_of_matching_is_named() -> None:
    assert set(AUDIENCES) <= set(match_zh_cn.LABELS)
    assert set(AUDIENCES) <= set(match_zh_cn.STAFF)
    assert set(RULES.split()) <= set(match_zh_cn.RULES)


@given(parts, st.sampled_from(list(Travel)), st.sampled_from(list(Kind)))
def test_the_asker_reads_no_figure_but_distance_and_time_and_the_partner_no_percentage(
    one: Part, travel: Travel, kind: Kind
) -> None:
    for phrases in (CHINESE, ENGLISH):
        for_asker = phrases.sentence(one, telling(Audience.ASKER, travel=travel, kind=kind))
        assert one.code in FACTS or not re.search(r"\d", for_asker)
        assert "%" not in phrases.sentence(one, telling(Audience.PARTNER, travel=travel, kind=kind))
        assert phrases.staff_sentence(one, telling(Audience.STAFF, travel=travel, kind=kind))


@given(parts)
def test_what_is_not_meant_for_a_reader_is_not_said_to_them(one: Part) -> None:
    for audience in Audience:
        if audience not in one.audience and one.code not in FACTS:
            assert CHINESE.sentence(one, telling(audience)) == ""


@given(st.lists(parts, max_size=12))
def test_a_match_is_told_in_a_few_sentences_each_once(found: list[Part]) -> None:
    match = Match("key", 1, 0.0, 0.5, tuple(found))
    for audience, most in ((Audience.STAFF, 7), (Audience.PARTNER, 3), (Audience.ASKER, 3)):
        assert len(CHINESE.sentences(match, telling(audience))) <= most


def test_the_asker_reads_first_what_it_is_then_how_far_and_when() -> None:
    saturday = Window(MONDAY + timedelta(days=5), MONDAY + timedelta(days=5, hours=3))
    found = (part("time", 3, "HOUR"), part("distance", 0.29, "KM", -0.1), part("words", 0.6), part("category", 0.9))
    match = Match("key", 1, 0.0, 0.5, found)
    told = telling(Audience.ASKER, saturday, travel=Travel.PARTNER_COMES)
    assert CHINESE.sentences(match, told) == ["正好提供这类服务", "说明里写到了您要的事", "距您约300米，可以上门"]
    assert ENGLISH.sentences(match, told)[2] == "about 300 m from you, comes to you"
    timed = Match("key", 1, 0.0, 0.5, (found[0], found[1]))
    assert CHINESE.sentences(timed, told) == ["距您约300米，可以上门", "3月7日周六上午有空"]


@pytest.mark.parametrize(
    ("km", "chinese", "english"),
    [
        (0.0, "约50米", "about 50 m"),
        (0.98, "约1公里", "about 1 km"),
        (1.24, "约1.2公里", "about 1.2 km"),
        (12.6, "约13公里", "about 13 km"),
    ],
)
def test_distances_are_said_as_people_say_them(km: float, chinese: str, english: str) -> None:
    one = part("distance", km, "KM")
    assert CHINESE.sentence(one, telling(Audience.STAFF)) == f"距求助人{chinese}"
    assert ENGLISH.sentence(one, telling(Audience.STAFF)) == f"{english} from the asker"


def test_a_partner_is_not_told_at_which_door_somebody_lives() -> None:
    said = {CHINESE.sentence(part("distance", km, "KM"), telling(Audience.PARTNER)) for km in (0.05, 0.3, 0.7, 1.0)}
    assert said == {"离您1公里以内"}


@pytest.mark.parametrize(
    ("start", "hours", "said"),
    [(0, 3, "3月2日周一上午"), (4, 3, "3月2日周一下午"), (10, 2, "3月2日周一晚上"), (0, 9, "3月2日周一")],
)
def test_times_are_said_as_people_say_them(start: int, hours: int, said: str) -> None:
    begins = MONDAY + timedelta(hours=start)
    wished = Window(begins, begins + timedelta(hours=hours))
    assert CHINESE.sentence(part("time", 1, "HOUR"), telling(Audience.ASKER, wished)) == f"{said}有空"


def test_a_time_of_several_days_is_not_named() -> None:
    wished = Window(MONDAY, MONDAY + timedelta(days=3))
    assert CHINESE.sentence(part("time", 1, "HOUR"), telling(Audience.ASKER, wished)) == "您要的时间有空"


@languages
@pytest.mark.parametrize("rule", [*RULES.split(), "COUNTERPARTY", "NEW_RULE"])
def test_every_near_miss_has_a_sentence(phrases: MatchPhrases, rule: str) -> None:
    assert phrases.near_miss(NearMiss("key", rule, 3.0, 7.0, "DAY", 0.0))


def test_near_misses_say_by_how_much() -> None:
    def said(rule: str, value: float, limit: float) -> str:
        return CHINESE.near_miss(NearMiss("key", rule, value, limit, "", 0.0))

    assert said("RADIUS", 1_840, 1_000) == "距离约1.8公里，超出服务半径约1公里"
    assert (said("AGE", 50, 60), said("AGE", 70, 65)) == ("只服务60岁以上", "只服务65岁以下")
    assert (said("PAUSED", 2.6, 0), said("PAUSED", 2e6, 0)) == ("暂停中，约3天后恢复", "暂停中")
    assert said("NOTICE", 3, 24) == "需要提前24小时约，时间来不及"


def test_remarks_name_the_qualification_in_the_readers_language() -> None:
    known = shipped_vocabulary().qualifications
    remark = "QUALIFICATION_UNKNOWN:FOOD_LICENCE"
    assert CHINESE.remark(remark, known) == "资质待核实：食品经营许可"
    assert ENGLISH.remark(remark, known) == "Qualification to be checked: food business licence"
    assert CHINESE.remark("SOMETHING_NEW", known) == "需要再核实：SOMETHING_NEW"


def test_similar_needs_are_counted_in_words() -> None:
    assert CHINESE.similar(None, is_mentioned=False) is None
    assert CHINESE.similar(None, is_mentioned=True) == "已有邻居提过"
    assert CHINESE.similar(4, is_mentioned=True) == "已有 4 件类似的需求"
