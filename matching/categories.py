"""Which leaves a text speaks of: names, synonyms and everyday words compared by pairs of characters."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from matching.text import normalise, words
from matching.textual import Floats, TextModel
from matching.vocabulary import Category, Vocabulary

SHARPNESS = 9.0
LITERAL_BONUS = 0.35


@dataclass(frozen=True, slots=True)
class CategoryGuess:
    """A leaf and the probability, 0..1, that a text speaks of it."""

    code: str
    probability: float


class CategoryReader:
    """Distribution over the leaves of a vocabulary, from the asking side and from the offering side alike."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def fit(self) -> Self:
        """Index every phrase of every leaf."""
        self.codes_ = tuple(category.code for category in self.vocabulary.categories)
        self.column_ = {code: column for column, code in enumerate(self.codes_)}
        phrases = [
            (normalise(phrase), column)
            for column, category in enumerate(self.vocabulary.categories)
            for phrase in _phrases(category)
        ]
        self._phrases = [phrase for phrase, _ in phrases]
        self._leaf_of_phrase = np.array([column for _, column in phrases], dtype=np.int64)
        self._terms = TextModel(words).fit(self._phrases)
        self._encoded = self._terms.encode(self._phrases)
        self._literal = [(phrase, column) for phrase, column in phrases if len(phrase) > 1]
        return self

    def distribution(self, text: str) -> Floats:
        """Probability of each leaf, in the vocabulary's order; sums to at most 1, all 0 when nothing speaks."""
        evidence = self.evidence(normalise(text))
        if not evidence.size or evidence.max() <= 0:
            return np.zeros(len(self.codes_))
        weights = np.expm1(SHARPNESS * evidence)
        return np.asarray(weights / (weights.sum() + 1.0))

    def evidence(self, text: str) -> Floats:
        """How strongly a normalised text speaks of each leaf, 0 upward."""
        evidence = np.zeros(len(self.codes_))
        if not self._phrases or not text:
            return evidence
        found, alike = self._terms.compare(text, self._encoded)
        np.maximum.at(evidence, self._leaf_of_phrase, alike + found)
        longest: dict[int, int] = {}
        for phrase, column in self._literal:
            if phrase in text:
                longest[column] = max(longest.get(column, 0), len(phrase))
        for column, length in longest.items():
            evidence[column] += LITERAL_BONUS * (1 - 0.5 ** (length / 2))
        return evidence


def _phrases(category: Category) -> tuple[str, ...]:
    return (category.name_zh, category.name_en, *category.synonyms, *category.offered)


def suggest_categories(text: str, vocabulary: Vocabulary, first: int = 3) -> tuple[CategoryGuess, ...]:
    """Name the likeliest leaves of a text, best first, ties by code; none when nothing in the text speaks of any."""
    reader = CategoryReader(vocabulary).fit()
    return guesses(reader, text, first)


def guesses(reader: CategoryReader, text: str, first: int) -> tuple[CategoryGuess, ...]:
    """As `suggest_categories`, with a reader fitted once and kept."""
    shares = reader.distribution(text)
    order = sorted(range(len(shares)), key=lambda column: (-shares[column], reader.codes_[column]))
    return tuple(
        CategoryGuess(reader.codes_[column], float(shares[column])) for column in order[:first] if shares[column] > 0
    )
