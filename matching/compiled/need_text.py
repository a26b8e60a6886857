"""A need's text as a small table of terms, each with what it gives a resource that holds it."""

import numpy as np
from numpy.typing import NDArray

from matching.compiled.lexicon import slot_of
from matching.compiled.statistics import Statistics
from matching.compiled.terms import IN_IDEAS, IN_PIECES, IN_WORDS, Bytes, LatinTerms, Numbers, spelled
from matching.compiling import Whole, compiled, lean
from matching.hashing import Codes, Keys, Offsets
from matching.signals import COMPANIONS, LENT_WORDS, NEARLY
from matching.textual import MOST_TIMES, Floats

Sieve = NDArray[np.uint64]

FOUND, ALIKE, LENT, SHARED, PIECES_FOUND, PIECES_ALIKE, IDEAS_FOUND, IDEAS_ALIKE = range(8)
"""What a term of the need gives to the sums over a resource's terms; see `features`."""
GIFTS = 8
SIEVE_BITS = 16
MASK = (1 << SIEVE_BITS) - 1

BankArrays = tuple[Numbers, Floats, Offsets, Numbers, Numbers, Floats]
"""The arrays of a Bank."""
Given = tuple[Sieve, Numbers, Numbers, Floats, float]
"""Sieve over the low bits of terms; open table of terms (+ 1) and their rows; gifts by row; weight of all words."""


def need_text(codes: Codes, latin: LatinTerms, statistics: Statistics) -> Given:
    """Read one folded text."""
    lexicon, bank = statistics.lexicon, statistics.bank
    return _need_text(
        codes,
        (latin.order, latin.offsets, latin.keys),
        (lexicon.slots, lexicon.numbers, lexicon.held, lexicon.read_as),
        lexicon.texts,
        (bank.words, bank.values, bank.offsets, bank.posted, bank.posted_texts, bank.posted_values),
    )


@compiled
def _need_text(
    codes: Codes,
    latin: tuple[Numbers, Offsets, Keys],
    table: tuple[Keys, Numbers, Numbers, Bytes],
    texts: int,
    bank: BankArrays,
) -> Given:
    slots, numbers, held, read_as = table
    latin_count = 0
    for word in latin[0]:
        latin_count += latin[1][word + 1] - latin[1][word]
    keys = np.empty(2 * len(codes) + latin_count + 1, dtype=np.uint64)
    count, _ = spelled(codes, 0, len(codes), latin, 0, keys)
    terms = np.empty(count, dtype=np.int32)
    times = np.empty(count, dtype=np.int32)
    own_terms, own_rows = _new_table(count)
    size = 0
    for at in range(count):
        slot = slot_of(keys[at], slots)
        if slots[slot] == np.uint64(0):
            continue
        term = numbers[slot]
        row = _row_of(term, own_terms, own_rows, size)
        if row == size:
            terms[size], times[size] = term, 0
            size += 1
        times[row] = min(times[row] + 1, MOST_TIMES)
    norms = np.zeros(3)
    bounds = np.zeros(3)
    all_words = 0.0
    weights = np.empty(size)
    rarities = np.empty(size)
    for row in range(size):
        held_by = held[terms[row]]
        weight = np.log((texts + 1) / (held_by + 1.0)) + 1
        rarity = np.log1p((texts - held_by + 0.5) / (held_by + 0.5))
        weights[row], rarities[row] = weight, rarity
        value = ((1 + np.log(times[row])) * weight) ** 2
        bits = read_as[terms[row]]
        for reading in range(3):
            if bits >> reading & 1:
                norms[reading] += value
                bounds[reading] += rarity
        if bits & IN_WORDS:
            all_words += weight * weight
    for reading in range(3):
        norms[reading] = np.sqrt(norms[reading]) if norms[reading] > 0 else 1.0
        bounds[reading] = bounds[reading] if bounds[reading] > 0 else 1.0
    gifts = np.zeros((size, GIFTS))
    for row in range(size):
        bits = read_as[terms[row]]
        alike = (1 + np.log(times[row])) * weights[row] * weights[row]
        if bits & IN_WORDS:
            gifts[row, FOUND] = rarities[row] / bounds[0]
            gifts[row, ALIKE] = alike / norms[0]
            gifts[row, SHARED] = weights[row] * weights[row]
        if bits & IN_PIECES:
            gifts[row, PIECES_FOUND] = rarities[row] / bounds[1]
            gifts[row, PIECES_ALIKE] = alike / norms[1]
        if bits & IN_IDEAS:
            gifts[row, IDEAS_FOUND] = rarities[row] / bounds[2]
            gifts[row, IDEAS_ALIKE] = alike / norms[2]
    lent_terms, lent_values = _lent(terms[:size], gifts, bank, table, texts)
    return _packed(terms[:size], gifts, lent_terms, lent_values, all_words)


