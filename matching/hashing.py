"""Strings as 64-bit numbers, so that loops compare numbers alone.

Two strings share a number by chance with probability 2^-64; a number of 0 is never given and stands for nothing.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching.compiling import compiled, lean

Codes = NDArray[np.uint32]
Keys = NDArray[np.uint64]
Offsets = NDArray[np.int64]


def joined(texts: list[str]) -> tuple[Codes, Offsets]:
    """Return the characters of all texts behind one another, and where each begins (one offset more than texts)."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    offsets = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)), out=offsets[1:])
    return codes, offsets


@lru_cache(maxsize=1 << 16)
def key_of(text: str) -> int:
    """Return the number of one string."""
    return int(keys_of([text])[0])


def keys_of(texts: Iterable[str]) -> Keys:
    """Return the number of each string."""
    codes, offsets = joined(list(texts))
    return hashes(codes, offsets)


def text_keys(texts: Sequence[str]) -> Keys:
    """Return the number of each normalised text as an index sees it, with a 0 behind."""
    return keys_of([f"{text}\0" for text in texts])


@compiled
def hashes(codes: Codes, offsets: Offsets) -> Keys:
    """Hash each stretch of codes: FNV-1a over whole codes, then the finaliser of SplitMix64 (Steele et al. 2014)."""
    found = np.empty(len(offsets) - 1, dtype=np.uint64)
    for row in range(len(found)):
        value = np.uint64(0xCBF29CE484222325)
        for at in range(offsets[row], offsets[row + 1]):
            value = (value ^ np.uint64(codes[at])) * np.uint64(0x100000001B3)
        found[row] = mixed(value)
    return found


@lean
def mixed(value: np.uint64) -> np.uint64:
    """Spread a number over all 64 bits; never 0."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    value ^= value >> np.uint64(31)
    return value if value != np.uint64(0) else np.uint64(1)
