"""Which leaves a text speaks of: names, synonyms and everyday words found in it, the longest winning."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np

from matching.negation import without_refused
from matching.text import normalise, words
from matching.textual import Floats, TextModel
from matching.vocabulary import Vocabulary

NOTHING = 0.3
"""Weight of the possibility that a text speaks of no leaf at all; that of a leaf is its evidence squared."""
PLAIN_LENGTH = 30.0
"""Words of a text within which a phrase says what it is about; in longer ones it says less and less."""
ASIDE = 0.2
"""What a phrase counts in a text of the other side: words of asking in an offer, words of offering in a need."""
LIKENESS_SHARE = 1.5
MOST_LIKENESSES = 8
"""Leaves a text may speak of by mere likeness to their phrases; those as like as the last of them are kept too."""
NEARLY = 1e-9
LONGEST_PHRASE = 12
SHARED_PHRASE = 0.7
"""Power of the number of leaves by which a phrase they share is divided."""


@dataclass(frozen=True, slots=True)
class CategoryGuess:
    """A leaf and the probability, 0..1, that a text speaks of it."""

    code: str
    probability: float


class CategoryReader:
    """Distribution over the leaves of a vocabulary, read alike from what is asked and from what is offered.

    Learned by `fit`: `codes_`, `column_` (code → column), `level1_` (per leaf the number of its group),
    `leaves_of_` (phrase → columns), and whether a phrase is of asking or offering (`asked_`, `offered_`).
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def fit(self) -> Self:
        """Index every phrase of every leaf."""
        categories = self.vocabulary.categories
        self.codes_ = tuple(category.code for category in categories)
        self.column_ = {code: column for column, code in enumerate(self.codes_)}
        groups = sorted({category.level1_code for category in categories})
        self.level1_ = np.array([groups.index(category.level1_code) for category in categories], dtype=np.int64)
        self.leaves_of_: defaultdict[str, list[int]] = defaultdict(list)
        self.asked_: set[tuple[str, int]] = set()
        self.offered_: set[tuple[str, int]] = set()
        for column, category in enumerate(categories):
            named = _plain((category.name_zh, category.name_en))
            asked, offered = _plain(category.synonyms) | named, _plain(category.offered) | named
            self.asked_ |= {(phrase, column) for phrase in asked}
            self.offered_ |= {(phrase, column) for phrase in offered}
            for phrase in sorted(asked | offered):
                self.leaves_of_[phrase].append(column)
        self.longest_ = min(max((len(phrase) for phrase in self.leaves_of_), default=0), LONGEST_PHRASE)
        self.phrases_ = sorted(self.leaves_of_)
        self.terms_ = TextModel(words).fit(self.phrases_)
        self._encoded = self.terms_.encode(self.phrases_)
        return self

    def distribution(self, text: str, *, offers: bool = False) -> Floats:
        """Return the probability of each leaf in a normalised text; the rest to 1 is that of speaking of none.

        `offers` says that the text is a partner's, not an asker's.
        """
        left = without_refused(text)
        weights = self.evidence(left, offers=offers) ** 2
        nothing = NOTHING * max(1.0, len(words(left)) / PLAIN_LENGTH) ** 2
        return np.asarray(weights / (weights.sum() + nothing))

    def evidence(self, text: str, *, offers: bool) -> Floats:
        """Return how strongly a normalised text speaks of each leaf, 0 upward."""
        evidence = np.zeros(len(self.codes_))
        own = self.offered_ if offers else self.asked_
        for phrase in sorted(self._spoken(text)):
            leaves = self.leaves_of_[phrase]
            weight = length_weight(phrase) / len(leaves) ** SHARED_PHRASE
            for leaf in leaves:
                evidence[leaf] += weight if (phrase, leaf) in own else ASIDE * weight
        if self.phrases_ and not evidence.any():
            _, alike = self.terms_.compare(text, self._encoded)
            for row in np.flatnonzero(alike):
                phrase = self.phrases_[row]
                for leaf in self.leaves_of_[phrase]:
                    weight = LIKENESS_SHARE * alike[row] * (1.0 if (phrase, leaf) in own else ASIDE)
                    evidence[leaf] = max(evidence[leaf], weight)
            if len(evidence) > MOST_LIKENESSES:
                least = np.partition(evidence, -MOST_LIKENESSES)[-MOST_LIKENESSES]
                evidence[evidence < least * (1 - NEARLY)] = 0.0
        return evidence

    def _spoken(self, text: str) -> set[str]:
        """Find the phrases in a text that do not lie within a longer one."""
        spoken: set[str] = set()
        reached = 0
        for start in range(len(text)):
            for length in range(min(self.longest_, len(text) - start), 1, -1):
                phrase = text[start : start + length]
                if phrase in self.leaves_of_:
                    if start + length > reached:
                        spoken.add(phrase)
                        reached = start + length
                    break
        return spoken

    def agreement(self, asked: Floats, offered: Floats) -> Floats:
        """Compare one distribution over leaves with rows of others, 0..1.

        Two thirds Bhattacharyya's coefficient of the leaves, one third that of their groups.
        """
        leaves = np.flatnonzero(asked)
        by_leaf = np.sqrt(asked[leaves] * offered[:, leaves]).sum(axis=1)
        groups = int(self.level1_.max()) + 1 if self.level1_.size else 0
        of_group = np.zeros((len(self.codes_), groups))
        of_group[np.arange(len(self.codes_)), self.level1_] = 1
        by_group = np.sqrt((asked @ of_group) * (offered @ of_group)).sum(axis=1)
        return np.asarray((2 * by_leaf + by_group) / 3)


def length_weight(phrase: str) -> float:
    """Return what a phrase weighs: longer ones say more, up to five characters."""
    return 1.0 + 0.6 * min(len(phrase) - 2, 3)


def _plain(phrases: Iterable[str]) -> set[str]:
    return {plain for phrase in phrases if len(plain := normalise(phrase)) > 1}


@lru_cache(maxsize=4)
def fitted_reader(vocabulary: Vocabulary) -> CategoryReader:
    """Return the reader of a vocabulary, which no resource changes; fitted once for all that share the vocabulary."""
    return CategoryReader(vocabulary).fit()


def suggest_categories(text: str, vocabulary: Vocabulary, first: int = 3) -> tuple[CategoryGuess, ...]:
    """Name the likeliest leaves of a text, best first, ties by code; none when nothing in it speaks of any."""
    return guesses(fitted_reader(vocabulary), text, first)


def guesses(reader: CategoryReader, text: str, first: int) -> tuple[CategoryGuess, ...]:
    """As `suggest_categories`, with a reader fitted once and kept."""
    shares = reader.distribution(normalise(text))
    order = sorted(range(len(shares)), key=lambda column: (-shares[column], reader.codes_[column]))
    return tuple(
        CategoryGuess(reader.codes_[column], float(shares[column])) for column in order[:first] if shares[column] > 0
    )
