"""How evenly chances fall: a partner has a chance when it stands among the first of a list, or is asked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from matching.textual import Floats

TENTHS = 10


@dataclass(frozen=True, slots=True)
class Spread:
    """How chances fall on partners.

    `gini` is 0 when all have the same and near 1 when one has all. `tenths` are the shares of all chances, 0..1, that
    fall to each tenth of the partners, those with the fewest first; of fewer than ten partners some tenths are empty.
    """

    partners: int
    with_chance: int
    chances: int
    gini: float
    tenths: tuple[float, ...]

    @property
    def share_with_chance(self) -> float:
        """Return which share of the partners had any chance, 0..1; 0 without partners."""
        return self.with_chance / self.partners if self.partners else 0.0


@dataclass(frozen=True, slots=True)
class GroupShare:
    """What a group of partners is among all, and what it gets of the chances; both shares 0..1."""

    group: str
    partners: int
    with_chance: int
    chances: int
    share_of_partners: float
    share_of_chances: float


def spread_of_chances(counts: Sequence[float]) -> Spread:
    """Return how chances fall, from the number each partner had, those without any among them."""
    ordered = np.sort(np.asarray(counts, dtype=np.float64))
    size, total = len(ordered), float(ordered.sum())
    if not size or not total:
        return Spread(size, 0, 0, 0.0, (0.0,) * TENTHS)
    return Spread(
        partners=size,
        with_chance=int((ordered > 0).sum()),
        chances=round(total),
        gini=_gini(ordered, total),
        tenths=tuple(float(part.sum()) / total for part in _tenths(ordered)),
    )


def shares_of_groups(chances: Mapping[str, float], group_of: Mapping[str, str]) -> tuple[GroupShare, ...]:
    """Return the shares of each group of partners, in the order of their names; `group_of` names every partner."""
    total = sum(chances.get(partner, 0) for partner in group_of)
    return tuple(
        _group(group, [one for one in group_of if group_of[one] == group], chances, len(group_of), total)
        for group in sorted(set(group_of.values()))
    )


def _tenths(ordered: Floats) -> list[Floats]:
    ends = [len(ordered) * part // TENTHS for part in range(TENTHS + 1)]
    return [ordered[start:end] for start, end in pairwise(ends)]


def _gini(ordered: Floats, total: float) -> float:
    """Gini's coefficient of rising numbers (Sen 1973)."""
    places = np.arange(1, len(ordered) + 1)
    return float((2 * places - len(ordered) - 1) @ ordered) / (len(ordered) * total)


def _group(
    group: str, partners: Collection[str], chances: Mapping[str, float], all_partners: int, total: float
) -> GroupShare:
    had = [chances.get(partner, 0) for partner in partners]
    return GroupShare(
        group=group,
        partners=len(had),
        with_chance=sum(count > 0 for count in had),
        chances=round(sum(had)),
        share_of_partners=len(had) / all_partners,
        share_of_chances=sum(had) / total if total else 0.0,
    )
