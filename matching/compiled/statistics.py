"""Statistics of a community's texts, frozen once learned, and the texts whose words are lent to needs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.compiling import compiled
from matching.hashing import Codes, Keys, Offsets
from matching.compiled.lexicon import CountedTexts, Lexicon
from matching.compiled.terms import IN_IDEAS, IN_PIECES, IN_WORDS, Bytes, Numbers
from matching.signals import BANK
from matching.textual import SATURATION, Floats

WORDS, PIECES, IDEAS = 0, 1, 2

Singles = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Bank:
    """Texts that lend words: their terms, and by term the texts that hold it.

    `packed` and `offsets` as in CountedTexts; `damping` and `norms` have a row per text and a column per reading;
    `posted` says where the texts of each term begin in `posted_texts` (text << 8 | times).
    """

    packed: Codes
    offsets: Offsets
    damping: Floats
    norms: Floats
    posted: Numbers
    posted_texts: Codes


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
    norms = text_norms(bank_texts.packed, bank_texts.offsets, closed.read_as, weights)[:, :3]
    posted, posted_texts = _posted(bank_texts.packed, bank_texts.offsets, closed.size)
    damping = dampings(bank_texts.lengths, means, length_share)
    bank = Bank(bank_texts.packed, bank_texts.offsets, damping, norms, posted, posted_texts)
    typical = _typical(bank_texts.packed, bank_texts.offsets, closed.read_as, weights, norms)
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
def _posted(packed: Codes, offsets: Offsets, size: int) -> tuple[Numbers, Codes]:
    posted = np.zeros(size + 1, dtype=np.int32)
    for entry in packed:
        posted[(entry >> np.uint32(8)) + 1] += 1
    for term in range(size):
        posted[term + 1] += posted[term]
    ends = posted[:-1].copy()
    texts = np.empty(len(packed), dtype=np.uint32)
    for row in range(len(offsets) - 1):
        for at in range(offsets[row], offsets[row + 1]):
            term = packed[at] >> np.uint32(8)
            texts[ends[term]] = np.uint32(row) << np.uint32(8) | (packed[at] & np.uint32(255))
            ends[term] += 1
    return posted, texts


@compiled
def _typical(packed: Codes, offsets: Offsets, read_as: Bytes, weights: Floats, norms: Floats) -> Floats:
    found = np.zeros(len(weights))
    texts = len(offsets) - 1
    for row in range(texts):
        for at in range(offsets[row], offsets[row + 1]):
            term = packed[at] >> np.uint32(8)
            if read_as[term] & IN_WORDS:
                found[term] += (1 + np.log(packed[at] & np.uint32(255))) * weights[term] / norms[row, 0] / texts
    return found
