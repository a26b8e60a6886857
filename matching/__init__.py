"""Pure ranking of needs and resources: frozen records in, coded parts out. This is the only door."""

from matching.calibration import Reliability, calibrated, fit_calibration, reliability
from matching.categories import CategoryGuess, CategoryReader, guesses, suggest_categories
from matching.changes import Change
from matching.contrast import Lag, contrast
from matching.counterfactuals import Counterfactual, counterfactuals
from matching.eligibility import Failure, failures, leaf_rules, levels_apart, metres_between
from matching.free_time import free_windows
from matching.guessing import likely_leaves, likely_nature
from matching.learned import Learned
from matching.learning import Example, learn
from matching.loosening import Loosening, loosenings
from matching.matcher import Best, Matcher
from matching.pinyin import fitted_pinyin, unspelled
from matching.readiness import make_ready
from matching.reading import Danger, NatureGuess, guess_nature, read_dangers, recognise_offer
from matching.records import (
    Match,
    NearMiss,
    NeedRecord,
    Outcome,
    Part,
    Point,
    Ranking,
    ResourceRecord,
    WeeklyHours,
    Window,
)
from matching.settings import PLAIN_CALIBRATION, MatchSettings
from matching.similarity import NearCopy, RaisedNeed, Similar, copies_of, near_copies, similar_needs
from matching.text import is_chinese, normalise
from matching.vocabulary import Category, DangerPattern, LeafRule, Vocabulary, read_vocabulary

__all__ = [
    "PLAIN_CALIBRATION",
    "Best",
    "Category",
    "CategoryGuess",
    "CategoryReader",
    "Change",
    "Counterfactual",
    "Danger",
    "DangerPattern",
    "Example",
    "Failure",
    "Lag",
    "LeafRule",
    "Learned",
    "Loosening",
    "Match",
    "MatchSettings",
    "Matcher",
    "NatureGuess",
    "NearCopy",
    "NearMiss",
    "NeedRecord",
    "Outcome",
    "Part",
    "Point",
    "RaisedNeed",
    "Ranking",
    "Reliability",
    "ResourceRecord",
    "Similar",
    "Vocabulary",
    "WeeklyHours",
    "Window",
    "calibrated",
    "contrast",
    "copies_of",
    "counterfactuals",
    "failures",
    "fit_calibration",
    "fitted_pinyin",
    "free_windows",
    "guess_nature",
    "guesses",
    "is_chinese",
    "leaf_rules",
    "learn",
    "levels_apart",
    "likely_leaves",
    "likely_nature",
    "loosenings",
    "make_ready",
    "metres_between",
    "near_copies",
    "normalise",
    "read_dangers",
    "read_vocabulary",
    "recognise_offer",
    "reliability",
    "similar_needs",
    "suggest_categories",
    "unspelled",
]
