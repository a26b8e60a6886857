"""Learning from choices region by region, and the proof by replay: trained on the past, tried on what came next.

The weights of a region lie near those of the region above it, which lie near the shipped ones: a community with three
choices has its street's weights, one with three hundred has its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from matching.choice_parts import TAUGHT, bounds, spreads
from matching.choices import Choices, Explained, explain, explain_habit, log_likelihoods
from matching.measures import bootstrap_interval
from matching.textual import Floats, Rows

FIRST_TRAINED = 20
"""Choices of the widest region that teach before the first is tried."""
GROWTH = 1.4
"""Each time the past has grown by this factor it teaches anew."""
LEAST_TRIED = 80
"""Choices a region needs in its replay before weights may be activated on their strength."""
MOST_GROUPS = 500


@dataclass(frozen=True, slots=True)
class Teaching:
    """A region that learns: the one above it, which choices lie in its subtree, and what ranks there now.

    `choices` are numbers of choices in the order of time. `in_force` are the weights used there now, `fixed` those
    its people set themselves, which nothing learned may change. Choices before the number `known_before` taught
    the weights in force, so the replay does not try either weights on them.
    """

    key: str
    above: str | None
    choices: Rows
    in_force: Floats
    fixed: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    known_before: int = 0


@dataclass(frozen=True, slots=True)
class Gain:
    """How much better new weights foretell the choices of a replay than those in force, per choice in nats.

    `low` and `high` are the ends of the 95 % bootstrap interval of the mean, over runs of neighbouring choices.
    """

    tried: int
    mean: float
    low: float
    high: float

    @property
    def is_proven(self) -> bool:
        """Whether the new weights are better beyond chance, on enough choices."""
        return self.tried >= LEAST_TRIED and self.low > 0


@dataclass(frozen=True, slots=True)
class Taught:
    """What a region learned from all its choices, and what that won in the replay of those that could be tried.

    `over` holds the gain over the weights in force, under None, and over what each region above learned, under its
    key: where a region above takes up what it learned, that is what a region below must beat.
    """

    key: str
    explained: Explained
    trained: int
    over: Mapping[str | None, Gain]

    @property
    def gain(self) -> Gain:
        """Return the gain over the weights in force."""
        return self.over[None]


def learn_from_choices(
    choices: Choices, moments: Floats, regions: Sequence[Teaching], priors: Mapping[str, Explained]
) -> dict[str, Taught]:
    """Learn the weights of every region, and replay the choices in the order of time to see what they are worth.

    `moments` are when the choices were made, rising, in the seconds of `judged_at`; `regions` name the one above
    before those below; `priors` hold what the regions without one above start from.
    """
    above = _lines_above(regions)
    won: dict[str, dict[str | None, list[Floats]]] = {
        region.key: {rival: [] for rival in (None, *above[region.key])} for region in regions
    }
    cuts = _cuts(len(choices))
    for start, end in pairwise(cuts):
        known = choices.as_known(moments[start])
        learned = _explained(known, start, regions, priors)
        for region in regions:
            tried = region.choices[(region.choices >= max(start, region.known_before)) & (region.choices < end)]
            if not len(tried):
                continue
            block, past = choices.take(tried), known.take(region.choices[region.choices < start])
            new = log_likelihoods(block, learned[region.key])
            habit = priors[region.key].habit if region.above is None else learned[region.above].habit
            for rival, blocks in won[region.key].items():
                weights = region.in_force if rival is None else learned[rival].weights
                # How a rival is followed is learned too: nothing must win by telling scores apart more sharply.
                old = Explained(weights, explain_habit(past, weights, habit))
                blocks.append(new - log_likelihoods(block, old))
    final = _explained(choices, len(choices), regions, priors)
    return {
        region.key: Taught(
            region.key,
            final[region.key],
            len(region.choices),
            {rival: _gain(blocks) for rival, blocks in won[region.key].items()},
        )
        for region in regions
    }


def _lines_above(regions: Sequence[Teaching]) -> dict[str, tuple[str, ...]]:
    """Return the keys above each region, nearest first."""
    found: dict[str, tuple[str, ...]] = {}
    for region in regions:
        found[region.key] = () if region.above is None else (region.above, *found[region.above])
    return found


def _cuts(count: int) -> list[int]:
    """Return where the past ends, growing by a factor, and the end of all."""
    cuts, at = [], float(FIRST_TRAINED)
    while at < count:
        cuts.append(int(at))
        at *= GROWTH
    return [*cuts, count]


def _explained(
    choices: Choices, until: int, regions: Sequence[Teaching], priors: Mapping[str, Explained]
) -> dict[str, Explained]:
    """Learn from the choices before number `until`, each region held near the one above it."""
    found: dict[str, Explained] = {}
    for region in regions:
        prior = priors[region.key] if region.above is None else found[region.above]
        room = bounds(region.fixed)
        prior = Explained(np.clip(prior.weights, *room), prior.habit)
        past = region.choices[region.choices < until]
        found[region.key] = explain(choices.take(past), prior, spreads(), room)
    return found


def _gain(blocks: Sequence[Floats]) -> Gain:
    gains = np.concatenate(blocks) if blocks else np.empty(0)
    if not gains.size:
        return Gain(0, 0.0, 0.0, 0.0)
    # Neighbours in time are often about one need, so they are drawn together.
    groups = np.array_split(gains, min(len(gains), MOST_GROUPS))
    low, high = bootstrap_interval([float(group.mean()) for group in groups])
    return Gain(len(gains), float(gains.mean()), low, high)


def as_weights(explained: Explained) -> dict[str, float]:
    """Return the weights by part."""
    return dict(zip(TAUGHT, explained.weights.tolist(), strict=True))
