"""Plain BM25, the yardstick the engine is measured against; nothing in the product ranks with it.

Robertson and Zaragoza (2009) with k1 = 1.2, b = 0.75, idf = ln(1 + (N - df + 0.5) / (df + 0.5)); each term of the
query counts once. Chinese is read as pairs of neighbouring characters, English as words without a stop list.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log1p

from matching.text import ENGLISH_STOP_WORDS

K1 = 1.2
B = 0.75
_CHINESE_PIECE = re.compile("[一-鿿A-Za-z0-9]+")
_ENGLISH_WORD = re.compile("[a-z0-9]+")
_CHINESE_CHARACTER = re.compile("[一-鿿]")


def plain_terms(text: str, *, chinese: bool) -> list[str]:
    """Terms of a raw text by the yardstick's own rules.

    >>> plain_terms("请问A3区fire停电", chinese=True)
    ['请问', '问A', 'A3', '3区', '区f', 'fi', 'ir', 're', 'e停', '停电']
    """
    if not chinese:
        return [word for word in _ENGLISH_WORD.findall(text.lower()) if word not in ENGLISH_STOP_WORDS]
    terms: list[str] = []
    for piece in _CHINESE_PIECE.findall(text):
        if not _CHINESE_CHARACTER.search(piece):
            terms.append(piece.lower())
        elif len(piece) == 1:
            terms.append(piece)
        else:
            terms.extend(piece[at : at + 2] for at in range(len(piece) - 1))
    return terms


class PlainBm25:
    """BM25 over `texts`; rows are numbered as given."""

    def __init__(self, texts: Sequence[str], *, chinese: bool) -> None:
        self.chinese = chinese
        counts = [Counter(plain_terms(text, chinese=chinese)) for text in texts]
        mean = sum(count.total() for count in counts) / max(len(counts), 1) or 1.0
        self._postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for row, count in enumerate(counts):
            damping = K1 * (1 - B + B * count.total() / mean)
            for term, times in count.items():
                self._postings[term].append((row, times * (K1 + 1) / (times + damping)))
        self._size = len(counts)

    def scores(self, query: str) -> dict[int, float]:
        """Score of every row above 0."""
        scores: defaultdict[int, float] = defaultdict(float)
        for term in sorted(set(plain_terms(query, chinese=self.chinese))):
            postings = self._postings.get(term, [])
            rarity = log1p((self._size - len(postings) + 0.5) / (len(postings) + 0.5))
            for row, weight in postings:
                scores[row] += rarity * weight
        return dict(scores)
