"""Needs that were answered before: which resources they resemble, and which resource served needs like this one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy import sparse

from matching.ideas import IdeaReader
from matching.signals import Encoded, TextSignals
from matching.text import pieces, words
from matching.textual import EncodedTexts, Floats, Rows, TextModel
from matching.vocabulary import Vocabulary

NEIGHBOURS = 10
_SHARES = (0.4, 0.4, 0.2)
"""Of words, pieces and ideas in the likeness of two needs."""

PRESENCE = ("sought_after", "central", "length")
"""What a resource is whatever the need: how near needs it did not answer come, how near all do, and its length."""


class Experience:
    """Needs with the keys of the resources that answered them.

    Learned by `fit`: models of the needs' words, pieces and ideas, and `answers_` (key → numbers of needs).
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def fit(self, texts: Sequence[str], answers: Sequence[Mapping[str, float]]) -> Self:
        """Remember normalised needs, each with the grades of its answers by key."""
        terms = (words, pieces, IdeaReader(self.vocabulary.ideas).terms)
        self.texts_ = tuple(texts)
        self.number_ = {text: number for number, text in enumerate(texts)}
        self._models = tuple(TextModel(each).fit(texts) for each in terms)
        self._encoded: tuple[EncodedTexts, ...] = tuple(model.encode(texts) for model in self._models)
        numbers: dict[str, list[int]] = {}
        for number, graded in enumerate(answers):
            for key in graded:
                numbers.setdefault(key, []).append(number)
        self.answers_ = {key: np.array(found, dtype=np.int64) for key, found in numbers.items()}
        self._crowd = np.sqrt([max(len(graded), 1) for graded in answers])
        return self

    def served(self, keys: Sequence[str]) -> sparse.csr_array:
        """Make rows for resources: which needs each answered, less the more others answered them too."""
        found = [self.answers_.get(key, np.empty(0, dtype=np.int64)) for key in keys]
        offsets = np.concatenate(([0], np.cumsum([len(numbers) for numbers in found]))).astype(np.int64)
        numbers = np.concatenate(found) if found else np.empty(0, dtype=np.int64)
        weights = 1 / self._crowd[numbers]
        return sparse.csr_array((weights, numbers, offsets), shape=(len(keys), len(self.texts_)))

    def history(self, text: str, served: sparse.csr_array) -> Floats:
        """Sum over the needs each row answered of their squared likeness to `text`; `text` itself is left out."""
        alike = np.zeros(len(self.texts_))
        for model, encoded, share in zip(self._models, self._encoded, _SHARES, strict=True):
            alike += share * model.compare(text, encoded)[1]
        if text in self.number_:
            alike[self.number_[text]] = 0.0
        return np.asarray(served @ alike**2)

    def presence(self, keys: Sequence[str], rows: Encoded, signals: TextSignals) -> Floats:
        """Return for each resource the columns of PRESENCE, by the words' model of `signals`.

        The needs a resource answered are left out for it, so that nothing tells whether it answered any.
        """
        bank = signals.words_.encode(self.texts_).unit
        found = np.zeros((len(keys), len(PRESENCE)))
        for at in range(0, len(keys), 256):
            part = slice(at, min(at + 256, len(keys)))
            alike = (rows.words.unit[part] @ bank.T).toarray()
            for row, key in enumerate(keys[part]):
                alike[row, self.answers_.get(key, [])] = 0.0
            nearest = -np.partition(-alike, min(NEIGHBOURS, alike.shape[1]) - 1, axis=1)[:, :NEIGHBOURS]
            found[part, 0], found[part, 1] = nearest.mean(axis=1), alike.mean(axis=1)
        found[:, 2] = np.log1p(np.diff(rows.words.unit.indptr))
        return found


@dataclass(frozen=True, slots=True)
class Remembered:
    """Resources as experience sees them, row for row."""

    served: sparse.csr_array
    presence: Floats

    def take(self, rows: Rows) -> "Remembered":
        """Take the given rows, in their order."""
        return Remembered(self.served[rows], self.presence[rows])

    def stacked(self, below: "Remembered") -> "Remembered":
        """Put these rows above those of `below`."""
        served = sparse.csr_array(sparse.vstack((self.served, below.served)))
        return Remembered(served, np.vstack((self.presence, below.presence)))
