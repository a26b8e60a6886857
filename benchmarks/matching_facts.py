"""What stands beside the text and the place of made-up resources and needs: times, stock, people, track, pauses.

Values that repeat are made once and drawn from a pool, so that ten million records are made in a minute or two.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from benchmarks.matching_texts import SEED
from matching import Outcome, WeeklyHours, Window
from resolvers.numbers import LOCAL

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
RESOURCES_A_PARTNER = 4
GROUPS = ("DISABLED", "LOW_INCOME", "LIVING_ALONE", "VETERAN", "MIGRANT", "PREGNANT")
TIES = ("下棋", "种花", "跳舞", "退休教师", "同乡", "书法", "带孙", "羽毛球")
QUALIFICATIONS = ("HEALTH_CERTIFICATE", "CAREGIVER_CERTIFICATE", "ELECTRICIAN_LICENCE", "FOOD_LICENCE")
KINDS = {"SERVICE": 60, "SKILL": 15, "GOODS": 12, "VENUE": 10, "FUND": 3}
URGENCIES = {"P1": 3, "P2": 17, "P3": 70, "P4": 10}

Random = np.random.Generator
Values = list[Any]


def choice(random: Random, values: Sequence[Any], count: int, shares: Sequence[float] | None = None) -> Values:
    """Draw `count` of the values, evenly or by their shares of any sum; tuples and sets stay whole."""
    weights = None if shares is None else np.array(shares) / sum(shares)
    return [values[at] for at in random.choice(len(values), count, p=weights).tolist()]


def some(random: Random, share: float, values: Values, otherwise: Any) -> Values:
    """Return the values, all but a share of them, drawn at random, replaced."""
    kept = (random.random(len(values)) < share).tolist()
    return [value if keeps else otherwise for value, keeps in zip(values, kept, strict=True)]


def key(noun: int, number: int) -> str:
    """Return the key of the nth thing of a sort, shaped like the keys of the database (UUID)."""
    mixed = (number * 0x9E3779B97F4A7C15 + noun * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    mixed ^= mixed >> 31
    return f"019c{noun:04x}-{mixed & 0xFFFF:04x}-7{mixed >> 16 & 0xFFF:03x}-9{mixed >> 28 & 0xFFF:03x}-{number:012x}"


def resource_key(number: int) -> str:
    """Return the key of the nth resource."""
    return key(1, number)


def partner_key(number: int) -> str:
    """Return the key of the partner of the nth resource."""
    return key(2, number // RESOURCES_A_PARTNER)


class Facts:
    """Pools of everything that repeats, made once from the seed."""

    def __init__(self) -> None:
        random = np.random.default_rng((SEED, 31))
        self._hours = _pool(random, 80, _weekly_hours)
        self._closed = _pool(random, 400, _closed_days)
        self._busy = _pool(random, 5_000, _busy)
        self._outcomes = _pool(random, 5_000, _outcomes)
        self._windows = _pool(random, 3_000, _window)
        self._groups = _pool(random, 40, lambda some_random: _subset(some_random, GROUPS, 3))
        self._ties = _pool(random, 100, lambda some_random: _subset(some_random, TIES, 3))
        self._held = _pool(random, 30, lambda some_random: _subset(some_random, QUALIFICATIONS, 3))

    def resources(self, random: Random, first: int, count: int) -> dict[str, Values]:
        """Return fields of resources, those numbered from `first` on."""
        numbers = range(first, first + count)
        kinds = choice(random, list(KINDS), count, list(KINDS.values()))
        stock = np.where(random.random(count) < 0.05, 0, random.geometric(0.05, count)).tolist()  # noqa: PLR2004 -- shares of made-up records, read where they are drawn.
        assert first % RESOURCES_A_PARTNER == 0
        every = range(first, first + count + RESOURCES_A_PARTNER - 1, RESOURCES_A_PARTNER)
        partners = np.repeat([partner_key(number) for number in every], RESOURCES_A_PARTNER).tolist()[:count]
        paused = [NOW + DAY * days for days in random.integers(-20, 40, count).tolist()]
        nothing: frozenset[str] = frozenset()
        return {
            "key": [resource_key(number) for number in numbers],
            "partner_key": partners,
            "kind": kinds,
            "stock": [left if kind in {"GOODS", "FUND"} else None for kind, left in zip(kinds, stock, strict=True)],
            "weekly_hours": some(random, 0.7, choice(random, self._hours, count), ()),
            "closed_days": some(random, 0.15, choice(random, self._closed, count), frozenset()),
            "busy": some(random, 0.5, choice(random, self._busy, count), ()),
            "minimum_notice_hours": choice(random, (0.0, 2.0, 24.0, 48.0), count, (40, 20, 30, 10)),
            "min_age": choice(random, (None, 18, 60, 65), count, (80, 5, 10, 5)),
            "max_age": choice(random, (None, 12, 16, 75), count, (92, 2, 3, 3)),
            "groups": some(random, 0.1, choice(random, self._groups, count), nothing),
            "members_only": some(random, 0.03, partners, None),
            "paused_until": some(random, 0.06, paused, None),
            "confirmed_at": choice(random, [NOW - DAY * days for days in range(200)], count),
            "confirm_every_days": choice(random, (60, 90, 180), count, (10, 70, 20)),
            "qualifications_held": some(random, 0.2, choice(random, self._held, count), nothing),
            "qualifications_absent": some(random, 0.03, choice(random, self._held, count), nothing),
            "outcomes": some(random, 0.4, choice(random, self._outcomes, count), ()),
            "open_load": np.minimum(random.geometric(0.6, count) - 1, 20).tolist(),
            "last_dispatched_at": some(
                random, 0.5, choice(random, [NOW - DAY * days for days in range(1, 300)], count), None
            ),
            "asks_in_return": some(random, 0.1, ["请参加一次志愿活动"] * count, ""),
            "ties": some(random, 0.15, choice(random, self._ties, count), nothing),
            "created_at": choice(random, [NOW - DAY * days for days in range(1, 900)], count),
        }

    def needs(self, random: Random, resources: int, count: int) -> dict[str, Values]:
        """Return fields of needs; those they bar or were given back by are among so many resources."""
        nothing: frozenset[str] = frozenset()
        barred = [frozenset({partner_key(number)}) for number in random.integers(0, resources, count).tolist()]
        returned = [frozenset({resource_key(number)}) for number in random.integers(0, resources, count).tolist()]
        members = [frozenset({partner_key(number)}) for number in random.integers(0, resources, count).tolist()]
        return {
            "kind": some(random, 0.3, choice(random, list(KINDS), count, list(KINDS.values())), None),
            "quantity": choice(random, (1, 2, 3, 5, 10), count, (75, 10, 7, 5, 3)),
            "window": some(random, 0.6, choice(random, self._windows, count), None),
            "urgency": choice(random, list(URGENCIES), count, list(URGENCIES.values())),
            "age": some(random, 0.6, random.integers(3, 96, count).tolist(), None),
            "groups": some(random, 0.2, choice(random, self._groups, count), nothing),
            "memberships": some(random, 0.2, members, nothing),
            "ties": some(random, 0.3, choice(random, self._ties, count), nothing),
            "barred_partners": some(random, 0.05, barred, nothing),
            "returned_resources": some(random, 0.05, returned, nothing),
        }


def _pool(random: Random, count: int, make: Callable[[Random], Any]) -> Values:
    return [make(random) for _ in range(count)]


def _subset(random: Random, values: Sequence[str], most: int) -> frozenset[str]:
    return frozenset(random.choice(values, random.integers(1, most + 1), replace=False).tolist())


def _weekly_hours(random: Random) -> tuple[WeeklyHours, ...]:
    days = sorted(random.choice(7, random.integers(2, 8), replace=False).tolist())
    opens, length = int(random.integers(14, 28)) * 30, int(random.integers(4, 20)) * 30
    return tuple(WeeklyHours(day, opens, min(opens + length, 1_440)) for day in days)


def _closed_days(random: Random) -> frozenset[date]:
    today = NOW.astimezone(LOCAL).date()
    return frozenset(today + DAY * days for days in random.choice(30, random.integers(1, 6), replace=False).tolist())


def _half_hours(random: Random, days: int, longest: int) -> Window:
    start = NOW + timedelta(minutes=30 * int(random.integers(0, 48 * days)))
    return Window(start, start + timedelta(minutes=30 * int(random.integers(1, longest + 1))))


def _busy(random: Random) -> tuple[Window, ...]:
    found = sorted((_half_hours(random, 14, 6) for _ in range(random.integers(1, 7))), key=lambda span: span.start)
    apart: list[Window] = []
    for span in found:
        if not apart or apart[-1].end <= span.start:
            apart.append(span)
    return tuple(apart)


def _window(random: Random) -> Window:
    """Return a wished time: an afternoon, a day or a week within the next fortnight."""
    return _half_hours(random, 14, int(random.choice((8, 48, 336))))


def _outcomes(random: Random) -> tuple[Outcome, ...]:
    return tuple(
        Outcome(
            NOW - DAY * int(random.integers(1, 720)),
            taken=bool(random.random() < 0.9),  # noqa: PLR2004 -- shares of made-up records, read where they are drawn.
            done=bool(random.random() < 0.85),  # noqa: PLR2004 -- shares of made-up records, read where they are drawn.
            solved=[None, 0.0, 0.5, 1.0][random.integers(0, 4)],
            satisfied=[None, 0.4, 0.8, 1.0][random.integers(0, 4)],
        )
        for _ in range(random.integers(1, 9))
    )
