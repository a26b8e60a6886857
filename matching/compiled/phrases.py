"""Leaves that texts speak of, as `CategoryReader` reads them, for many texts at once."""

from typing import NamedTuple

import numpy as np

from matching.categories import (
    ASIDE,
    LIKENESS_SHARE,
    MOST_LIKENESSES,
    NEARLY,
    NOTHING,
    PLAIN_LENGTH,
    SHARED_PHRASE,
    CategoryReader,
    length_weight,
)
from matching.compiled.lexicon import Lexicon, count, slot_of
from matching.compiled.terms import IN_WORDS, LatinTerms, Numbers, latin_terms, readings, spelled
from matching.compiling import compiled, lean
from matching.hashing import Codes, Keys, Offsets, hashes, joined, mixed
from matching.ideas import IdeaReader
from matching.textual import Floats

LEFT_OUT = 8
"""Share of a table's places that are taken at most, as one in so many."""


class Phrases(NamedTuple):
    """Every phrase of the vocabulary in open tables, with what it says for each leaf.

    `begins` and `lengths`: by the key of two characters, a bit for each length a phrase beginning so has. `slots` and
    `numbers`: phrases by hash. `offsets`, `leaves`, `weights`: the leaves of each phrase; the columns of `weights` are
    asked and offered when spoken, and the same when merely alike. `term_slots` and `term_numbers`: words of all
    phrases, with the `rarity` of each, and by word from `posted` on the phrases that hold it, with their weight.
    `groups` has the group of each leaf.
    """

    begins: Keys
    lengths: Numbers
    slots: Keys
    numbers: Numbers
    offsets: Offsets
    leaves: Numbers
    weights: Floats
    term_slots: Keys
    term_numbers: Numbers
    rarity: Floats
    posted: Offsets
    posted_phrases: Numbers
    posted_weights: Floats
    groups: Numbers


def compiled_phrases(reader: CategoryReader, ideas: IdeaReader) -> Phrases:
    """Put the phrases of a fitted reader into tables."""
    phrases = reader.phrases_
    codes, offsets = joined(phrases)
    keys = hashes(codes, offsets)
    slots = np.zeros(_power_above(LEFT_OUT * len(phrases)), dtype=np.uint64)
    numbers = np.zeros(len(slots), dtype=np.int32)
    begins = np.zeros(_power_above(LEFT_OUT * len(phrases)), dtype=np.uint64)
    lengths = np.zeros(len(begins), dtype=np.int32)
    for number, phrase in enumerate(phrases):
        at = slot_of(keys[number], slots)
        slots[at], numbers[at] = keys[number], number
        if len(phrase) <= reader.longest_:
            begin = np.uint64(ord(phrase[0]) << 21 | ord(phrase[1]))
            at = slot_of(begin, begins)
            begins[at] = begin
            lengths[at] |= 1 << len(phrase)
    columns = [reader.leaves_of_[phrase] for phrase in phrases]
    starts = np.cumsum([0, *map(len, columns)]).astype(np.int64)
    shares = [
        [1.0 if (phrase, leaf) in own else ASIDE for own in (reader.asked_, reader.offered_)]
        for phrase in phrases
        for leaf in reader.leaves_of_[phrase]
    ]
    said = [
        length_weight(phrase) / len(reader.leaves_of_[phrase]) ** SHARED_PHRASE
        for phrase in phrases
        for _ in reader.leaves_of_[phrase]
    ]
    by_side = np.array(shares, dtype=np.float64).reshape(-1, 2)
    return Phrases(
        begins,
        lengths,
        slots,
        numbers,
        starts,
        np.array([leaf for each in columns for leaf in each], dtype=np.int32),
        np.hstack((by_side * np.array(said)[:, None], by_side * LIKENESS_SHARE)),
        *_terms(phrases, ideas),
        reader.level1_.astype(np.int32),
    )


def _terms(phrases: list[str], ideas: IdeaReader) -> tuple[Keys, Numbers, Floats, Offsets, Numbers, Floats]:
    """Return the word terms of phrases, their weight, and by term the phrases that hold it, as unit vectors."""
    codes, offsets = joined([f"{phrase}\0" for phrase in phrases])
    lexicon = Lexicon()
    counted = count(codes, offsets, latin_terms(codes, ideas), lexicon, learns=True)
    is_word = lexicon.read_as[: lexicon.size] & IN_WORDS > 0
    rarity = np.where(is_word, np.log((len(phrases) + 1) / (lexicon.held[: lexicon.size] + 1.0)) + 1, 0.0)
    number = (counted.packed >> 8).astype(np.int64)
    phrase = np.repeat(np.arange(len(phrases)), np.diff(counted.offsets))
    weight = (1 + np.log(counted.packed & 255)) * rarity[number]
    norm = np.sqrt(np.bincount(phrase, weight**2, minlength=len(phrases)))
    order = np.argsort(number, kind="stable")
    posted = np.searchsorted(number[order], np.arange(lexicon.size + 1)).astype(np.int64)
    weight = np.divide(weight, norm[phrase], out=np.zeros_like(weight), where=norm[phrase] > 0)
    return (
        lexicon.slots,
        lexicon.numbers,
        rarity,
        posted,
        phrase[order].astype(np.int32),
        weight[order],
    )


def _power_above(size: int) -> int:
    return 1 << max(size, 1).bit_length()


