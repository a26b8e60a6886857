"""Normalising many texts at once: most characters by a table, the few texts that need more by `normalise`."""

import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

from matching.compiling import compiled
from matching.hashing import Codes, Offsets, joined
from matching.text import LONGEST_TEXT, normalise, simplified

Flags = NDArray[np.bool_]

PLANE = 0x10000
SLOW = 0xFFFFFFFF
SPACE = 0x20
_FIRST_IDEOGRAPH = 0x2E80
_FINAL_SIGMA = "Σ"
_JAMO = range(0x1100, 0x1200)
_NUMERALS = "零〇一二两三四五六七八九十百千万"


@cache
def _table() -> Codes:
    """Return what each character of the first plane becomes, SLOW where that depends on its neighbours."""
    table = np.full(PLANE, SLOW, dtype=np.uint32)
    joins = _joining()
    for code in range(PLANE):
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character).lower()
        stands_alone = (
            len(folded) == 1
            and ord(folded) < PLANE
            and not unicodedata.combining(character)
            and not unicodedata.combining(folded)
            and unicodedata.category(character) != "Cs"
            and folded not in joins
            and character != _FINAL_SIGMA
        )
        if stands_alone:
            table[code] = SPACE if folded.isspace() else ord(folded)
    letters = [chr(code) for code in range(_FIRST_IDEOGRAPH, PLANE) if table[code] == code]
    simple = simplified("\n".join(letters)).split("\n")
    changed = np.zeros(PLANE, dtype=np.bool_)
    changed[[ord(before) for before, after in zip(letters, simple, strict=True) if before != after]] = True
    found = table != SLOW
    table[found] = np.where(changed[table[found]], SLOW, table[found])
    return table


def _joining() -> set[str]:
    """Return the characters that may become one with the character before them."""
    pairs = (unicodedata.decomposition(chr(code)).split() for code in range(PLANE))
    seconds = {chr(int(pair[1], 16)) for pair in pairs if len(pair) > 1 and not pair[0].startswith("<")}
    return seconds | {chr(code) for code in _JAMO}


@cache
def _numerals() -> Flags:
    marks = np.zeros(PLANE, dtype=np.bool_)
    marks[[ord(character) for character in _NUMERALS]] = True
    return marks


def folded_already(text: str) -> tuple[Codes, Offsets]:
    """Return one normalised text as `folded` would."""
    codes = np.frombuffer(f"{text}\0".encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return codes, np.array((0, len(codes)), dtype=np.int64)


def folded(texts: list[str]) -> tuple[Codes, Offsets]:
    """Return the characters of every text as `normalise` returns them, a 0 behind each, and where each text begins."""
    cut = [text[:LONGEST_TEXT] for text in texts]
    codes, offsets, slow = _fold(*joined(cut), _table(), _numerals(), first_time=True)
    if not slow.any():
        return codes, offsets
    for row in np.flatnonzero(slow):
        cut[row] = normalise(cut[row])
    codes, offsets, _ = _fold(*joined(cut), _table(), _numerals(), first_time=False)
    return codes, offsets


@compiled
def _fold(
    codes: Codes, offsets: Offsets, table: Codes, numerals: Flags, first_time: bool
) -> tuple[Codes, Offsets, Flags]:
    """Fold each text; a character the table does not decide stays, and marks its text the first time."""
    found = np.empty(len(codes) + len(offsets), dtype=np.uint32)
    starts = np.zeros(len(offsets), dtype=np.int64)
    slow = np.zeros(len(offsets) - 1, dtype=np.bool_)
    end = 0
    for row in range(len(slow)):
        start = end
        was_numeral = False
        for at in range(offsets[row], offsets[row + 1]):
            code = codes[at]
            to = table[code] if code < PLANE else np.uint32(SLOW)
            if to == SLOW:
                slow[row] = first_time
                to = code
            is_numeral = bool(to < PLANE and numerals[to])
            if is_numeral and was_numeral:
                slow[row] = first_time
            was_numeral = is_numeral
            if to == SPACE and (end == start or found[end - 1] == SPACE):
                continue
            found[end] = to
            end += 1
        if end > start and found[end - 1] == SPACE:
            end -= 1
        found[end] = 0
        end += 1
        starts[row + 1] = end
    return found[:end].copy(), starts, slow


@cache
def _letters() -> Flags:
    return np.array([chr(code).isalnum() for code in range(PLANE)], dtype=np.bool_)


def letters_in(codes: Codes) -> int:
    """Count the letters and digits of any script; those beyond the first plane count as letters."""
    return int(np.count_nonzero(_letters()[np.minimum(codes, PLANE - 1)])) + int(np.count_nonzero(codes >= PLANE))
