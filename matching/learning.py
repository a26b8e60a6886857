"""Learning from accepted pairs: weights of the parts, word associations, and what resources served before.

Everything is learned so that it cannot tell which resources are used up. Needs fall into four folds by a hash of
their text; a resource belongs to the fold of the first need it answered. Weights are learned on lists within the
folds, for which the associations are learned without the fold's needs and resources.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from zlib import crc32

import numpy as np

from matching.association import Associations, read_needs, read_resources, term_model
from matching.categories import CategoryReader
from matching.experience import PRESENCE, Experience, Remembered
from matching.learned import LEARNED_PARTS, Learned
from matching.listwise import ChoiceList, learn_weights
from matching.particulars import PARTICULARS, compare_particulars, read_particulars
from matching.settings import MatchSettings
from matching.signals import SIGNALS, TextSignals
from matching.text import is_chinese, normalise
from matching.textual import Flags, Floats, Rows
from matching.vocabulary import Vocabulary

FOLDS = 4
STRENGTH = 1.0
MOST_PAIRS = 3_000
"""Pairs the associations are learned from; of more, those with the least hashes."""
FREE = (None, None)
BOUNDS: Mapping[str, tuple[float | None, float | None]] = {
    **dict.fromkeys((*SIGNALS, "category", *PARTICULARS), (0.0, None)),
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
        grades: dict[str, dict[str, float]] = {}
        for example in examples:
            known = grades.setdefault(normalise(example.text), {})
            known.update({key: max(grade, known.get(key, 0.0)) for key, grade in example.grades.items()})
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
        particulars = read_particulars(self.signals_.words_, self.texts_)
        found = {code: np.zeros(self.grades_.shape) for code in LEARNED_PARTS}
        for row, text in enumerate(self.needs_):
            asked = self.signals_.asked(text)
            signals = {**self.signals_.compare(asked, encoded), **compare_particulars(asked, particulars)}
            for code, values in signals.items():
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
    associations, values["association"] = _associations(lessons)
    weights = _weights(lessons, values, prior)
    return Learned(
        version, chinese, dict(zip(LEARNED_PARTS, weights.tolist(), strict=True)), associations, lessons.experience_
    )


def _prior(settings: MatchSettings, code: str, *, chinese: bool) -> float:
    return 0.0 if code in {*PARTICULARS, *PRESENCE, "association"} else settings.weight(code, chinese=chinese)


def _weights(lessons: Lessons, values: Mapping[str, Floats], prior: Floats) -> Floats:
    """Learn the weights on lists within the folds."""
    lists = []
    for fold in range(FOLDS):
        columns = np.flatnonzero(lessons.resource_folds_ == fold)
        for row in np.flatnonzero(lessons.need_folds_ == fold):
            grades = lessons.grades_[row, columns]
            if grades.any() and len(columns) > 1:
                features = np.stack([values[code][row, columns] for code in LEARNED_PARTS], axis=1)
                lists.append(ChoiceList(features, grades / grades.sum()))
    return learn_weights(lists, prior, [BOUNDS[code] for code in LEARNED_PARTS], STRENGTH)


def _associations(lessons: Lessons) -> tuple[Associations, Floats]:
    """Learn from all pairs, and read every pair within a fold by what the pairs outside it teach."""
    terms = term_model(lessons.all_texts_)
    asked = read_needs(terms, [lessons.signals_.asked(text) for text in lessons.needs_])
    offered = read_resources(terms, lessons.texts_)
    needs, columns = _pairs(lessons)
    found = np.zeros(lessons.grades_.shape)

    def taught_by(pairs: Flags) -> Associations:
        by = columns[pairs]
        return Associations(terms).fit(asked[needs[pairs]], offered[by], [lessons.texts_[column] for column in by])

    for fold in range(FOLDS):
        outside = (lessons.need_folds_[needs] != fold) & (lessons.resource_folds_[columns] != fold)
        inside = np.flatnonzero(lessons.resource_folds_ == fold)
        if outside.any() and inside.size:
            taught = taught_by(outside)
            rows = taught.encode_read(offered[inside], [lessons.texts_[column] for column in inside])
            for need in np.flatnonzero(lessons.need_folds_ == fold):
                found[need, inside] = taught.score_read(asked[[need]], rows)
    return taught_by(np.ones(len(needs), dtype=np.bool_)), found


def _pairs(lessons: Lessons) -> tuple[Rows, Rows]:
    """Give the accepted pairs, as numbers of needs and of resources."""
    needs, columns = np.nonzero(lessons.grades_ > 0)
    written = [
        f"{lessons.needs_[need]}\x1f{lessons.texts_[column]}" for need, column in zip(needs, columns, strict=True)
    ]
    chance = np.array([crc32(text.encode()) for text in written], dtype=np.int64)
    kept = np.sort(np.argsort(chance, kind="stable")[:MOST_PAIRS])
    return needs[kept].astype(np.int64), columns[kept].astype(np.int64)
