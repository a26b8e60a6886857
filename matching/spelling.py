"""Mending Latin words nobody else uses by the nearest word somebody does."""

import re
from collections.abc import Container, Sequence

from rapidfuzz import fuzz, process

from matching.text import ENGLISH_STOP_WORDS, stem

_LATIN_WORD = re.compile("[a-z]{5,}")
NEAREST_ALLOWED = 80.0


def corrected(text: str, known: Container[str], spellings: Sequence[str]) -> str:
    """Replace each Latin word of five letters or more whose stem is not `known` by the likest of `spellings`.

    A word without a likeness of 80 (of 100, by edit distance) stays; equally like spellings: the first one wins.
    """

    def mended(found: re.Match[str]) -> str:
        word = found.group()
        if word in ENGLISH_STOP_WORDS or stem(word) in known:
            return word
        nearest = process.extractOne(stem(word), spellings, scorer=fuzz.ratio, score_cutoff=NEAREST_ALLOWED)
        return nearest[0] if nearest else word

    return _LATIN_WORD.sub(mended, text)
