"""Statistics of a community's texts, frozen once learned, and the texts whose words are lent to needs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.compiled.lexicon import CountedTexts, Lexicon
from matching.compiled.terms import IN_IDEAS, IN_PIECES, IN_WORDS, Bytes, Numbers
from matching.compiling import compiled
from matching.hashing import Codes, Keys, Offsets
from matching.signals import BANK
from matching.textual import SATURATION, Floats

WORDS = 0
"""Column of the words among the three readings."""


@dataclass(frozen=True, slots=True)
class Bank:
    """Texts that lend words: their words, and by word the texts that hold it.

    `words` and `values` hold, text by text from `offsets` on, the words and their place in a unit vector; `posted` says
    where the texts of each word begin in `posted_texts`, with what each adds to the likeness of a text, as a share of
    the words found and as a cosine, in `posted_values`.
    """

    words: Numbers
    values: Floats
    offsets: Offsets
    posted: Numbers
    posted_texts: Numbers
    posted_values: Floats


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is known of the texts that were indexed: terms, their number, mean lengths per reading, BM25's b.

    `stems` are the Latin words among the terms, sorted, by which misspelt ones are mended; `typical` is the mean of
    the bank's unit vectors of words, by term.
    """

    lexicon: Lexicon
    means: Floats
    length_share: float
    stems: tuple[str, ...]
    bank: Bank
    typical: Floats


def term_weights(lexicon: Lexicon) -> Floats:
    """Return the weight of each term in TF-IDF."""
    return np.log((lexicon.texts + 1) / (lexicon.held[: lexicon.size] + 1.0)) + 1


def dampings(lengths: Numbers, means: Floats, length_share: float) -> Floats:
    """Return what BM25 adds to the times of a term, per text and reading."""
    return np.asarray(SATURATION * (1 - length_share + length_share * lengths / means))


def made_statistics(
    lexicon: Lexicon, means: Floats, length_share: float, stems: tuple[str, ...], bank_texts: CountedTexts
) -> Statistics:
    """Close a lexicon and index the texts that lend words."""
    closed = lexicon.closed()
    weights = term_weights(closed)
    norms = text_norms(bank_texts.packed, bank_texts.offsets, closed.read_as, weights)[:, 0]
    damping = dampings(bank_texts.lengths, means, length_share)[:, WORDS]
    words, values, offsets = _bank_words(bank_texts.packed, bank_texts.offsets, closed.read_as, weights, norms)
    times = _bank_times(bank_texts.packed, closed.read_as)
    text = np.repeat(np.arange(len(damping), dtype=np.int32), np.diff(offsets))
    order = np.argsort(words, kind="stable")
    posted = np.zeros(closed.size + 1, dtype=np.int32)
    np.cumsum(np.bincount(words, minlength=closed.size), out=posted[1:])
    added = np.stack((times / (times + damping[text]), values / weights[words]), axis=-1)
    bank = Bank(words, values, offsets, posted, text[order], added[order])
    typical = np.bincount(words, values, minlength=closed.size) / max(len(damping), 1)
    return Statistics(closed, means, length_share, stems, bank, typical)


def bank_order(text_keys: Keys) -> NDArray[np.int64]:
    """Choose the texts that lend words: one of each, by the least keys, which are chance but the same everywhere."""
    _, first = np.unique(text_keys, return_index=True)
    return np.asarray(first[:BANK], dtype=np.int64)


@compiled
def text_norms(packed: Codes, offsets: Offsets, read_as: Bytes, weights: Floats) -> Floats:
    """Return for each text the norms of its three TF-IDF vectors, then the sum of squared weights of its words."""
    found = np.zeros((len(offsets) - 1, 4))
    for row in range(len(found)):
        for at in range(offsets[row], offsets[row + 1]):
            term = packed[at] >> np.uint32(8)
            weight = weights[term]
            value = ((1 + np.log(packed[at] & np.uint32(255))) * weight) ** 2
            bits = read_as[term]
            if bits & IN_WORDS:
                found[row, 0] += value
                found[row, 3] += weight * weight
            if bits & IN_PIECES:
                found[row, 1] += value
            if bits & IN_IDEAS:
                found[row, 2] += value
        for reading in range(3):
            found[row, reading] = np.sqrt(found[row, reading])
    return found


@compiled
def _bank_words(
    packed: Codes, offsets: Offsets, read_as: Bytes, weights: Floats, norms: Floats
) -> tuple[Numbers, Floats, Offsets]:
    """Return the words of texts with their place in a unit vector."""
    words, values = np.empty(len(packed), dtype=np.int32), np.empty(len(packed))
    starts = np.zeros(len(offsets), dtype=np.int64)
    size = 0
    for text in range(len(offsets) - 1):
        for at in range(offsets[text], offsets[text + 1]):
            term = packed[at] >> np.uint32(8)
            if read_as[term] & IN_WORDS:
                words[size] = term
                values[size] = (1 + np.log(packed[at] & np.uint32(255))) * weights[term] / norms[text]
                size += 1
        starts[text + 1] = size
    return words[:size], values[:size], starts


def _bank_times(packed: Codes, read_as: Bytes) -> Floats:
    """Return how often each word stands in its text."""
    return np.asarray((packed & 255)[read_as[packed >> 8] & IN_WORDS > 0], dtype=np.float64)
