"""What the two texts of a pair say for it: the signals from text, each a number per resource."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from matching.hashing import text_keys
from matching.ideas import IdeaReader
from matching.negation import without_refused
from matching.spelling import corrected
from matching.text import is_chinese, pieces, words
from matching.textual import EncodedTexts, Floats, Rows, TextModel
from matching.vocabulary import Vocabulary

CHINESE_LENGTH_SHARE = 0.75
OTHER_LENGTH_SHARE = 0.3
COMPANIONS = 10
"""Texts of the community whose words are lent to a need."""
BANK = 4_096
"""Texts that lend words at most."""
LENT_WORDS = 40
"""How many are lent; those that weigh as much as the last of them are lent too."""
NEARLY = 1e-9

SIGNALS = (
    "words",
    "likeness",
    "pieces",
    "piece_likeness",
    "ideas",
    "idea_likeness",
    "context",
    "covered",
    "explained",
    "typical",
)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Texts by words, by pieces of words and by ideas; row for row the same texts."""

    words: EncodedTexts
    pieces: EncodedTexts
    ideas: EncodedTexts

    def take(self, rows: Rows) -> "Encoded":
        """Take the given rows, in their order."""
        return Encoded(self.words.take(rows), self.pieces.take(rows), self.ideas.take(rows))

    def stacked(self, below: "Encoded") -> "Encoded":
        """Put these rows above those of `below`."""
        return Encoded(
            self.words.stacked(below.words),
            self.pieces.stacked(below.pieces),
            self.ideas.stacked(below.ideas),
        )


class TextSignals:
    """Statistics of a community's own texts, and the signals they give.

    Learned by `fit`, frozen until the next: a model each for words, pieces and ideas, and `bank_`, the texts whose
    words are lent to a need that resembles them.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def fit(self, texts: Sequence[str]) -> Self:
        """Learn from normalised texts; neither their order nor copies among them matter to the bank."""
        chinese = is_chinese("".join(texts))
        share = CHINESE_LENGTH_SHARE if chinese else OTHER_LENGTH_SHARE
        reader = IdeaReader(self.vocabulary.ideas)
        ordered = sorted(texts)
        self.words_ = TextModel(words, share).fit(ordered)
        self.pieces_ = TextModel(pieces, share).fit(ordered)
        self.ideas_ = TextModel(reader.terms, share).fit(ordered)
        self.bank_ = self.encode(_bank(texts))
        copies = max(self.bank_.words.unit.shape[0], 1)
        self.mean_ = np.asarray(self.bank_.words.unit.sum(axis=0)).ravel() / copies
        self.known_words_ = sorted(word for word in self.words_.column_ if word.isascii() and word.isalpha())
        return self

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Make rows for normalised texts by the statistics of the last `fit`."""
        return Encoded(self.words_.encode(texts), self.pieces_.encode(texts), self.ideas_.encode(texts))

    def asked(self, text: str) -> str:
        """Return what a normalised text asks for: misspelt words mended, refused things left out."""
        return corrected(without_refused(text), self.words_.column_, self.known_words_)

    def compare(self, text: str, rows: Encoded) -> Mapping[str, Floats]:
        """Give every signal between `text`, as `asked` returned it, and each row; all lie in 0..1."""
        found, alike = self.words_.compare(text, rows.words)
        found_pieces, alike_pieces = self.pieces_.compare(text, rows.pieces)
        found_ideas, alike_ideas = self.ideas_.compare(text, rows.ideas)
        covered, explained = self._coverage(text, rows.words)
        return {
            "words": found,
            "likeness": alike,
            "pieces": found_pieces,
            "piece_likeness": alike_pieces,
            "ideas": found_ideas,
            "idea_likeness": alike_ideas,
            "context": rows.words.unit @ self._lent(text),
            "covered": covered,
            "explained": explained,
            "typical": rows.words.unit @ self.mean_,
        }

    def _coverage(self, text: str, rows: EncodedTexts) -> tuple[Floats, Floats]:
        """Share of the need's squared word weights found in each row, and share of the row's found in the need."""
        present = (self.words_.unit_vector(text) > 0).astype(np.float64)
        squared = self.words_.weight_**2
        total = float(present @ squared)
        has = rows.unit.copy()
        has.data = np.ones_like(has.data)
        shared = has @ (present * squared)
        own = has @ squared
        return shared / (total or 1.0), shared / np.where(own > 0, own, 1.0)

    def _lent(self, text: str) -> Floats:
        """Mean of the bank's texts that resemble `text` most, cut to its heaviest words (Rocchio 1971)."""
        found, alike = self.words_.compare(text, self.bank_.words)
        likeness = found + 0.5 * alike
        nearest = np.argsort(-likeness, kind="stable")[:COMPANIONS]
        weights = likeness[nearest]
        if not weights.sum() > 0:
            return np.zeros(len(self.words_.column_))
        lent = np.asarray(self.bank_.words.unit[nearest].T @ (weights / weights.sum()))
        if len(lent) <= LENT_WORDS:
            return lent
        least = np.partition(lent, -LENT_WORDS)[-LENT_WORDS]
        return np.where(lent >= least * (1 - NEARLY), lent, 0.0)


def _bank(texts: Sequence[str]) -> list[str]:
    """Choose the texts that lend words: one of each, by the least hashes, which are chance but the same everywhere."""
    found = sorted(set(texts))
    return [found[at] for at in np.argsort(text_keys(found))[:BANK]]
