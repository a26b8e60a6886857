"""`python -m benchmarks.planning`: a whole community's plan beside greedy and first-come giving.

Scores are made of topics, popularity and distance, so that popular resources are contended for: once with half as
many places again as there are wants, once with just as many. Then half of the wants name an hour of the day, and
nobody is at two places at once: the flow's lines clash and are repaired, and the plan says how far it may be from the
best.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

import numpy as np
from rich.console import Console
from rich.table import Table

from matching import Window
from matching.planning import Capacity, Want, assign
from matching.planning_placement import Placement, Task, open_pairs

WANTS, RESOURCES, CANDIDATES, TOPICS = 10_000, 8_000, 20, 16
SEED = 20261121
ROTATION = 0.4
ROUNDS = 3
MORNING = datetime(2026, 3, 2, tzinfo=UTC)
HOURS = 8


@dataclass(frozen=True, slots=True)
class Community:
    """Wants with their candidates, and what each resource can take."""

    wants: list[Want]
    candidates: dict[str, list[tuple[str, float]]]
    places: dict[str, int]


@dataclass(frozen=True, slots=True)
class Given:
    """What a way of giving came to."""

    name: str
    seconds: float
    covered: int
    points: float
    partners: int


def made_up(places_a_want: float, wants: int = WANTS, resources: int = RESOURCES) -> Community:
    """Return a community with so many places for each want, the same in every run."""
    random = np.random.default_rng(SEED)
    asked = random.random((wants, TOPICS)) ** 4
    offered = random.random((resources, TOPICS)) ** 4
    popular, here, there = random.normal(size=resources), random.random((wants, 2)), random.random((resources, 2))
    places = 1 + random.multinomial(round(places_a_want * wants) - resources, np.full(resources, 1 / resources))
    candidates = {}
    for row in range(wants):
        distance = np.hypot(*(there - here[row]).T)
        scores = 3 * offered @ asked[row] + 0.3 * popular - 30 * distance - 2
        best = np.argpartition(-scores, CANDIDATES)[:CANDIDATES]
        candidates[f"w{row:05}"] = [(f"r{key:05}", float(scores[key])) for key in best.tolist()]
    return Community(
        [Want(key=key) for key in candidates],
        candidates,
        {f"r{key:05}": int(count) for key, count in enumerate(places)},
    )


def planned(community: Community, rotation: float) -> Iterable[tuple[str, float]]:
    """Give resource and score of every line of the exact plan."""
    capacities = {key: Capacity(total=places) for key, places in community.places.items()}
    plan = assign(community.wants, community.candidates, capacities, rotation=rotation)
    return [(line.resource, line.score) for line in plan.lines]


def first_come(community: Community) -> Iterable[tuple[str, float]]:
    """Give every want, in its turn, the best resource that is left."""
    free, given = dict(community.places), []
    for offered in community.candidates.values():
        for resource, score in sorted(offered, key=lambda one: -one[1]):
            if free[resource]:
                free[resource] -= 1
                given.append((resource, score))
                break
    return given


def greedy(community: Community) -> Iterable[tuple[str, float]]:
    """Give the best pair that is left, again and again."""
    free, given, served = dict(community.places), [], set()
    pairs = ((score, want, key) for want, offered in community.candidates.items() for key, score in offered)
    for score, want, resource in sorted(pairs, reverse=True):
        if want not in served and free[resource]:
            free[resource] -= 1
            served.add(want)
            given.append((resource, score))
    return given


def with_hours(community: Community) -> Community:
    """Return the community with every other want at an hour of its own choice."""
    random = np.random.default_rng(SEED)
    begins = [MORNING + timedelta(hours=hour) for hour in random.integers(0, HOURS, len(community.wants)).tolist()]
    wants = [
        want if index % 2 else replace(want, window=Window(begins[index], begins[index] + timedelta(hours=1)))
        for index, want in enumerate(community.wants)
    ]
    return replace(community, wants=wants)


def tell_of_hours(places: float) -> None:
    """Measure plans in which times clash beside giving the best pair that still fits, and beside their bound."""
    community = with_hours(made_up(places))
    capacities = {key: Capacity(total=count, at_once=1) for key, count in community.places.items()}
    began = time.process_time()
    plan = assign(community.wants, community.candidates, capacities)
    seconds = time.process_time() - began
    task = Task({want.key: want for want in community.wants}, community.candidates, capacities, (), 0.0)
    began = time.process_time()
    by_score = Placement(task)
    for want, resource, score in open_pairs(by_score):
        by_score.put(want, resource, score)
    ways = [
        Given("upper bound", 0.0, plan.at_most.covered, plan.at_most.points, 0),
        Given("flow and repair", seconds, plan.value.covered, plan.value.points, 0),
        Given("greedy by score", time.process_time() - began, by_score.covered, by_score.value().points, 0),
    ]
    table = Table("way", "processor s", "served", "of the bound", title=f"{_title(places)}, half of them at an hour")
    for way, share in zip(ways, worths(ways, community), strict=True):
        table.add_row(way.name, f"{way.seconds:.3f}", f"{way.covered:,}", f"{share:.4f}")
    Console().print(table)


def measured(name: str, give: Callable[[], Iterable[tuple[str, float]]]) -> Given:
    """Return what a way of giving came to, with the least of some times on one processor."""
    seconds, lines = [], []
    for _ in range(ROUNDS):
        began = time.process_time()
        lines = list(give())
        seconds.append(time.process_time() - began)
    return Given(name, min(seconds), len(lines), sum(score for _, score in lines), len({key for key, _ in lines}))


def main() -> None:
    """Measure and tell."""
    for places in (1.5, 1.0):
        community = made_up(places)
        ways = [
            measured("min-cost flow", partial(planned, community, 0.0)),
            measured(f"same, rotation {ROTATION}", partial(planned, community, ROTATION)),
            measured("greedy by score", partial(greedy, community)),
            measured("first come", partial(first_come, community)),
        ]
        worth = worths(ways, community)
        table = Table("way", "processor s", "served", "of the best", "partners asked", title=_title(places))
        for way, share in zip(ways, worth, strict=True):
            table.add_row(way.name, f"{way.seconds:.3f}", f"{way.covered:,}", f"{share:.4f}", f"{way.partners:,}")
        Console().print(table)
    for places in (1.5, 1.0):
        tell_of_hours(places)


def worths(ways: list[Given], community: Community) -> list[float]:
    """Return the summed scores as shares of the first way's; a want not served counts as the worst candidate."""
    least = min(score for offered in community.candidates.values() for _, score in offered)
    over_the_worst = [way.points - least * way.covered for way in ways]
    return [points / over_the_worst[0] for points in over_the_worst]


def _title(places: float) -> str:
    return f"{WANTS:,} wants × {CANDIDATES} candidates, {RESOURCES:,} resources, {places:g} places a want"


if __name__ == "__main__":
    main()
