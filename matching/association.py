"""Which resources answered needs like this one, learned from accepted pairs and carried over to resources never seen.

Two kernel ridge regressions (Saunders et al. 1998) on the same pairs: one foretells a resource's words from the need's,
the other a need's words from the resource's. The likeness of two needs is the mean of their cosines by pieces of
words, whole and by the first sentence; that of two resources counts the whole, the beginning and the end.

A resource that taught is scored as if it had not: its own pairs are taken out in closed form. So what is learned from
pairs cannot tell which resources were already chosen.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy import sparse

from matching.text import pieces
from matching.textual import Floats, Rows, TextModel

HOLD = 1.0
"""The ridge, in units of a text's likeness to itself."""
BACK_SHARE = 2.0
"""What the foretelling of needs by resources counts beside the other direction."""
BEGINNING, END = 100, 60
"""Characters of a resource."""
SHORTEST_SENTENCE = 4
FEWEST_TEXTS = 2
AT_ONCE = 512
LEAST = 1e-12
_SENTENCE_END = re.compile(r"[。!?;]+|\. ")


@dataclass(frozen=True, slots=True)
class OfferedWords:
    """Resources as the associations see them, row for row.

    `unit` holds their words, `size` and `back_size` the lengths of their two images; `own` and `back_own` hold, per
    pair, what a resource's own pairs would add to its score.
    """

    unit: sparse.csr_array
    size: Floats
    back_size: Floats
    own: sparse.csr_array
    back_own: sparse.csr_array

    def take(self, rows: Rows) -> "OfferedWords":
        """Take the given rows, in their order."""
        return OfferedWords(self.unit[rows], self.size[rows], self.back_size[rows], self.own[rows], self.back_own[rows])

    def stacked(self, below: "OfferedWords") -> "OfferedWords":
        """Put these rows above those of `below`."""
        return OfferedWords(
            _stacked(self.unit, below.unit),
            np.concatenate((self.size, below.size)),
            np.concatenate((self.back_size, below.back_size)),
            _stacked(self.own, below.own),
            _stacked(self.back_own, below.back_own),
        )


class Associations:
    """The two regressions over one model of terms; learned by `fit`, from pairs of a need and a resource."""

    def __init__(self, terms: TextModel) -> None:
        self.terms = terms

    def fit(self, asked: sparse.csr_array, offered: sparse.csr_array, texts: Sequence[str]) -> Self:
        """Learn from rows of `read_needs` and, row for row, of `read_resources` that answered them.

        `texts` are the normalised texts of `offered`, by which a resource that taught is known again.
        """
        self._pairs_of: Mapping[str, Rows] = _places(texts)
        self._asked, self._offered = asked, offered
        self._asked_mean, self._offered_mean = _mean(asked), _mean(offered)
        self._alike_asked = _centred(asked, asked, self._asked_mean)
        hold = HOLD * np.eye(asked.shape[0])
        self._onward = _inverse(self._alike_asked + hold)
        self._back = _inverse(_centred(offered, offered, self._offered_mean) + hold)
        return self

    def encode(self, texts: Sequence[str]) -> OfferedWords:
        """Make rows for resources with these normalised texts."""
        return self.encode_read(read_resources(self.terms, texts), texts)

    def encode_read(self, unit: sparse.csr_array, texts: Sequence[str]) -> OfferedWords:
        """As `encode`, for texts that `read_resources` has read."""
        rows = self._encode(unit[:AT_ONCE], texts[:AT_ONCE])
        for at in range(AT_ONCE, len(texts), AT_ONCE):
            rows = rows.stacked(self._encode(unit[at : at + AT_ONCE], texts[at : at + AT_ONCE]))
        return rows

    def score(self, text: str, rows: OfferedWords) -> Floats:
        """Return the association of a normalised need with each row: a cosine, and another times BACK_SHARE."""
        return self.score_read(read_needs(self.terms, [text]), rows)

    def score_read(self, asked: sparse.csr_array, rows: OfferedWords) -> Floats:
        """As `score`, for one need that `read_needs` has read."""
        alike = _centred(self._asked, asked, self._asked_mean)[:, 0]
        onward, back = self._onward @ alike, self._back @ alike
        foretold = self._foretold(onward)
        size = max(float(np.sqrt(foretold @ foretold)), LEAST)
        there = (rows.unit @ foretold - self._offered_mean @ foretold - rows.own @ onward) / (size * rows.size)
        foretold = self._foretold(back)
        size = float(_sizes(asked, self._asked_mean)[0])
        here = (rows.unit @ foretold - self._offered_mean @ foretold - rows.back_own @ back) / (size * rows.back_size)
        return np.asarray(there + BACK_SHARE * here)

    def _foretold(self, weights: Floats) -> Floats:
        return np.asarray(self._offered.T @ weights - self._offered_mean * weights.sum())

    def _encode(self, unit: sparse.csr_array, texts: Sequence[str]) -> OfferedWords:
        alike = _centred(self._offered, unit, self._offered_mean)
        onward, back = self._onward @ alike, self._back @ alike
        shape = (len(texts), len(self._onward))
        own, back_own = sparse.lil_array(shape), sparse.lil_array(shape)
        for row, text in enumerate(texts):
            if (taught := self._pairs_of.get(text)) is not None:
                among = np.ix_(taught, taught)
                own[row, taught] = np.linalg.solve(self._onward[among], onward[taught, row])
                back_own[row, taught] = share = np.linalg.solve(self._back[among], back[taught, row])
                back[:, row] -= self._back[:, taught] @ share
        back_size = np.sqrt(np.maximum(np.einsum("ij,ij->j", self._alike_asked @ back, back), LEAST))
        return OfferedWords(
            unit, _sizes(unit, self._offered_mean), back_size, sparse.csr_array(own), sparse.csr_array(back_own)
        )


