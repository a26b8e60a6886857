"""Learning from accepted pairs: weights of the parts, word associations, and what resources served before.

Everything is learned so that it cannot tell which resources are used up. Needs fall into four folds by a hash of
their text; a resource belongs to the fold of the first need it answered. The copy of the associations for a fold is
learned without its needs and its resources, and the weights are learned on lists of that fold alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from zlib import crc32

import numpy as np

from matching.association import Associations, Lesson, latent_directions, learn_copy, term_model
from matching.categories import CategoryReader
from matching.experience import PRESENCE, Experience, Remembered
from matching.learned import LEARNED_PARTS, Learned
from matching.listwise import ChoiceList, learn_weights
from matching.settings import MatchSettings
from matching.signals import SIGNALS, TextSignals
from matching.text import is_chinese, normalise
from matching.textual import Floats, Rows
from matching.vocabulary import Vocabulary

FOLDS = 4
STRENGTH = 1.0
FREE = (None, None)
BOUNDS: Mapping[str, tuple[float | None, float | None]] = {
    **dict.fromkeys((*SIGNALS, "category"), (0.0, None)),
    "typical": FREE,
    "sought_after": (None, 0.0),
    "central": FREE,
    "length": FREE,
    "association": (0.0, None),
    "history": (0.0, None),
}
"""Signs no learning may turn: being alike, associated or proven never speaks against a resource."""


@dataclass(frozen=True, slots=True)
class Example:
    """A need, and the grade (above 0) of each resource that was right for it, by key."""

    text: str
    grades: Mapping[str, float]


class Lessons:
    """Examples over the resources that answered some, prepared once: folds, and every signal of every pair."""

    def __init__(self, vocabulary: Vocabulary, settings: MatchSettings) -> None:
        self.vocabulary = vocabulary
        self.settings = settings

    def fit(self, examples: Sequence[Example], resources: Mapping[str, str], unlabelled: Sequence[str]) -> Self:
        """Prepare `examples` over `resources` (texts by key); `unlabelled` are other texts of the community."""
        grades = {normalise(example.text): example.grades for example in examples}
        self.needs_ = sorted(grades)
        answered = {key for text in self.needs_ for key in grades[text] if key in resources}
        texts = {key: normalise(resources[key]) for key in answered}
        self.keys_ = sorted(answered, key=lambda key: (texts[key], key))
        self.texts_ = [texts[key] for key in self.keys_]
        self.grades_ = np.array(
            [[grades[text].get(key, 0.0) for key in self.keys_] for text in self.needs_],
            dtype=np.float64,
        ).reshape(len(self.needs_), len(self.keys_))
        self.need_folds_ = np.array([crc32(text.encode()) % FOLDS for text in self.needs_], dtype=np.int64)
        first = np.argmax(self.grades_ > 0, axis=0) if self.keys_ else np.empty(0, dtype=np.int64)
        self.resource_folds_ = self.need_folds_[first] if self.keys_ else first
        community = sorted({normalise(text) for text in (*resources.values(), *unlabelled)})
        self.signals_ = TextSignals(self.vocabulary).fit(community)
        self.experience_ = Experience(self.vocabulary).fit(
            self.needs_,
            [dict.fromkeys(sorted(grades[text]), 1.0) for text in self.needs_],
        )
        self.all_texts_ = sorted({*community, *self.needs_})
        return self

    def values(self) -> dict[str, Floats]:
        """Give each signal but the association as needs × resources."""
        encoded = self.signals_.encode(self.texts_)
        served = self.experience_.served(self.keys_)
        presence = self.experience_.presence(self.keys_, encoded, self.signals_)
        remembered = Remembered(served, presence)
        found = {code: np.zeros(self.grades_.shape) for code in LEARNED_PARTS}
        for row, text in enumerate(self.needs_):
            for code, values in self.signals_.compare(self.signals_.asked(text), encoded).items():
                found[code][row] = values
            found["history"][row] = self.experience_.history(text, remembered.served)
        for column, code in enumerate(PRESENCE):
            found[code][:] = presence[:, column]
        found["category"] = self._agreement()
        return found

    def _agreement(self) -> Floats:
        reader = CategoryReader(self.vocabulary).fit()
        offered = np.array([reader.distribution(text, offers=True) for text in self.texts_])
        rows = [reader.agreement(reader.distribution(text), offered) for text in self.needs_]
        return np.array(rows).reshape(self.grades_.shape)


def learn(
    examples: Sequence[Example],
    resources: Mapping[str, str],
    *,
    vocabulary: Vocabulary,
    settings: MatchSettings,
    unlabelled: Sequence[str] = (),
    version: str = "learned",
) -> Learned:
    """Learn from `examples`, whose answers are keys of `resources` (texts by key).

    `unlabelled` are other texts of the community, resources now offered, say. The same input in another order gives
    the same model. Needs of several languages should be learned apart: the weights hold for that of the examples.
    """
    lessons = Lessons(vocabulary, settings).fit(examples, resources, unlabelled)
    chinese = is_chinese("".join(lessons.needs_))
    values = lessons.values()
    prior = np.array([_prior(settings, code, chinese=chinese) for code in LEARNED_PARTS])
    alone = _weights(lessons, values, prior, without={"association"})
    scores = sum(
        (weight * values[code] for code, weight in zip(LEARNED_PARTS, alone, strict=True)),
        start=np.zeros(lessons.grades_.shape),
    )
    associations, values["association"] = _associations(lessons, scores)
    weights = _weights(lessons, values, alone + _only("association"), without=set())
    return Learned(
        version, chinese, dict(zip(LEARNED_PARTS, weights.tolist(), strict=True)), associations, lessons.experience_
    )


def _prior(settings: MatchSettings, code: str, *, chinese: bool) -> float:
    return 0.0 if code in {*PRESENCE, "association"} else settings.weight(code, chinese=chinese)


def _only(code: str) -> Floats:
    return np.array([float(each == code) for each in LEARNED_PARTS])


def _weights(lessons: Lessons, values: Mapping[str, Floats], prior: Floats, without: set[str]) -> Floats:
    """Learn the weights on lists within the folds; parts in `without` weigh nothing."""
    lists = []
    for fold in range(FOLDS):
        columns = np.flatnonzero(lessons.resource_folds_ == fold)
        for row in np.flatnonzero(lessons.need_folds_ == fold):
            grades = lessons.grades_[row, columns]
            if grades.any() and len(columns) > 1:
                features = np.stack([values[code][row, columns] for code in LEARNED_PARTS], axis=1)
                lists.append(ChoiceList(features, grades / grades.sum()))
    bounds = [(0.0, 0.0) if code in without else BOUNDS[code] for code in LEARNED_PARTS]
    return learn_weights(lists, prior, bounds, STRENGTH)


def _associations(lessons: Lessons, scores: Floats) -> tuple[Associations, Floats]:
    """Learn a copy without each fold, and read every pair of that fold by it."""
    terms = term_model(lessons.all_texts_)
    start = latent_directions(terms.encode(lessons.all_texts_).unit)
    asked = terms.encode([lessons.signals_.asked(text) for text in lessons.needs_]).unit.astype(np.float32)
    offered = terms.encode(lessons.texts_).unit.astype(np.float32)
    copies = []
    for fold in range(FOLDS):
        columns = np.flatnonzero(lessons.resource_folds_ != fold)
        rows = _teaching(lessons, fold, columns)
        pairs = np.ix_(rows, columns)
        lesson = Lesson(asked[rows], offered[columns], lessons.grades_[pairs], scores[pairs])
        copies.append(learn_copy(lesson, start))
    copy_of = {key: int(fold) for key, fold in zip(lessons.keys_, lessons.resource_folds_, strict=True)}
    associations = Associations(terms, tuple(copies), copy_of)
    rows_of = associations.encode(lessons.keys_, lessons.texts_)
    found = np.array([associations.score(lessons.signals_.asked(text), rows_of) for text in lessons.needs_])
    return associations, found.reshape(lessons.grades_.shape)


def _teaching(lessons: Lessons, fold: int, columns: Rows) -> Rows:
    answered = (lessons.grades_[:, columns] > 0).any(axis=1)
    return np.flatnonzero((lessons.need_folds_ != fold) & answered)
