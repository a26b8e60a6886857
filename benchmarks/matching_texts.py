"""`python -m benchmarks.matching_texts`: made-up texts of offers and needs, of our own words, any number of them.

A text is put together of phrases drawn unevenly from pools, of the words of one matter of the vocabulary, and of
names and numbers made of common characters. The same seed gives the same texts, chunk by chunk, so that every
engine reads the same ones. What an engine that walks an index pays is the density: postings touched by a need's
character pairs, divided by the number of resources.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import fmean
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import matching_words as lexicon
from matching import Vocabulary, normalise
from matching.text import words
from resolvers.records.vocabulary import matching_vocabulary
from storage.vocabulary import shipped_vocabulary

SEED = 20_261_122
CHUNK = 50_000
NAMES, ADDRESSES = 400_000, 40_000
NEEDS_MEASURED = 2_000
RESOURCES, NEEDS = 1, 2
"""Which side a stream of random numbers belongs to."""
COMMON_CHARACTER = 60
"""Above it, the rank of a character lowers how often it stands in names."""
SAYS_MORE, TELLS_TIMES, TELLS_A_TIME = 0.4, 0.85, 0.4
"""Share of the offers with a second word of their matter, of those with times, and of the needs with a time."""

Strings = NDArray[np.object_]
Whole = NDArray[np.int64]


class Pool:
    """Phrases and how often each is drawn: Zipf's law over an order shuffled once."""

    def __init__(self, phrases: Sequence[str], seed: int, zipf: float = lexicon.ZIPF) -> None:
        order = np.random.default_rng((SEED, seed)).permutation(len(phrases))
        self.phrases = np.array(phrases, dtype=object)[order]
        shares = (1.0 + np.arange(len(phrases))) ** -zipf
        self._reached = np.cumsum(shares / shares.sum())

    def draw(self, random: np.random.Generator, count: int) -> Strings:
        """Draw `count` phrases."""
        return self.phrases[self.numbers(random, count)]

    def numbers(self, random: np.random.Generator, count: int) -> Whole:
        """Draw the numbers of `count` phrases."""
        found = np.searchsorted(self._reached, random.random(count))
        return np.minimum(found, len(self._reached) - 1)


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts of one side, row for row; `topics` are columns of the vocabulary's categories, `names` the partners'."""

    titles: Strings
    bodies: Strings
    topics: Whole
    names: Strings


class TextMaker:
    """Makes the texts of any chunk of resources or of needs."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        categories = vocabulary.categories
        self._topics = Pool([str(column) for column in range(len(categories))], 1, zipf=1.0)
        self._offered = _Ragged([(one.name_zh.split("(")[0], *one.offered, *one.offered) for one in categories])
        self._asked = _Ragged([one.synonyms for one in categories])
        self._names = _names()
        self._places = Pool([f"{name}{end}" for name, end in zip(*_place_names(self._names), strict=True)], 2, zipf=0.7)
        self._addresses = Pool(_addresses(), 3, zipf=0.3)
        self._partners = Pool(lexicon.KINDS_OF_PARTNER, 4)
        self._offer = [
            Pool(phrases, 5 + place)
            for place, phrases in enumerate(
                (lexicon.OFFER_INTRODUCTIONS, lexicon.OFFER_TIMES, lexicon.OFFER_AUDIENCES, lexicon.OFFER_CLOSINGS)
            )
        ]
        self._need = [
            Pool(phrases, 9 + place)
            for place, phrases in enumerate(
                (lexicon.NEED_ASKERS, lexicon.NEED_VERBS, lexicon.NEED_DETAILS, lexicon.NEED_CLOSINGS)
            )
        ]

    def resources(self, chunk: int, count: int) -> Texts:
        """Return the texts of the first `count` resources of a chunk."""
        random = np.random.default_rng((SEED, RESOURCES, chunk))
        topics = self._topic_columns(random, CHUNK)[:count]
        names = self._names[random.integers(0, len(self._names), CHUNK)][:count]
        partners = names + self._partners.draw(random, CHUNK)[:count]
        said, also = self._offered.draw(random, topics), "、" + self._offered.draw(random, topics)
        also = _now_and_then(random, also, SAYS_MORE)
        begin, times, audience, closing = (pool.draw(random, CHUNK)[:count] for pool in self._offer)
        place = self._places.draw(random, CHUNK)[:count]
        times = _now_and_then(random, "," + times, TELLS_TIMES)
        body = begin + said + also + times + "," + place + audience + "," + closing
        return Texts(names + said, body, topics, partners)

    def needs(self, count: int, stream: int = 0) -> Texts:
        """Return the texts of `count` needs; another stream gives others."""
        random = np.random.default_rng((SEED, NEEDS, stream))
        topics = self._topic_columns(random, count)
        said, also = self._asked.draw(random, topics), self._asked.draw(random, topics)
        asker, verb, detail, closing = (pool.draw(random, count) for pool in self._need)
        detail = _now_and_then(random, "," + detail, TELLS_A_TIME)
        place = self._places.draw(random, count) + self._addresses.draw(random, count)
        body = "住" + place + "," + asker + said + "," + verb + also + detail + "," + closing
        return Texts(said, body, topics, self._names[random.integers(0, len(self._names), count)])

    def _topic_columns(self, random: np.random.Generator, count: int) -> Whole:
        return self._topics.phrases.astype(np.int64)[self._topics.numbers(random, count)]


