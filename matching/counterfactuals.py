"""What would have to be otherwise for a resource to come first: the smallest change, searched among listed ones.

A change touches one part of the score each, and the parts add up: so two changes give the sum of what each gives,
and no text is compared again. Smallest means: one change rather than two, then the kind that costs people least
effort, in the order of `KINDS`, then the amount.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from math import inf

import numpy as np

from matching.changes import KINDS, Change, changed, moved_wishes, possible_changes
from matching.columns import ResourceColumns
from matching.eligibility import failures
from matching.matcher import Matcher
from matching.records import NeedRecord, Ranking, ResourceRecord
from matching.settings import MatchSettings
from matching.text import is_chinese, normalise
from matching.vocabulary import Vocabulary
from matching.wishes import wishes

MOST_EXPLAINED = 10
CLEAR_LEAD = 1e-6
"""By how many points a resource must lead to be called first: less is a tie."""
DIGITS = 9

Records = Callable[[str], ResourceRecord]


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """The smallest change, of one or two facts, that puts a resource first, and its score then."""

    key: str
    changes: tuple[Change, ...]
    score: float
    gain: float
    position: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """A resource in a ranking or just outside it: its score, and the score it has to beat."""

    need: NeedRecord
    resource: ResourceRecord
    score: float
    to_beat: float


def counterfactuals(
    matcher: Matcher, need: NeedRecord, ranking: Ranking, records: Records, now: datetime
) -> Mapping[str, Counterfactual]:
    """Return the smallest change for each of the first ten and of the near misses that has one, by key.

    `records` gives the record of a key in the ranking. The first itself needs no change, and has none.
    """
    scores = _known_scores(ranking)
    known = {key: records(key) for key in scores}
    to_beat = max((match.score for match in ranking.matches[:1]), default=-inf)
    moved = _first_if_moved(matcher, need, ranking, known, now)
    found = {}
    for key, score in scores.items():
        if key == _first_key(ranking):
            continue
        ways = [smallest_change(Standing(need, known[key], score, to_beat), matcher.vocabulary, matcher.settings, now)]
        if key in moved:
            change, moved_score = moved[key]
            ways.append(Counterfactual(key, (change,), moved_score, moved_score - score))
        open_ways = [way for way in ways if way is not None]
        if open_ways:
            found[key] = min(open_ways, key=lambda way: effort(way.changes))
    return found


def _known_scores(ranking: Ranking) -> dict[str, float]:
    scores = {match.key: match.score for match in ranking.matches[:MOST_EXPLAINED]}
    return scores | {miss.key: miss.score for miss in ranking.near_misses}


def _first_key(ranking: Ranking) -> str | None:
    return ranking.matches[0].key if ranking.matches else None


def smallest_change(
    place: Standing, vocabulary: Vocabulary, settings: MatchSettings, now: datetime
) -> Counterfactual | None:
    """Return the smallest change of a resource that puts it first; None when no listed one, and no two, do."""
    need, resource = place.need, place.resource
    listed = possible_changes(need, resource, vocabulary, settings, now)
    versions = [changed(need, resource, change, settings, now) for change in listed]
    plain, *otherwise = _wished_points(need, [resource, *versions], settings, now)
    gains = [points - plain for points in otherwise]
    is_kept_out = bool(failures(need, resource, vocabulary, settings, now))

    def may_serve(indices: Sequence[int]) -> bool:
        if not is_kept_out:
            return True
        version = resource
        for index in indices:
            version = changed(need, version, listed[index], settings, now)
        return not failures(need, version, vocabulary, settings, now)

    singles = [(index,) for index in range(len(listed))]
    pairs = [pair for pair in combinations(range(len(listed)), 2) if _go_together(*(listed[index] for index in pair))]
    for choices in (singles, pairs):
        enough = [
            (effort([listed[index] for index in choice]), choice)
            for choice in choices
            if place.score + sum(gains[index] for index in choice) > place.to_beat + CLEAR_LEAD
        ]
        for _, choice in sorted(enough):
            if may_serve(choice):
                gain = sum(gains[index] for index in choice)
                changes = tuple(listed[index] for index in choice)
                return Counterfactual(resource.key, changes, place.score + gain, gain)
    return None


def effort(changes: Sequence[Change]) -> tuple[object, ...]:
    """Return what changes cost, to be compared: how many they are, of which kinds, and how much of each."""
    ordered = sorted((KINDS.index(change.kind), change.amount) for change in changes)
    return len(ordered), tuple(kind for kind, _ in ordered), tuple(amount for _, amount in ordered)


def _go_together(one: Change, other: Change) -> bool:
    return one.kind != other.kind or one.kind == "QUALIFICATION"


def _wished_points(
    need: NeedRecord, versions: Sequence[ResourceRecord], settings: MatchSettings, now: datetime
) -> list[float]:
    """Return for each version the points of all parts that do not come from text."""
    table = ResourceColumns(versions, settings)
    found = wishes(need, table, table.rows(), settings, now)
    chinese = is_chinese(normalise(need.text))
    points = np.sum([settings.weight(wish.code, chinese=chinese) * wish.feature for wish in found], axis=0)
    return [float(one) for one in points]


def _first_if_moved(
    matcher: Matcher,
    need: NeedRecord,
    ranking: Ranking,
    known: Mapping[str, ResourceRecord],
    now: datetime,
) -> Mapping[str, tuple[Change, float]]:
    """Return who of those known would come first on another day of the week, with the nearest day and the score then.

    Only where somebody but the present first leads those known on that day is everybody ranked again for it.
    """
    scores = _known_scores(ranking)
    offers = [known[key] for key in scores]
    moves = moved_wishes(need, matcher.settings, now) if offers else []
    found: dict[str, tuple[Change, float]] = {}
    present = _wished_points(need, offers, matcher.settings, now) if moves else []
    for change, moved in moves:
        points = _wished_points(moved, offers, matcher.settings, now)
        then = {
            offer.key: round(scores[offer.key] + new - old, DIGITS)
            for offer, old, new in zip(offers, present, points, strict=True)
            if not failures(moved, offer, matcher.vocabulary, matcher.settings, now)
        }
        leader = min(then, key=lambda key: (-then[key], key), default=None)
        if leader is None or leader == _first_key(ranking) or leader in found:
            continue
        best = matcher.shortlist(moved, first=1, now=now)
        if best and best[0][0] == leader:
            found[leader] = (change, best[0][1])
    return found
