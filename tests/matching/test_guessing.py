"""Guesses are right about as often as they say."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from scipy.special import logit

from matching import fit_calibration, guesses, likely_leaves, likely_nature, reliability
from matching.categories import fitted_reader
from matching.guessing import HELP, LEAF_LINE
from resolvers.records.vocabulary import matching_vocabulary
from storage.vocabulary import shipped_vocabulary

DEMO = Path(__file__).parents[2] / "storage" / "seed" / "demo" / "needs"
READER = fitted_reader(matching_vocabulary(shipped_vocabulary()))
NAMED = 3


def needs() -> list[dict[str, Any]]:
    return [need for file in sorted(DEMO.glob("*.toml")) for need in tomllib.loads(file.read_text("utf-8"))["need"]]


def test_the_line_of_leaves_is_the_one_fitted_on_the_demo_city_and_says_more_truly_what_is_right() -> None:
    raw, said, is_right = [], [], []
    for need in needs():
        leaves = {need["category"], need.get("second_category")}
        plain = guesses(READER, need["words"], NAMED)
        raw += [guess.probability for guess in plain]
        said += [guess.probability for guess in likely_leaves(READER, need["words"], NAMED)]
        is_right += [guess.code in leaves for guess in plain]
    assert fit_calibration([float(logit(one)) for one in raw], is_right) == pytest.approx(LEAF_LINE, abs=0.15)
    before, after = reliability(raw, is_right), reliability(said, is_right)
    assert after.log_loss < before.log_loss
    assert after.brier < before.brier
    assert after.calibration_error < 0.08


def test_the_order_of_leaves_stays_and_probabilities_are_between_0_and_1() -> None:
    for need in needs():
        found = likely_leaves(READER, need["words"], NAMED)
        assert [one.code for one in found] == [one.code for one in guesses(READER, need["words"], NAMED)]
        assert all(0 < one.probability < 1 for one in found)


def test_a_nature_is_guessed_with_the_share_of_needs_for_which_the_guess_was_right() -> None:
    by_nature = [(likely_nature(need["words"]), need.get("nature", "HELP")) for need in needs()]
    helped = [guess.nature == nature for guess, nature in by_nature if guess.nature == "HELP"]
    assert (sum(helped) + 1) / (len(helped) + 2) == pytest.approx(HELP, abs=0.05)
    assert 0.5 < likely_nature("请问低保怎么办理").probability < 0.75
