"""The terms of all resources, written short: each as what it is beyond the one before it, mostly in one byte or two."""

from typing import Any

import numpy as np

from matching.compiled.terms import Bytes
from matching.compiling import Whole, compiled, lean
from matching.hashing import Codes, Offsets

_SEVEN_BITS, _MORE = 0x7F, 0x80
_LONGEST = 6
"""Bytes of a term at most: a number of 25 bits, seven to a byte, and how often it stands there."""


@compiled
def written(packed: Codes, offsets: Offsets) -> tuple[Bytes, Offsets]:
    """Return the terms of texts, numbers << 8 | times, as bytes, and where those of each text begin.

    Numbers go up; each is written as its distance from the one before, doubled, plus 1 where its times follow.
    """
    found = np.empty(_LONGEST * len(packed), dtype=np.uint8)
    starts = np.zeros(len(offsets), dtype=np.int64)
    longest = 0
    for text in range(len(offsets) - 1):
        longest = max(longest, offsets[text + 1] - offsets[text])
    terms = np.empty(longest, dtype=np.uint32)
    to = 0
    for text in range(len(offsets) - 1):
        count = offsets[text + 1] - offsets[text]
        for at in range(count):
            terms[at] = packed[offsets[text] + at]
        to = _write(np.sort(terms[:count]), found, to)
        starts[text + 1] = to
    return found[:to].copy(), starts


@lean
def _write(terms: Codes, found: Bytes, to: int) -> int:
    last = np.int64(0)
    for term in terms:
        number, times = np.int64(term >> np.uint32(8)), term & np.uint32(255)
        value = (number - last) << 1 | np.int64(times > np.uint32(1))
        while value > _SEVEN_BITS:
            found[to] = np.uint8(value & _SEVEN_BITS | _MORE)
            value >>= 7
            to += 1
        found[to] = np.uint8(value)
        to += 1
        if times > np.uint32(1):
            found[to] = np.uint8(times)
            to += 1
        last = number
    return to


@lean
def read(row: Any, terms: Bytes, found: Codes) -> Whole:
    """Write the terms of a row, numbers << 8 | times, into `found`; returns how many they are."""
    count = np.int64(row["term_count"])
    at = np.uint64(row["terms"])
    number = np.uint32(0)
    for place in range(count):
        byte = np.uint32(terms[at])
        at += np.uint64(1)
        value, shift = byte & np.uint32(_SEVEN_BITS), np.uint32(7)
        while byte > np.uint32(_SEVEN_BITS):
            byte = np.uint32(terms[at])
            at += np.uint64(1)
            value |= (byte & np.uint32(_SEVEN_BITS)) << shift
            shift += np.uint32(7)
        number += value >> np.uint32(1)
        times = np.uint32(1)
        if value & np.uint32(1):
            times = np.uint32(terms[at])
            at += np.uint64(1)
        found[place] = number << np.uint32(8) | times
    return count


@compiled
def put(found: Bytes, starts: Offsets, source: Bytes, offsets: Offsets) -> None:
    """Copy the texts of `source`, each to where it is to start."""
    for text in range(len(starts)):
        for at in range(offsets[text + 1] - offsets[text]):
            found[starts[text] + at] = source[offsets[text] + at]
