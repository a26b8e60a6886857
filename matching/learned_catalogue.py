"""Resources as a learned model sees them, by key, beside the index of everything else."""

from collections.abc import Mapping, Sequence
from typing import Self

import numpy as np

from matching.learned import Learned, LearnedRows, learned_signals
from matching.pinyin import unspelled
from matching.records import NeedRecord, ResourceRecord
from matching.settings import MatchSettings
from matching.text import normalise
from matching.text_wishes import TextReader, text_of
from matching.textual import Floats
from matching.vocabulary import Vocabulary


class LearnedCatalogue:
    """Learned features of needs and resources; learned by `fit`, whose text statistics `updated` keeps."""

    def __init__(self, vocabulary: Vocabulary, learned: Learned) -> None:
        self.vocabulary = vocabulary
        self.learned = learned

    def fit(self, resources: Sequence[ResourceRecord]) -> Self:
        """Read the texts of resources."""
        ordered = sorted(resources, key=lambda resource: resource.key)
        self.texts_ = TextReader(self.vocabulary, self.learned).fit(ordered)
        self.rows_ = self._read(ordered)
        self.place_: Mapping[str, int] = {resource.key: place for place, resource in enumerate(ordered)}
        return self

    def updated(self, changed: Sequence[ResourceRecord]) -> "LearnedCatalogue":
        """Return the same with some resources new or changed."""
        if not changed:
            return self
        after = LearnedCatalogue(self.vocabulary, self.learned)
        after.texts_ = self.texts_
        size = self.rows_.remembered.presence.shape[0]
        after.rows_ = self.rows_.stacked(self._read(changed))
        after.place_ = {**self.place_, **{resource.key: size + at for at, resource in enumerate(changed)}}
        return after

    def features(
        self, need: NeedRecord, keys: Sequence[str], settings: MatchSettings
    ) -> tuple[tuple[str, ...], Floats, Floats]:
        """Return the learned parts that weigh anything, their weights, and their features as keys × parts."""
        text = unspelled(normalise(need.text), self.vocabulary)
        rows = self.rows_.take(np.array([self.place_[key] for key in keys], dtype=np.int64))
        values = learned_signals(self.learned, text, self.texts_.signals_.asked(text), rows)
        weights = {code: settings.weights.get(code, self.learned.weights[code]) for code in values}
        codes = tuple(code for code in values if weights[code])
        found = [values[code] for code in codes]
        return (
            codes,
            np.array([weights[code] for code in codes], dtype=np.float64),
            np.stack(found, axis=1) if found else np.zeros((len(keys), 0)),
        )

    def _read(self, resources: Sequence[ResourceRecord]) -> LearnedRows:
        texts = [text_of(resource) for resource in resources]
        keys = [resource.key for resource in resources]
        rows = self.texts_.learned_rows(keys, texts, self.texts_.signals_.encode(texts))
        if rows is None:
            message = "nothing was learned"
            raise ValueError(message)
        return rows
