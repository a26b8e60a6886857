"""Which terms texts hold: a growing table of all terms with the number of texts that hold each."""

from dataclasses import dataclass, field

import numpy as np

from matching.compiled.terms import IN_IDEAS, IN_PIECES, IN_WORDS, Bytes, LatinTerms, Numbers, readings, spelled
from matching.compiling import Whole, compiled, lean
from matching.hashing import Codes, Keys, Offsets, mixed
from matching.textual import MOST_TIMES

MOST_TERMS = (1 << 24) - 1
"""Different terms that are told apart; later ones are not seen."""
FIRST_SIZE = 1 << 12


@dataclass(slots=True)
class Lexicon:
    """Terms by key in an open table; numbers count from 0 in the order in which terms came.

    `held` is the number of texts that hold a term, `read_as` its readings, `last` and `place` are marks of the text
    read last.
    """

    slots: Keys = field(default_factory=lambda: np.zeros(FIRST_SIZE, dtype=np.uint64))
    numbers: Numbers = field(default_factory=lambda: np.zeros(FIRST_SIZE, dtype=np.int32))
    held: Numbers = field(default_factory=lambda: np.zeros(FIRST_SIZE // 2, dtype=np.int32))
    read_as: Bytes = field(default_factory=lambda: np.zeros(FIRST_SIZE // 2, dtype=np.uint8))
    last: Numbers = field(default_factory=lambda: np.full(FIRST_SIZE // 2, -1, dtype=np.int32))
    place: Numbers = field(default_factory=lambda: np.zeros(FIRST_SIZE // 2, dtype=np.int32))
    size: int = 0
    texts: int = 0

    def grow(self) -> None:
        """Make room for twice as many terms."""
        self.slots, self.numbers = _moved(self.slots, self.numbers)
        more = len(self.held)
        self.held = np.concatenate((self.held, np.zeros(more, dtype=np.int32)))
        self.read_as = np.concatenate((self.read_as, np.zeros(more, dtype=np.uint8)))
        self.last = np.concatenate((self.last, np.full(more, -1, dtype=np.int32)))
        self.place = np.concatenate((self.place, np.zeros(more, dtype=np.int32)))

    def closed(self) -> "Lexicon":
        """Return the lexicon without spare room and marks, for reading only."""
        none = np.empty(0, dtype=np.int32)
        held, read_as = self.held[: self.size].copy(), self.read_as[: self.size].copy()
        return Lexicon(self.slots, self.numbers, held, read_as, none, none, self.size, self.texts)


@dataclass(frozen=True, slots=True)
class CountedTexts:
    """Texts as terms: per text a stretch of numbers of terms packed with how often each stands there.

    `packed` holds number << 8 | times; `lengths` has a row per text: its words, pieces and ideas.
    """

    packed: Codes
    offsets: Offsets
    lengths: Numbers


def count(codes: Codes, offsets: Offsets, latin: LatinTerms, lexicon: Lexicon, *, learns: bool) -> CountedTexts:
    """Count the terms of folded texts; new terms enter the lexicon when it `learns`, else they are left out."""
    texts = len(offsets) - 1
    room = 2 * len(codes) + int(np.diff(latin.offsets)[latin.order].sum()) + 1
    packed = np.empty(room, dtype=np.uint32)
    starts = np.zeros(texts + 1, dtype=np.int64)
    lengths = np.zeros((texts, 3), dtype=np.int32)
    spelling = (latin.order, latin.offsets, latin.keys)
    longest = int(np.diff(offsets).max(initial=0)) * 2 + room - 2 * len(codes)
    found = np.empty(longest + 1, dtype=np.uint64)
    row = at_word = 0
    marks = (lexicon.last, lexicon.place) if learns else _marks(lexicon)
    while row < texts:
        row, at_word, lexicon.size = _count(
            codes,
            offsets,
            spelling,
            row,
            at_word,
            found,
            (lexicon.slots, lexicon.numbers, lexicon.held, lexicon.read_as),
            marks,
            lexicon.size,
            lexicon.texts,
            learns,
            (packed, starts, lengths),
        )
        if row < texts:
            lexicon.grow()
            marks = (lexicon.last, lexicon.place)
    if learns:
        lexicon.texts += texts
    return CountedTexts(packed[: starts[-1]].copy(), starts, lengths)


def _marks(lexicon: Lexicon) -> tuple[Numbers, Numbers]:
    return np.full(lexicon.size, -1, dtype=np.int32), np.zeros(lexicon.size, dtype=np.int32)


@lean
def slot_of(key: np.uint64, slots: Keys) -> Whole:
    """Return where a key stands in an open table, or where it would."""
    mask = np.uint64(len(slots) - 1)
    at = mixed(key) & mask
    while slots[at] != np.uint64(0) and slots[at] != key:
        at = (at + np.uint64(1)) & mask
    return np.int64(at)


@compiled
def _moved(slots: Keys, numbers: Numbers) -> tuple[Keys, Numbers]:
    wider = np.zeros(len(slots) * 2, dtype=np.uint64)
    moved = np.zeros(len(slots) * 2, dtype=np.int32)
    for at in range(len(slots)):
        if slots[at] != np.uint64(0):
            to = slot_of(slots[at], wider)
            wider[to] = slots[at]
            moved[to] = numbers[at]
    return wider, moved


@lean
def _count(
    codes: Codes,
    offsets: Offsets,
    latin: tuple[Numbers, Offsets, Keys],
    row: int,
    at_word: int,
    found: Keys,
    table: tuple[Keys, Numbers, Numbers, Bytes],
    marks: tuple[Numbers, Numbers],
    size: int,
    texts_before: int,
    learns: bool,
    counted: tuple[Codes, Offsets, Numbers],
) -> tuple[int, int, int]:
    """Count texts from `row` on; returns early, before a text for which the table might grow too full."""
    slots, numbers, held, read_as = table
    last, place = marks
    packed, starts, lengths = counted
    end = starts[row]
    while row < len(offsets) - 1:
        terms, next_word = spelled(codes, offsets[row], offsets[row + 1], latin, at_word, found)
        if learns and size + terms > len(held):
            return row, at_word, size
        at_word = next_word
        text = texts_before + row
        for at in range(terms):
            key = found[at]
            bits = readings(key)
            lengths[row, 0] += bits & IN_WORDS
            lengths[row, 1] += (bits & IN_PIECES) >> 1
            lengths[row, 2] += (bits & IN_IDEAS) >> 2
            slot = slot_of(key, slots)
            if slots[slot] == np.uint64(0):
                if not learns or size == MOST_TERMS:
                    continue
                slots[slot] = key
                numbers[slot] = size
                read_as[size] = bits
                size += 1
            number = numbers[slot]
            if last[number] == text:
                if packed[place[number]] & np.uint32(255) < np.uint32(MOST_TIMES):
                    packed[place[number]] += np.uint32(1)
                continue
            last[number] = text
            place[number] = end
            if learns:
                held[number] += 1
            packed[end] = np.uint32(number) << np.uint32(8) | np.uint32(1)
            end += 1
        row += 1
        starts[row] = end
    return row, at_word, size
