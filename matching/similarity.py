"""Needs that speak of the same matter, and resources entered twice."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from matching.eligibility import levels_apart
from matching.records import NeedRecord, ResourceRecord
from matching.text import normalise, words
from matching.textual import TextModel

SAME_TEXT = 0.9
SAME_MATTER = 0.35


@dataclass(frozen=True, slots=True)
class Similar:
    """Another need: how alike 0..1, and as what: DUPLICATE, ME_TOO or RELATED."""

    key: str
    likeness: float
    relation: str


@dataclass(frozen=True, slots=True)
class NearCopy:
    """Two resources that seem to be one, and how alike they are, 0..1."""

    key: str
    other_key: str
    likeness: float


def similar_needs(need: NeedRecord, others: Sequence[NeedRecord], first: int) -> tuple[Similar, ...]:
    """Find the `first` needs most like `need`, itself left out, best first, ties by key.

    DUPLICATE: nearly the same words from the same place; ME_TOO: the same matter within the same community;
    RELATED: alike, further away.
    """
    candidates = [other for other in others if other.key != need.key]
    texts = [normalise(other.text) for other in candidates]
    text = normalise(need.text)
    model = TextModel(words).fit([text, *texts])
    _, alike = model.compare(text, model.encode(texts))
    found = [
        Similar(other.key, float(score), _relation(need, other, text, other_text))
        for other, other_text, score in zip(candidates, texts, alike, strict=True)
        if score > 0
    ]
    return tuple(sorted(found, key=lambda similar: (-similar.likeness, similar.key))[: max(first, 0)])


def _relation(need: NeedRecord, other: NeedRecord, text: str, other_text: str) -> str:
    apart = levels_apart(other.region_path, need.region_path)
    spelled = fuzz.ratio(text, other_text) / 100
    if spelled >= SAME_TEXT and apart == 0:
        return "DUPLICATE"
    shares_leaf = bool(set(need.categories) & set(other.categories))
    if (shares_leaf or spelled >= SAME_MATTER) and need.region_path[:16] == other.region_path[:16]:
        return "ME_TOO"
    return "RELATED"


def near_copies(resources: Sequence[ResourceRecord]) -> tuple[NearCopy, ...]:
    """Pairs of resources of one partner name and kind whose texts nearly agree, by key."""
    texts = [normalise(f"{resource.title} {resource.text}") for resource in resources]
    model = TextModel(words).fit(texts)
    unit = model.encode(texts).unit
    likeness = (unit @ unit.T).tocoo()
    found = []
    for row, column, score in zip(likeness.row, likeness.col, likeness.data, strict=True):
        one, other = resources[row], resources[column]
        same_giver = normalise(one.partner_name) == normalise(other.partner_name) and one.kind == other.kind
        if one.key < other.key and score >= SAME_TEXT and same_giver:
            found.append(NearCopy(one.key, other.key, float(np.minimum(score, 1.0))))
    return tuple(sorted(found, key=lambda copy: (copy.key, copy.other_key)))
