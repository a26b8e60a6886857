"""What is learned from accepted pairs, and what must not be."""

from dataclasses import replace
from itertools import product
from math import fsum

import numpy as np
import pytest

from matching import Example, Matcher, MatchSettings, Vocabulary, learn
from matching.association import Associations, read_needs, read_resources, term_model
from matching.learning import BOUNDS
from matching.listwise import ChoiceList, learn_weights
from matching.text import normalise
from tests.matching.makers import NOW, SETTINGS, need, resource

ASKED = {"吃饭": "想有口热饭吃", "看病": "头晕想找人看看", "修灯": "屋里黑漆漆", "理发": "头毛太长了"}
GIVEN = {"吃饭": "幸福食堂每日供应", "看病": "卫生站义诊", "修灯": "电工师傅上门", "理发": "义剪队"}
PLACES = ["东院", "西院", "南门", "北门", "河边", "桥头", "山脚", "街口", "站前", "学校旁", "市场里", "塔下"]
EMPTY = Vocabulary()

RESOURCES = {f"{kind}{place}": f"{GIVEN[kind]}({place}队)" for kind, place in product(GIVEN, PLACES)}
EXAMPLES = [
    Example(f"{place}住户说{ASKED[kind]}", {f"{kind}{place}": 1.0}) for kind, place in product(ASKED, PLACES[:10])
]


OFFERED = [resource(key, text) for key, text in RESOURCES.items()]


@pytest.fixture(scope="module", name="taught")
def _taught() -> Matcher:
    learned = learn(EXAMPLES, RESOURCES, vocabulary=EMPTY, settings=SETTINGS)
    return Matcher(EMPTY, SETTINGS, learned).fit(OFFERED)


def test_words_that_go_together_are_learned_for_needs_and_resources_never_seen(taught: Matcher) -> None:
    unseen = [each for each in OFFERED if each.key.endswith(tuple(PLACES[10:]))]
    assert taught.learned is not None
    ranked = Matcher(EMPTY, SETTINGS, taught.learned).fit(unseen)
    for kind, asked in ASKED.items():
        assert ranked.shortlist(need(text=f"有户人家{asked}"), first=1, now=NOW)[0][0].startswith(kind)


def test_a_resource_that_taught_is_not_told_from_one_that_did_not(taught: Matcher) -> None:
    learned = taught.learned
    assert learned is not None
    asked = "有户人家想有口热饭吃"
    gaps = []
    for kind in GIVEN:
        rows = learned.associations.encode([normalise(RESOURCES[f"{kind}{place}"]) for place in PLACES])
        scores = learned.associations.score(asked, rows)
        gaps.append(scores[:10].mean() - scores[10:].mean())
    right, wrong = learned.associations.score(asked, learned.associations.encode([GIVEN["吃饭"], GIVEN["理发"]]))
    assert abs(np.mean(gaps)) < (right - wrong) / 4


def test_answers_dealt_out_by_chance_teach_nothing_about_who_was_chosen() -> None:
    chance = np.random.default_rng(4)
    texts = ["".join(chance.choice(list("甲乙丙丁戊己庚辛壬癸子丑寅卯"), 12)) for _ in range(240)]
    asked, offered, unseen = texts[:80], texts[80:160], texts[160:]
    terms = term_model(texts)
    taught = Associations(terms).fit(read_needs(terms, asked), read_resources(terms, offered), offered)
    rows = taught.encode([*offered, *unseen])
    scores = np.array([taught.score(text, rows) for text in unseen[:40]])
    gaps = scores[:, :80].mean(axis=1) - scores[:, 80:].mean(axis=1)
    assert abs(gaps.mean()) < scores.std() / 10
    best = np.argsort(-scores, axis=1)[:, :20]
    assert 0.35 < (best < 80).mean() < 0.65


def test_taking_a_resources_own_pairs_out_is_learning_without_them() -> None:
    texts = [f"{place}{kind}" for kind in GIVEN for place in PLACES[:5]]
    asked = [f"{place}住户说{ASKED[kind]}" for kind in GIVEN for place in PLACES[:5]]
    terms = term_model([*texts, *asked])
    needs, resources = read_needs(terms, asked), read_resources(terms, texts)
    whole = Associations(terms).fit(needs, resources, texts)
    found = whole.score("有户人家想理发", whole.encode(texts))[3]
    others = np.flatnonzero(np.arange(len(texts)) != 3)
    without = Associations(terms).fit(needs[others], resources[others], [texts[other] for other in others])
    assert found == pytest.approx(without.score("有户人家想理发", without.encode(texts))[3], abs=0.25)


