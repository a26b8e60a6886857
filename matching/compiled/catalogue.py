"""What is indexed: all resources as fitted, and a small index of those that changed since."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np

from matching.categories import fitted_reader
from matching.compiled.index import Index, made_index
from matching.compiled.lexicon import CountedTexts, Lexicon
from matching.compiled.needs import NeedReader
from matching.compiled.phrases import Phrases, compiled_phrases
from matching.compiled.reading import BATCH, Batch, Reader
from matching.compiled.statistics import Statistics, bank_order, made_statistics
from matching.ideas import IdeaReader
from matching.records import ResourceRecord
from matching.settings import MatchSettings
from matching.signals import CHINESE_LENGTH_SHARE, OTHER_LENGTH_SHARE
from matching.text import stem
from matching.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Resources indexed, and the reader that makes needs comparable with them; frozen, so that it can be shared.

    `fresh` are the records in the index of changes, by key, from which it is made again at each change.
    """

    statistics: Statistics
    needs: NeedReader
    main: Index
    changes: Index | None
    fresh: Mapping[str, ResourceRecord]

    @property
    def indexes(self) -> tuple[Index, ...]:
        """Return the indexes to be searched."""
        return (self.main,) if self.changes is None else (self.main, self.changes)

    @property
    def size(self) -> int:
        """Return how many resources are indexed and have not been removed."""
        return sum(int(index.arrays.alive.sum()) for index in self.indexes)

    def find(self, key: str) -> tuple[Index, int] | None:
        """Return the index and row of a resource; None when it is not indexed."""
        for index in self.indexes:
            row = index.row_of(key)
            if row is not None:
                return index, row
        return None

    def updated(
        self,
        vocabulary: Vocabulary,
        settings: MatchSettings,
        changed: Iterable[ResourceRecord],
        removed: Iterable[str],
    ) -> "Catalogue":
        """Return the catalogue with some resources new, changed or gone; the statistics of texts stay as they are."""
        newest = {resource.key: resource for resource in changed}
        gone = set(removed) | newest.keys()
        rows = [row for key in gone if (row := self.main.row_of(key)) is not None]
        fresh = {key: one for key, one in self.fresh.items() if key not in gone} | newest
        main = self.main.without(rows) if rows else self.main
        return Catalogue(
            self.statistics, self.needs, main, alone(self, vocabulary, settings, list(fresh.values())), fresh
        )


def catalogue_of(vocabulary: Vocabulary, settings: MatchSettings, resources: Iterable[ResourceRecord]) -> Catalogue:
    """Learn the statistics of resources, which are read once and not kept, and index them.

    Raises ValueError when two share a key.
    """
    reader, lexicon = _reader(vocabulary, settings), Lexicon()
    batches = [reader.read(batch, lexicon, learns=True) for batch in _batched(resources)]
    if not batches:
        batches = [reader.read([], lexicon, learns=True)]
    statistics = _statistics(reader, lexicon, batches)
    main = made_index(batches, statistics, reader)
    ordered = main.keys[main.by_key]
    if (ordered[1:] == ordered[:-1]).any():
        message = "two resources share a key"
        raise ValueError(message)
    return Catalogue(statistics, needs_reader(vocabulary, statistics), main, None, {})


def needs_reader(vocabulary: Vocabulary, statistics: Statistics) -> NeedReader:
    """Return the reader of needs for resources with these statistics."""
    columns = fitted_reader(vocabulary).column_
    return NeedReader(vocabulary, statistics, _phrases(vocabulary), columns, accusers_of(vocabulary))


def alone(
    catalogue: Catalogue, vocabulary: Vocabulary, settings: MatchSettings, resources: Sequence[ResourceRecord]
) -> Index | None:
    """Index some resources by the statistics of a catalogue; None when there are none."""
    if not resources:
        return None
    reader = _reader(vocabulary, settings)
    batch = reader.read(resources, catalogue.statistics.lexicon, learns=False)
    return made_index([batch], catalogue.statistics, reader)


def accusers_of(vocabulary: Vocabulary) -> tuple[tuple[str, ...], ...]:
    """Return the different sets of words by which partners are known that may be complained about."""
    return tuple(sorted({rule.counterparties for rule in vocabulary.leaf_rules.values() if rule.counterparties}))


@lru_cache(maxsize=4)
def _phrases(vocabulary: Vocabulary) -> Phrases:
    return compiled_phrases(fitted_reader(vocabulary), IdeaReader(vocabulary.ideas))


def _reader(vocabulary: Vocabulary, settings: MatchSettings) -> Reader:
    ideas = IdeaReader(vocabulary.ideas)
    return Reader(fitted_reader(vocabulary), _phrases(vocabulary), ideas, accusers_of(vocabulary), settings)


def _batched(resources: Iterable[ResourceRecord]) -> Iterator[list[ResourceRecord]]:
    source = iter(resources)
    while batch := list(islice(source, BATCH)):
        yield batch


def _statistics(reader: Reader, lexicon: Lexicon, batches: Sequence[Batch]) -> Statistics:
    totals = sum((batch.counted.lengths.sum(axis=0, dtype=np.int64) for batch in batches), start=np.zeros(3))
    means = np.where(totals > 0, totals / max(lexicon.texts, 1), 1.0)
    chinese = reader.chinese > 0 and reader.chinese * 5 >= reader.letters
    stems = sorted({stem(word) for word in reader.latin if word.isalpha()})
    return made_statistics(
        lexicon,
        means,
        CHINESE_LENGTH_SHARE if chinese else OTHER_LENGTH_SHARE,
        tuple(stems),
        _bank_texts(batches),
    )


def _bank_texts(batches: Sequence[Batch]) -> CountedTexts:
    """Take out the texts that lend words."""
    chosen = bank_order(np.concatenate([batch.text_keys for batch in batches]))
    ends = np.cumsum([len(batch.keys) for batch in batches])
    packed, lengths = [], []
    for row in chosen:
        number = int(np.searchsorted(ends, row, side="right"))
        counted = batches[number].counted
        own = int(row) - (int(ends[number - 1]) if number else 0)
        packed.append(counted.packed[counted.offsets[own] : counted.offsets[own + 1]])
        lengths.append(counted.lengths[own])
    offsets = np.cumsum([0, *map(len, packed)]).astype(np.int64)
    together = np.concatenate(packed) if packed else np.empty(0, dtype=np.uint32)
    return CountedTexts(together, offsets, np.array(lengths, dtype=np.int32).reshape(-1, 3))
