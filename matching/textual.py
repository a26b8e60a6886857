"""Comparing texts: statistics of terms, frozen once learned, and measures of likeness built on them."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]
Terms = Callable[[str], list[str]]

SATURATION = 1.2
MOST_TIMES = 255
"""Times a term counts in a text at most."""


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
    """Rarity of terms and mean length of texts; `length_share` is BM25's b, 0..1.

    Learned by `fit`: `column_` (term → column), `rarity_` (BM25's idf), `weight_` (TF-IDF's idf), `mean_length_`.
    """

    def __init__(self, terms: Terms, length_share: float = 0.75) -> None:
        self.terms = terms
        self.length_share = length_share

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

    def narrowed(self, kept: NDArray[np.bool_]) -> "TextModel":
        """Return the same model with only the columns that are `kept`."""
        narrow = TextModel(self.terms, self.length_share)
        narrow.column_ = {term: column for column, term in enumerate(np.array(list(self.column_), dtype=object)[kept])}
        narrow.rarity_, narrow.weight_, narrow.mean_length_ = self.rarity_[kept], self.weight_[kept], self.mean_length_
        return narrow

    def encode(self, texts: Sequence[str]) -> EncodedTexts:
        """Make rows for `texts` by the statistics of the last `fit`; terms unknown to it are left out."""
        counts, lengths = self.counts(texts)
        rows = np.repeat(np.arange(len(texts)), np.diff(counts.indptr))
        share = self.length_share
        damping = SATURATION * (1 - share + share * lengths / self.mean_length_)
        saturated = counts.copy()
        gain = counts.data * (SATURATION + 1) / (counts.data + damping[rows])
        saturated.data = self.rarity_[counts.indices] * gain
        return EncodedTexts(saturated, self._unit(counts, rows))

    def compare(self, text: str, encoded: EncodedTexts) -> tuple[Floats, Floats]:
        """Compare `text` (normalised) with each row.

        Returns BM25 divided by its upper bound for this text, then the cosine of TF-IDF; both lie in 0..1.
        """
        asked = self.unit_vector(text)
        present = np.zeros(len(self.column_))
        known = asked > 0
        if not known.any():
            return np.zeros(encoded.unit.shape[0]), np.zeros(encoded.unit.shape[0])
        present[known] = 1 / (float(self.rarity_[known].sum()) * (SATURATION + 1))
        return encoded.saturated @ present, np.minimum(encoded.unit @ asked, 1.0)

    def unit_vector(self, text: str) -> Floats:
        """Return the unit TF-IDF vector of one normalised text; all 0 when no term is known."""
        counts, _ = self.counts([text])
        vector = np.zeros(len(self.column_))
        unit = self._unit(counts, np.zeros(counts.nnz, dtype=np.int64))
        vector[unit.indices] = unit.data
        return vector

    def counts(self, texts: Sequence[str]) -> tuple[sparse.csr_array, Floats]:
        """Count the known terms of each text, and all its terms."""
        columns: list[int] = []
        values: list[int] = []
        offsets = [0]
        lengths: list[int] = []
        for text in texts:
            found = self.terms(text)
            known = sorted(
                (self.column_[term], min(n, MOST_TIMES)) for term, n in Counter(found).items() if term in self.column_
            )
            columns.extend(column for column, _ in known)
            values.extend(n for _, n in known)
            offsets.append(len(columns))
            lengths.append(len(found))
        matrix = sparse.csr_array(
            (np.array(values, dtype=np.float64), np.array(columns, dtype=np.int64), np.array(offsets, dtype=np.int64)),
            shape=(len(texts), len(self.column_)),
        )
        return matrix, np.array(lengths, dtype=np.float64)

    def _unit(self, counts: sparse.csr_array, rows: Rows) -> sparse.csr_array:
        unit = counts.copy()
        unit.data = (1 + np.log(counts.data)) * self.weight_[counts.indices]
        norm = np.sqrt(np.bincount(rows, unit.data**2, minlength=counts.shape[0]))
        unit.data /= norm[rows]
        return unit
