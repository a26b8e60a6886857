"""What particular things two texts share: rare words, labels such as A3 or 12B, and the words a resource begins with.

These signals weigh nothing until pairs have taught what they are worth.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from scipy import sparse

from matching.text import is_chinese
from matching.textual import Floats, Rows, TextModel

PARTICULARS = ("rare", "labels", "opening")
"""Share of the need's rare words found; share of its labels found; likeness to the resource's first words."""

RARITY_POWER = 3
OPENING = 100
"""Characters of a resource."""
STRANGE = 0.5
"""What is taken off when both texts name labels and none is the same."""
_LABEL = re.compile("[a-z]+[0-9]+|[0-9]+[a-z]+")
_CHINESE_LABEL = re.compile("[a-z]+[0-9]*|[0-9]+[a-z]+")
_COLUMNS = 1 << 20


@dataclass(frozen=True, slots=True)
class ParticularRows:
    """Resources by the words' model they were read with: words found, words they begin with, labels; row for row."""

    words: TextModel
    found: sparse.csr_array
    opening: sparse.csr_array
    labels: sparse.csr_array

    def take(self, rows: Rows) -> "ParticularRows":
        """Take the given rows, in their order."""
        return ParticularRows(self.words, self.found[rows], self.opening[rows], self.labels[rows])

    def stacked(self, below: "ParticularRows") -> "ParticularRows":
        """Put these rows above those of `below`, read with the same model."""
        pairs = ((self.found, below.found), (self.opening, below.opening), (self.labels, below.labels))
        return ParticularRows(self.words, *(sparse.csr_array(sparse.vstack(pair)) for pair in pairs))


def read_particulars(words: TextModel, texts: Sequence[str]) -> ParticularRows:
    """Read normalised texts of resources with a fitted model of words."""
    found, _ = words.counts(texts)
    found.data = np.ones_like(found.data)
    opening = words.encode([text[:OPENING] for text in texts]).unit
    return ParticularRows(words, found, opening, _labels(texts))


def compare_particulars(text: str, rows: ParticularRows) -> dict[str, Floats]:
    """Give each of PARTICULARS between a normalised need and each row; labels lie in -0.5..1, the others in 0..1."""
    asked = rows.words.unit_vector(text)
    worth = np.where(asked > 0, rows.words.rarity_**RARITY_POWER, 0.0)
    labels = _labels([text])
    named = max(labels.nnz, 1)
    shared = np.asarray((rows.labels @ labels.T).todense()).ravel()
    strange = (shared == 0) & (np.diff(rows.labels.indptr) > 0) & (labels.nnz > 0)
    return {
        "rare": rows.found @ worth / (float(worth.sum()) or 1.0),
        "labels": shared / named - STRANGE * strange,
        "opening": np.minimum(rows.opening @ asked, 1.0),
    }


def _labels(texts: Sequence[str]) -> sparse.csr_array:
    """Mark the labels of each text by a hash: Latin letters with digits, in a Chinese text also letters alone."""
    found = [(_CHINESE_LABEL if is_chinese(text) else _LABEL).findall(text) for text in texts]
    columns = [sorted({crc32(label.encode()) % _COLUMNS for label in labels}) for labels in found]
    offsets = np.concatenate(([0], np.cumsum([len(each) for each in columns]))).astype(np.int64)
    flat = np.array([column for each in columns for column in each], dtype=np.int64)
    return sparse.csr_array((np.ones(len(flat)), flat, offsets), shape=(len(texts), _COLUMNS))