class _Ragged:
    """Lists of words of different lengths, one for each topic."""

    def __init__(self, lists: Sequence[Sequence[str]]) -> None:
        self._lengths = np.array([len(one) for one in lists])
        self._starts = np.concatenate(([0], np.cumsum(self._lengths)[:-1]))
        self._words = np.array([word for one in lists for word in one], dtype=object)

    def draw(self, random: np.random.Generator, topics: Whole) -> Strings:
        """Draw a word for each topic."""
        nth = (random.random(len(topics)) ** 2 * self._lengths[topics]).astype(np.int64)
        drawn: Strings = self._words[self._starts[topics] + nth]
        return drawn


def _now_and_then(random: np.random.Generator, phrases: Strings, share: float) -> Strings:
    """Leave out phrases but for a share of them."""
    kept: Strings = np.where(random.random(CHUNK)[: len(phrases)] < share, phrases, "")
    return kept


def _names() -> Strings:
    """Return names of two or three characters, a few characters in many of them."""
    random = np.random.default_rng((SEED, 21))
    characters = np.array(lexicon.proper_characters(), dtype=object)
    shares = 1.0 / (COMMON_CHARACTER + random.permutation(len(characters)))
    reached = np.cumsum(shares / shares.sum())
    first, second, third = (characters[np.searchsorted(reached, random.random(NAMES))] for _ in range(3))
    third[random.random(NAMES) < 0.5] = ""  # noqa: PLR2004 - half of the names have two characters
    names: Strings = first + second + third
    return names


def _place_names(names: Strings) -> tuple[Strings, Strings]:
    random = np.random.default_rng((SEED, 22))
    ends = np.array(lexicon.PLACE_ENDS, dtype=object)
    return names[: NAMES // 4], ends[random.integers(0, len(ends), NAMES // 4)]


def _addresses() -> list[str]:
    random = np.random.default_rng((SEED, 23))
    numbers = random.integers(1, (100, 7, 31, 5), size=(ADDRESSES, 4)).tolist()
    return [f"{house}幢{entry}单元{floor}0{door}" for house, entry, floor, door in numbers]


def chunks(total: int) -> Iterator[tuple[int, int]]:
    """Give the number of each chunk of `total` resources, and how many are in it."""
    for chunk in range(-(-total // CHUNK)):
        yield chunk, min(CHUNK, total - chunk * CHUNK)


@cache
def text_maker() -> TextMaker:
    """Return the maker of texts that speak of the shipped vocabulary."""
    return TextMaker(matching_vocabulary(shipped_vocabulary()))


def resource_texts(total: int) -> Iterator[str]:
    """Give the text of each resource as an engine reads it: its title, then what it says, normalised."""
    for chunk, count in chunks(total):
        texts = text_maker().resources(chunk, count)
        yield from map(normalise, (texts.titles + "\n" + texts.bodies).tolist())


def need_texts(total: int) -> list[str]:
    """Return the texts of the first stream of needs, normalised."""
    return [normalise(text) for text in text_maker().needs(total).bodies.tolist()]


def measured_density(resources: Iterator[str], needs: Sequence[str]) -> dict[str, Any]:
    """Return postings touched per need ÷ resources, how many pairs are known, and the mean lengths of the texts."""
    frequency: Counter[str] = Counter()
    lengths = []
    for text in resources:
        frequency.update(set(words(text)))
        lengths.append(len(text))
    touched = [sum(frequency[term] for term in set(words(need))) for need in needs]
    return {
        "density": fmean(touched) / len(lengths),
        "resources": len(lengths),
        "pairs": len(frequency),
        "resource_length": fmean(lengths),
        "need_length": fmean(len(need) for need in needs),
    }


def main() -> None:
    """Show some texts, and tell the density at a size."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print("\n".join((*resource_texts(3), *need_texts(3))))
    print(json.dumps(measured_density(resource_texts(size), need_texts(NEEDS_MEASURED))))


if __name__ == "__main__":
    main()
