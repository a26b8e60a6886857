"""Needs in residents' own words that share almost no character pair with what is right for them."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Matcher, NeedRecord, Vocabulary, recognise_offer, suggest_categories
from resolvers.records.vocabulary import matching_vocabulary
from server.evaluation_files import Judged, read_judged
from server.evaluation_run import rank_by_bm25, rank_by_engine
from storage.vocabulary import shipped_vocabulary
from tests.matching.makers import NOW, SETTINGS, resource

HERE = Path(__file__).parent


@pytest.fixture(scope="module", name="vocabulary")
def _vocabulary() -> Vocabulary:
    return matching_vocabulary(shipped_vocabulary())


def cases(folder: str) -> Judged:
    at = HERE / folder
    return read_judged(at / "needs.tsv", at / "resources.tsv", at / "qrels.tsv", None, None, None)


def right_first(judged: Judged, rankings: dict[str, list[tuple[str, float]]]) -> int:
    return sum(key in judged.grades[need["id"]] for need in judged.needs for key, _ in rankings[need["id"]][:1])


@pytest.mark.parametrize(("folder", "least"), [("cases", 10), ("everyday", 46)])
def test_a_right_resource_comes_first(folder: str, least: int, vocabulary: Vocabulary) -> None:
    judged = cases(folder)
    rankings = {key: list(ranked) for key, ranked in rank_by_engine(judged, vocabulary, None).items()}
    assert right_first(judged, rankings) >= least


@pytest.mark.parametrize("folder", ["cases", "everyday"])
def test_shared_characters_alone_lead_astray(folder: str) -> None:
    judged = cases(folder)
    rankings = {key: list(ranked) for key, ranked in rank_by_bm25(judged).items()}
    assert right_first(judged, rankings) <= len(judged.needs) / 4


def test_an_electrician_offering_help_is_recognised() -> None:
    assert recognise_offer("我在铁路上修了三十年电,退休了闲着,哪家跳闸、灯不亮可以喊我。") > 0.5


@pytest.mark.parametrize("times", [1, 5, 50])
@pytest.mark.parametrize("words", ["脚杆痛下不了楼刷脸认证", "刷脸才给发钱"])
def test_repeating_the_words_of_a_need_lifts_nobody_far(words: str, times: int, vocabulary: Vocabulary) -> None:
    judged = cases("cases")
    need = judged.needs[0]
    stuffed = {"id": "stuffed", "text": "手机维修店:换屏。" + words * times}
    crowded = Judged((need,), (*judged.resources, stuffed), judged.grades, {})
    listed = [key for key, _ in rank_by_engine(crowded, vocabulary, None)[need["id"]]]
    assert listed.index("stuffed") > min(listed.index(key) for key in judged.grades[need["id"]])


@pytest.fixture(scope="module", name="offering")
def _offering(vocabulary: Vocabulary) -> Matcher:
    offered = cases("everyday").resources
    return Matcher(vocabulary, SETTINGS).fit(resource(row["id"], row["text"], serves="REMOTE") for row in offered)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(cases("everyday").needs), st.integers(1, 50), st.randoms(use_true_random=False))
def test_stuffing_lifts_no_resource_of_another_category_above_the_right_one(
    vocabulary: Vocabulary, offering: Matcher, asked: dict[str, str], times: int, chance: Random
) -> None:
    leaf = suggest_categories(asked["text"], vocabulary)[0].code
    others = [each for each in vocabulary.categories if each.level1_code != leaf.partition("_")[0]]
    wanted = NeedRecord(key="need", need_key="need", text=asked["text"], categories=(leaf,))
    words = chance.choice(asked["text"].split(","))
    right = resource("right", "志愿队", categories=(leaf,), serves="REMOTE")
    stuffed = resource("stuffed", f"便民点:{words * times}", categories=(chance.choice(others).code,), serves="REMOTE")
    whole = resource("whole", asked["text"] * times, categories=stuffed.categories, serves="REMOTE")
    scores = [offering.score(wanted, each, NOW).score for each in (right, stuffed, whole)]
    assert max(scores[1:]) < scores[0]