def read_needs(terms: TextModel, texts: Sequence[str]) -> sparse.csr_array:
    """Make unit rows of normalised needs: the whole beside the first sentence."""
    return _side_by_side(terms, ((texts, 0.5), ([first_sentence(text) for text in texts], 0.5)))


def read_resources(terms: TextModel, texts: Sequence[str]) -> sparse.csr_array:
    """Make unit rows of normalised resources: the whole beside the beginning and the end."""
    beginnings, ends = [text[:BEGINNING] for text in texts], [text[-END:] for text in texts]
    return _side_by_side(terms, ((texts, 0.5), (beginnings, 0.25), (ends, 0.25)))


def _side_by_side(terms: TextModel, fields: Sequence[tuple[Sequence[str], float]]) -> sparse.csr_array:
    blocks = [np.sqrt(share) * terms.encode(texts).unit for texts, share in fields]
    return sparse.csr_array(sparse.hstack(blocks, format="csr"))


def term_model(texts: Sequence[str]) -> TextModel:
    """Learn the terms that stand in two texts or more."""
    model = TextModel(pieces).fit(texts)
    counts = (len(texts) + 1) / np.exp(model.weight_ - 1) - 1
    return model.narrowed(counts >= FEWEST_TEXTS - 0.5)


def first_sentence(text: str) -> str:
    """Return the first sentence of four characters or more, the whole text when there is none.

    >>> first_sentence("你好。楼道的灯坏了!请派人来看看。")
    '楼道的灯坏了'
    """
    return next((part for part in _SENTENCE_END.split(text) if len(part.strip()) >= SHORTEST_SENTENCE), text)


def _places(texts: Sequence[str]) -> dict[str, Rows]:
    found: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        found.setdefault(text, []).append(place)
    return {text: np.array(places, dtype=np.int64) for text, places in found.items()}


def _inverse(square: Floats) -> Floats:
    return np.asarray(np.linalg.inv(square), dtype=np.float64)


def _mean(unit: sparse.csr_array) -> Floats:
    return np.asarray(unit.sum(axis=0)).ravel() / max(unit.shape[0], 1)


def _centred(one: sparse.csr_array, other: sparse.csr_array, mean: Floats) -> Floats:
    """Products of the rows of `one` with those of `other`, `mean` taken from both."""
    both = (one @ other.T).toarray()
    return np.asarray(both - (one @ mean)[:, None] - (other @ mean)[None, :] + mean @ mean)


def _sizes(unit: sparse.csr_array, mean: Floats) -> Floats:
    """Lengths of the rows, `mean` taken from each."""
    squared = unit.multiply(unit).sum(axis=1) - 2 * (unit @ mean) + mean @ mean
    return np.asarray(np.sqrt(np.maximum(np.asarray(squared).ravel(), LEAST)), dtype=np.float64)


def _stacked(above: sparse.csr_array, below: sparse.csr_array) -> sparse.csr_array:
    return sparse.csr_array(sparse.vstack((above, below)))