def leaf_shares(codes: Codes, offsets: Offsets, latin: LatinTerms, phrases: Phrases, *, offers: bool) -> Floats:
    """Return for each folded text the probability of each leaf, as texts × leaves.

    What texts refuse must have been left out before. `offers` says that they are partners', not askers'.
    """
    return _shares(codes, offsets, (latin.order, latin.offsets, latin.keys), phrases, 1 if offers else 0)


@compiled
def _shares(
    codes: Codes, offsets: Offsets, latin: tuple[Numbers, Offsets, Keys], phrases: Phrases, side: int
) -> Floats:
    groups, leaves_of, weights = phrases.groups, phrases.leaves, phrases.weights
    found = np.zeros((len(offsets) - 1, len(groups)))
    spoken = np.full(len(phrases.offsets), -1, dtype=np.int32)
    longest = 0
    for row in range(len(found)):
        longest = max(longest, offsets[row + 1] - offsets[row])
    terms = np.empty(2 * longest + _longest_latin(latin[1]) * longest + 1, dtype=np.uint64)
    at_word = 0
    for row in range(len(found)):
        start, end = offsets[row], offsets[row + 1]
        evidence = found[row]
        heard = False
        reached = start
        for at in range(start, end):
            phrase, length = _longest_phrase(codes, at, end, phrases)
            if phrase < 0 or at + length <= reached:
                continue
            reached = at + length
            if spoken[phrase] != row:
                spoken[phrase] = row
                for place in range(phrases.offsets[phrase], phrases.offsets[phrase + 1]):
                    evidence[leaves_of[place]] += weights[place, side]
                    heard = True
        count, at_word = spelled(codes, start, end, latin, at_word, terms)
        if not heard:
            _liken(terms[:count], phrases, side, evidence)
        total = NOTHING * max(1.0, _words_in(terms[:count]) / PLAIN_LENGTH) ** 2
        for leaf in range(len(evidence)):
            evidence[leaf] *= evidence[leaf]
            total += evidence[leaf]
        for leaf in range(len(evidence)):
            evidence[leaf] /= total
    return found


@lean
def _words_in(terms: Keys) -> int:
    found = 0
    for term in terms:
        found += readings(term) & IN_WORDS
    return found


@compiled
def _longest_latin(offsets: Offsets) -> int:
    longest = 0
    for word in range(len(offsets) - 1):
        longest = max(longest, offsets[word + 1] - offsets[word])
    return longest


@lean
def _longest_phrase(codes: Codes, at: int, end: int, phrases: Phrases) -> tuple[int, int]:
    """Return the longest phrase that begins at a place, and its length; -1 when none does."""
    begins, lengths, slots, numbers = phrases.begins, phrases.lengths, phrases.slots, phrases.numbers
    if at + 1 >= end:
        return -1, 0
    begin = np.uint64(codes[at]) << np.uint64(21) | np.uint64(codes[at + 1])
    slot = slot_of(begin, begins)
    if begins[slot] != begin or begin == np.uint64(0):
        return -1, 0
    bits = lengths[slot]
    best, best_length = -1, 0
    value = np.uint64(0xCBF29CE484222325)
    length = 0
    while bits >> (length + 1) and at + length < end:
        value = (value ^ np.uint64(codes[at + length])) * np.uint64(0x100000001B3)
        length += 1
        if bits >> length & 1:
            key = mixed(value)
            slot = slot_of(key, slots)
            if slots[slot] == key:
                best, best_length = numbers[slot], length
    return best, best_length


@compiled
def _liken(terms: Keys, phrases: Phrases, side: int, evidence: Floats) -> None:
    """Raise the evidence by the likeness of a text to each phrase, when it speaks none of them."""
    offsets, leaves_of, weights = phrases.offsets, phrases.leaves, phrases.weights
    term_slots, term_numbers, rarity, posted = phrases.term_slots, phrases.term_numbers, phrases.rarity, phrases.posted
    known = np.empty(len(terms), dtype=np.int32)
    times = np.empty(len(terms), dtype=np.int32)
    count = 0
    for at in range(len(terms)):
        if not readings(terms[at]) & IN_WORDS:
            continue
        slot = slot_of(terms[at], term_slots)
        if term_slots[slot] == np.uint64(0):
            continue
        number = term_numbers[slot]
        place = 0
        while place < count and known[place] != number:
            place += 1
        if place == count:
            known[place], times[place] = number, 0
            count += 1
        times[place] = min(times[place] + 1, 255)
    if count == 0:
        return
    alike = np.zeros(len(offsets) - 1)
    norm = 0.0
    for place in range(count):
        weight = (1 + np.log(times[place])) * rarity[known[place]]
        norm += weight * weight
        for at in range(posted[known[place]], posted[known[place] + 1]):
            alike[phrases.posted_phrases[at]] += weight * phrases.posted_weights[at]
    norm = np.sqrt(norm)
    for phrase in range(len(alike)):
        if alike[phrase] > 0:
            likeness = min(alike[phrase] / norm, 1.0)
            for place in range(offsets[phrase], offsets[phrase + 1]):
                leaf = leaves_of[place]
                evidence[leaf] = max(evidence[leaf], likeness * weights[place, 2 + side])
    _keep_most(evidence)


@compiled
def _keep_most(evidence: Floats) -> None:
    if len(evidence) > MOST_LIKENESSES:
        least = np.sort(evidence)[len(evidence) - MOST_LIKENESSES]
        for leaf in range(len(evidence)):
            if evidence[leaf] < least * (1 - NEARLY):
                evidence[leaf] = 0.0
