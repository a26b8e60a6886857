"""Reading resources in batches: their rows, facts, terms and leaves, before any of it is put in order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.categories import CategoryReader
from matching.compiled.folding import folded, letters_in
from matching.compiled.lexicon import CountedTexts, Lexicon, count
from matching.compiled.phrases import Phrases, leaf_shares
from matching.compiled.rows import Calendars, Facts, Places, Records, read_rows
from matching.compiled.terms import LatinTerms, Numbers, latin_terms
from matching.compiling import compiled
from matching.hashing import Codes, Keys, Offsets, hashes
from matching.ideas import IdeaReader
from matching.negation import without_refused
from matching.records import ResourceRecord
from matching.settings import MatchSettings
from matching.textual import Floats

BATCH = 20_000
_REFUSING: Final = np.array([ord(character) for character in "不无用"], dtype=np.uint32)
_REFUSALS: Final = np.array(
    [ord(pair[0]) << 32 | ord(pair[1]) for pair in ("不用", "不需", "不消", "不必", "用不", "无需")], dtype=np.uint64
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some resources as they were read; `leaf_codes` and `leaf_roots` lie behind one another, row by row."""

    keys: NDArray[np.bytes_]
    rows: Records
    facts: Facts
    counted: CountedTexts
    text_keys: Keys
    leaf_codes: NDArray[np.uint16]
    leaf_roots: Floats


@dataclass(slots=True)
class Reader:
    """Reads batches with one vocabulary; names places and calendars as they come.

    `chinese` and `letters` count the characters read, by which the language of the whole is told.
    """

    categories: CategoryReader
    phrases: Phrases
    ideas: IdeaReader
    accusers: Sequence[tuple[str, ...]]
    settings: MatchSettings
    places: Places = field(default_factory=Places)
    calendars: Calendars = field(default_factory=Calendars)
    latin: set[str] = field(default_factory=set)
    chinese: int = 0
    letters: int = 0

    def read(self, resources: Sequence[ResourceRecord], lexicon: Lexicon, *, learns: bool) -> Batch:
        """Read some resources; their terms enter the lexicon when it `learns`."""
        texts = [f"{r.title}\n{r.text}" if r.title else r.text for r in resources]
        codes, offsets = folded(texts)
        latin = latin_terms(codes, self.ideas)
        if learns:
            self.latin.update(latin.words)
            self.chinese += int(np.count_nonzero((codes >= ord("一")) & (codes <= ord("鿿"))))
            self.letters += letters_in(codes)
        rows, facts = read_rows(resources, self.settings, self.accusers, self.places, self.calendars)
        shares = self._shares(resources, codes, offsets, latin)
        counts, leaf_codes, leaf_roots = _sparse(shares, self.phrases.groups, int(self.phrases.groups.max(initial=-1)))
        rows["leaf_count"] = counts
        keys = np.array([r.key.encode() for r in resources], dtype=np.bytes_)
        counted = count(codes, offsets, latin, lexicon, learns=learns)
        return Batch(keys, rows, facts, counted, hashes(codes, offsets), leaf_codes, leaf_roots)

    def _shares(self, resources: Sequence[ResourceRecord], codes: Codes, offsets: Offsets, latin: LatinTerms) -> Floats:
        """Return the shares of leaves: those said of a resource, or those read from its text."""
        shares = leaf_shares(codes, offsets, latin, self.phrases, offers=True)
        refusing = _refusals(codes, offsets)
        if refusing:
            cut = [text for _, text in refusing]
            cut_codes, cut_offsets = folded(cut)
            cut_latin = latin_terms(cut_codes, self.ideas)
            rows = [row for row, _ in refusing]
            shares[rows] = leaf_shares(cut_codes, cut_offsets, cut_latin, self.phrases, offers=True)
        for row, resource in enumerate(resources):
            if resource.categories:
                column = self.categories.column_
                said = [column[code] for code in resource.categories if code in column]
                if said:
                    shares[row] = 0.0
                    shares[row, said] = 1 / len(said)
        return shares


def _refusals(codes: Codes, offsets: Offsets) -> list[tuple[int, str]]:
    """Return the texts that refuse something, by row, without what they refuse."""
    found = []
    for row in _suspects(codes, offsets):
        text = codes[offsets[row] : offsets[row + 1] - 1].tobytes().decode("utf-32-le", "surrogatepass")
        cut = without_refused(text)
        if cut != text:
            found.append((int(row), cut))
    return found


@compiled
def _suspects(codes: Codes, offsets: Offsets) -> Numbers:
    """Return the texts that hold one of the pairs with which every refusal begins."""
    found = np.empty(len(offsets) - 1, dtype=np.int32)
    size = 0
    for row in range(len(found)):
        for at in range(offsets[row], offsets[row + 1] - 1):
            pair = np.uint64(codes[at]) << np.uint64(32) | np.uint64(codes[at + 1])
            if (codes[at] == _REFUSING[0] or codes[at] == _REFUSING[1] or codes[at] == _REFUSING[2]) and (
                pair == _REFUSALS
            ).any():
                found[size] = row
                size += 1
                break
    return found[:size]


@compiled
def _sparse(shares: Floats, groups: Numbers, last_group: int) -> tuple[Numbers, NDArray[np.uint16], Floats]:
    """Return per text how many leaves and groups have a share, which, and the root of each as agreement weighs it."""
    texts, leaves = shares.shape
    room = 0
    for row in range(texts):
        for leaf in range(leaves):
            if shares[row, leaf] > 0:
                room += 2
    counts = np.zeros(texts, dtype=np.int32)
    codes = np.empty(room, dtype=np.uint16)
    roots = np.empty(room)
    by_group = np.empty(last_group + 1)
    size = 0
    for row in range(texts):
        start = size
        by_group[:] = 0.0
        for leaf in range(leaves):
            if shares[row, leaf] > 0:
                codes[size], roots[size] = leaf, np.sqrt(shares[row, leaf]) * 2 / 3
                by_group[groups[leaf]] += shares[row, leaf]
                size += 1
        for group in range(len(by_group)):
            if by_group[group] > 0:
                codes[size], roots[size] = leaves + group, np.sqrt(by_group[group]) / 3
                size += 1
        counts[row] = size - start
    return counts, codes[:size], roots[:size]
