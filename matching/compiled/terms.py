"""Terms of texts as numbers: what `text.words`, `text.pieces` and the ideas name, for many texts at once."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from matching.compiling import lean
from matching.hashing import Codes, Keys, Offsets, key_of
from matching.ideas import IdeaReader
from matching.text import pieces, words

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int32]

PAIR, SINGLE, LONE, STEM, GRAM, IDEA = (np.uint64(kind) << np.uint64(61) for kind in range(1, 7))
"""Two neighbouring characters; one character; one that stands alone; a Latin word; four letters of one; an idea."""

IN_WORDS, IN_PIECES, IN_IDEAS = 1, 2, 4
"""Bits that say to which of the three readings of a text a term belongs."""

_LATIN = re.compile("[a-z0-9]+")
_FIRST_IDEOGRAPH, _LAST_IDEOGRAPH = 0x4E00, 0x9FFF


@dataclass(frozen=True, slots=True)
class LatinTerms:
    """Latin words in the order they stand in texts, and the terms of each different one."""

    order: Numbers
    offsets: Offsets
    keys: Keys
    words: tuple[str, ...]


NO_LATIN = LatinTerms(np.empty(0, dtype=np.int32), np.zeros(1, dtype=np.int64), np.empty(0, dtype=np.uint64), ())


def latin_terms(codes: Codes, ideas: IdeaReader) -> LatinTerms:
    """Read the Latin words in folded texts."""
    return latin_terms_of(codes.tobytes().decode("utf-32-le", "surrogatepass"), ideas)


def latin_terms_of(text: str, ideas: IdeaReader) -> LatinTerms:
    """Read the Latin words in a normalised text."""
    number: dict[str, int] = {}
    order = [number.setdefault(word, len(number)) for word in _LATIN.findall(text)]
    if not order:
        return NO_LATIN
    every = [_keys(word, ideas) for word in number]
    return LatinTerms(
        np.array(order, dtype=np.int32),
        np.array([0, *accumulate(map(len, every))], dtype=np.int64),
        np.array([key for keys in every for key in keys], dtype=np.uint64),
        tuple(number),
    )


@lru_cache(maxsize=1 << 15)
def _keys(word: str, ideas: IdeaReader) -> tuple[int, ...]:
    """Return the terms of one Latin word."""
    return (
        *(_typed(STEM, stem) for stem in words(word)),
        *(_typed(GRAM, gram) for gram in pieces(word)),
        *(_typed(IDEA, idea) for idea in ideas.terms(word)),
    )


def _typed(kind: np.uint64, term: str) -> int:
    return int(kind) | (key_of(term) >> 3)


@lean
def readings(key: np.uint64) -> int:
    """Return the bits of the readings a term belongs to."""
    kind = key >> np.uint64(61)
    if kind == 1:
        return IN_WORDS | IN_PIECES
    if kind == 3 or kind == 4:  # noqa: PLR1714, PLR2004 -- a set would have to be made.
        return IN_WORDS
    return IN_IDEAS if kind == 6 else IN_PIECES  # noqa: PLR2004 -- the kinds are named above.


@lean
def is_ideograph(code: int) -> bool:
    """Whether a character is a Chinese one as `text.words` sees it."""
    return _FIRST_IDEOGRAPH <= code <= _LAST_IDEOGRAPH


@lean
def is_latin(code: int) -> bool:
    """Whether a folded character is a Latin letter or a digit."""
    return 97 <= code <= 122 or 48 <= code <= 57  # noqa: PLR2004 -- a to z and 0 to 9.


@lean
def spelled(
    codes: Codes, start: int, end: int, latin: tuple[Numbers, Offsets, Keys], at_word: int, found: Keys
) -> tuple[int, int]:
    """Write the terms of one folded text into `found`, repeated as they repeat.

    `latin` is the order, offsets and keys of LatinTerms, `at_word` how many Latin words came before this text.
    Returns how many terms there are, and how many Latin words came up to the end of this text.
    """
    order, offsets, keys = latin
    count = 0
    at = start
    while at < end:
        code = codes[at]
        first = at
        if is_ideograph(code):
            while at < end and is_ideograph(codes[at]):
                found[count] = SINGLE | np.uint64(codes[at])
                count += 1
                if at > first:
                    found[count] = PAIR | (np.uint64(codes[at - 1]) << np.uint64(21)) | np.uint64(codes[at])
                    count += 1
                at += 1
            if at == first + 1:
                found[count] = LONE | np.uint64(code)
                count += 1
        elif is_latin(code):
            while at < end and is_latin(codes[at]):
                at += 1
            word = order[at_word]
            at_word += 1
            for place in range(offsets[word], offsets[word + 1]):
                found[count] = keys[place]
                count += 1
        else:
            at += 1
    return count, at_word