@compiled
def _new_table(count: int) -> tuple[Numbers, Numbers]:
    room = 64
    while room < 4 * count:
        room *= 2
    return np.zeros(room, dtype=np.int32), np.zeros(room, dtype=np.int32)


@lean
def _row_of(term: int, table: Numbers, rows: Numbers, size: int) -> int:
    """Return the row of a term in an open table; a term that is new gets row `size`."""
    mask = len(table) - 1
    at = (term * 0x9E3779B1 >> 7) & mask
    while table[at] != 0 and table[at] != term + 1:
        at = (at + 1) & mask
    if table[at] == 0:
        table[at] = term + 1
        rows[at] = size
    return rows[at]


@compiled
def _lent(
    terms: Numbers,
    gifts: Floats,
    bank: BankArrays,
    table: tuple[Keys, Numbers, Numbers, Bytes],
    texts: int,
) -> tuple[Numbers, Floats]:
    """Return terms lent by the texts most like the need, with their weights (see TextSignals)."""
    words, unit, offsets, posted, posted_texts, posted_values = bank
    held = table[2]
    likeness = np.zeros(len(offsets) - 1)
    for row in range(len(terms)):
        if gifts[row, FOUND] > 0:
            for at in range(posted[terms[row]], posted[terms[row] + 1]):
                likeness[posted_texts[at]] += (
                    gifts[row, FOUND] * posted_values[at, 0] + 0.5 * gifts[row, ALIKE] * posted_values[at, 1]
                )
    nearest = np.empty(COMPANIONS, dtype=np.int64)
    count = 0
    for text in range(len(likeness)):
        value = likeness[text]
        if value <= 0 or (count == COMPANIONS and value <= likeness[nearest[count - 1]]):
            continue
        at = min(count, COMPANIONS - 1)
        while at > 0 and likeness[nearest[at - 1]] < value:
            nearest[at] = nearest[at - 1]
            at -= 1
        nearest[at] = text
        count = min(count + 1, COMPANIONS)
    total = 0.0
    room = 0
    for place in range(count):
        total += likeness[nearest[place]]
        room += offsets[nearest[place] + 1] - offsets[nearest[place]]
    found = np.empty(room, dtype=np.int32)
    values = np.zeros(room)
    own_terms, own_rows = _new_table(room)
    size = 0
    for place in range(count):
        text = nearest[place]
        for at in range(offsets[text], offsets[text + 1]):
            term = words[at]
            row = _row_of(term, own_terms, own_rows, size)
            if row == size:
                found[size] = term
                size += 1
            values[row] += likeness[text] / total * unit[at]
    least = 0.0
    if size > LENT_WORDS:
        least = np.partition(values[:size], size - LENT_WORDS)[size - LENT_WORDS] * (1 - NEARLY)
    kept = 0
    for row in range(size):
        if values[row] >= least:
            found[kept] = found[row]
            values[kept] = values[row] * (np.log((texts + 1) / (held[found[row]] + 1.0)) + 1)
            kept += 1
    return found[:kept], values[:kept]


@compiled
def _packed(
    terms: Numbers, gifts: Floats, lent_terms: Numbers, lent_values: Floats, all_words: float
) -> tuple[Sieve, Numbers, Numbers, Floats, float]:
    """Put all terms that give anything into one table behind a sieve."""
    sieve = np.zeros((1 << SIEVE_BITS) >> 6, dtype=np.uint64)
    both = np.zeros((len(terms) + len(lent_terms), GIFTS))
    table, rows = _new_table(len(both))
    size = 0
    for at in range(len(terms)):
        row = _row_of(terms[at], table, rows, size)
        size += 1
        both[row] = gifts[at]
    for at in range(len(lent_terms)):
        row = _row_of(lent_terms[at], table, rows, size)
        size = max(size, row + 1)
        both[row, LENT] += lent_values[at]
    for at in range(len(table)):
        if table[at]:
            low = (table[at] - 1) & MASK
            sieve[low >> 6] |= np.uint64(1) << np.uint64(low & 63)
    return sieve, table, rows, both, all_words


@lean
def row_in(term: Whole, table: Numbers, rows: Numbers) -> int:
    """Return the row of a term that is in the table; -1 when it is not."""
    mask = len(table) - 1
    at = (term * 0x9E3779B1 >> 7) & mask
    while table[at] != 0:
        if table[at] == term + 1:
            return rows[at]
        at = (at + 1) & mask
    return -1