def test_signs_hold(taught: Matcher) -> None:
    assert taught.learned is not None
    for code, (low, high) in BOUNDS.items():
        weight = taught.learned.weights[code]
        assert low is None or weight >= low, code
        assert high is None or weight <= high, code


def test_parts_of_a_learned_score_add_up(taught: Matcher) -> None:
    asking = need(text="东院住户说头毛太长了")
    for match in taught.rank(asking, first=5, now=NOW).matches:
        assert match.score == pytest.approx(fsum(part.points for part in match.parts), abs=1e-9)
        assert "association" in {part.code for part in match.parts}


def test_the_order_examples_come_in_changes_nothing(taught: Matcher) -> None:
    backwards = dict(reversed(RESOURCES.items()))
    again = learn(EXAMPLES[::-1], backwards, vocabulary=EMPTY, settings=SETTINGS)
    assert taught.learned is not None
    assert again.weights == pytest.approx(taught.learned.weights, abs=1e-9)


def test_a_need_put_twice_is_one_need_with_both_answers() -> None:
    resources = {"a": "张师傅修灯", "b": "李师傅换锁"}
    twice = [Example("灯坏了", {"a": 1.0}), Example("灯坏了", {"b": 1.0}), Example("锁坏了", {"b": 1.0})]
    learned = [learn(each, resources, vocabulary=EMPTY, settings=SETTINGS) for each in (twice, twice[::-1])]
    assert learned[0].weights == pytest.approx(learned[1].weights, abs=1e-9)
    assert set(learned[0].experience.answers_) == {"a", "b"}
    assert len(learned[0].experience.answers_["b"]) == 2


def test_new_names_for_resources_change_nothing(taught: Matcher) -> None:
    renamed = {key: f"n{number:03}" for number, key in enumerate(sorted(RESOURCES, reverse=True))}
    again = learn(
        [Example(each.text, {renamed[key]: 1.0 for key in each.grades}) for each in EXAMPLES],
        {renamed[key]: text for key, text in RESOURCES.items()},
        vocabulary=EMPTY,
        settings=SETTINGS,
    )
    assert taught.learned is not None
    assert again.weights == pytest.approx(taught.learned.weights, abs=1e-9)


def test_a_changed_resource_scores_as_one_fitted(taught: Matcher) -> None:
    asking = need(text="河边住户说屋里黑漆漆")
    before = taught.rank_one(asking, "修灯河边", NOW).score
    offered = next(each for each in OFFERED if each.key == "修灯河边")
    taught.update(changed=[replace(offered, stock=3)])
    assert taught.rank_one(asking, "修灯河边", NOW).score == pytest.approx(before, abs=1e-9)


def test_what_a_resource_served_before_speaks_for_it() -> None:
    examples = [Example(f"{text}之{number}", {"a": 1.0}) for number in range(6) for text in ("修灯", "换锁")]
    examples += [Example(f"{text}之{number}", {"b": 1.0}) for number in range(6) for text in ("看娃", "读书")]
    learned = learn(examples, {"a": "张师傅", "b": "李老师"}, vocabulary=EMPTY, settings=SETTINGS)
    ranked = Matcher(EMPTY, MatchSettings(), learned).fit([resource("a", "张师傅"), resource("b", "李老师")])
    assert learned.experience.history("修灯之二", learned.experience.served(["a", "b"]))[0] > 0
    assert ranked.shortlist(need(text="想修灯"), first=1, now=NOW)[0][0] == "a"


def test_without_examples_weights_stay_as_they_were() -> None:
    prior = np.array([1.0, -2.0])
    assert learn_weights([], prior, [(None, None)] * 2, 1.0) is prior


def test_a_handful_of_lists_moves_little_and_many_move_more() -> None:
    right = ChoiceList(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([1.0, 0.0]))
    few, many = (learn_weights([right] * count, np.zeros(2), [(None, None)] * 2, 10.0) for count in (2, 200))
    assert 0 < few[0] < many[0]
    assert few[0] == pytest.approx(-few[1])


def test_weights_stay_within_their_bounds() -> None:
    wrong = ChoiceList(np.array([[1.0], [0.0]]), np.array([0.0, 1.0]))
    assert learn_weights([wrong] * 50, np.ones(1), [(0.0, None)], 0.1)[0] == 0
