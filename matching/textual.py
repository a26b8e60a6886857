"""Comparing texts: statistics of terms, frozen once learned, and two measures of likeness built on them."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
Terms = Callable[[str], list[str]]

K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class EncodedTexts:
    """Texts as two sparse matrices with a row each: saturated BM25 weights, and unit vectors of TF-IDF."""

    saturated: sparse.csr_array
    unit: sparse.csr_array

    def take(self, rows: Rows) -> "EncodedTexts":
        """Take the given rows, in their order."""
        return EncodedTexts(self.saturated[rows], self.unit[rows])

    def stacked(self, below: "EncodedTexts") -> "EncodedTexts":
        """Put these rows above those of `below`."""
        return EncodedTexts(
            sparse.csr_array(sparse.vstack((self.saturated, below.saturated))),
            sparse.csr_array(sparse.vstack((self.unit, below.unit))),
        )


class TextModel:
    """Rarity of terms and mean length of texts.

    Learned by `fit`: `column_` (term → column), `rarity_` (BM25's idf), `weight_` (TF-IDF's idf), `mean_length_`.
    """

    def __init__(self, terms: Terms) -> None:
        self.terms = terms

    def fit(self, texts: Sequence[str]) -> Self:
        """Learn the statistics of `texts` (normalised)."""
        frequency: Counter[str] = Counter()
        total = 0
        for text in texts:
            found = self.terms(text)
            total += len(found)
            frequency.update(set(found))
        self.column_ = {term: column for column, term in enumerate(sorted(frequency))}
        counts = np.array([frequency[term] for term in self.column_], dtype=np.float64)
        size = len(texts)
        self.rarity_: Floats = np.log1p((size - counts + 0.5) / (counts + 0.5))
        self.weight_: Floats = np.log((size + 1) / (counts + 1)) + 1
        self.mean_length_ = total / size if total else 1.0
        return self

    def encode(self, texts: Sequence[str]) -> EncodedTexts:
        """Rows for `texts` by the statistics of the last `fit`; terms unknown to it are left out."""
        counts, lengths = self._count(texts)
        rows = np.repeat(np.arange(len(texts)), np.diff(counts.indptr))
        damping = K1 * (1 - B + B * lengths / self.mean_length_)
        saturated, unit = counts.copy(), counts.copy()
        saturated.data = self.rarity_[counts.indices] * counts.data * (K1 + 1) / (counts.data + damping[rows])
        unit.data = (1 + np.log(counts.data)) * self.weight_[counts.indices]
        norm = np.sqrt(np.bincount(rows, unit.data**2, minlength=len(texts)))
        unit.data /= norm[rows]
        return EncodedTexts(saturated, unit)

    def compare(self, text: str, encoded: EncodedTexts) -> tuple[Floats, Floats]:
        """Likeness of `text` (normalised) to each row.

        First BM25 divided by its upper bound for this text, then the cosine of TF-IDF; both lie in 0..1.
        """
        counts, _ = self._count([text])
        present, asked = np.zeros(len(self.column_)), np.zeros(len(self.column_))
        if not counts.nnz:
            return np.zeros(encoded.unit.shape[0]), np.zeros(encoded.unit.shape[0])
        present[counts.indices] = 1 / (float(self.rarity_[counts.indices].sum()) * (K1 + 1))
        weights = (1 + np.log(counts.data)) * self.weight_[counts.indices]
        asked[counts.indices] = weights / np.sqrt(float(weights @ weights))
        return encoded.saturated @ present, np.minimum(encoded.unit @ asked, 1.0)

    def _count(self, texts: Sequence[str]) -> tuple[sparse.csr_array, Floats]:
        columns: list[int] = []
        values: list[int] = []
        offsets = [0]
        lengths: list[int] = []
        for text in texts:
            found = self.terms(text)
            known = sorted((self.column_[term], n) for term, n in Counter(found).items() if term in self.column_)
            columns.extend(column for column, _ in known)
            values.extend(n for _, n in known)
            offsets.append(len(columns))
            lengths.append(len(found))
        matrix = sparse.csr_array(
            (np.array(values, dtype=np.float64), np.array(columns, dtype=np.int64), np.array(offsets, dtype=np.int64)),
            shape=(len(texts), len(self.column_)),
        )
        return matrix, np.array(lengths, dtype=np.float64)
