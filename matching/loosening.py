"""For a need with few candidates: which hard rule, loosened by a sensible step, lets most resources join."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from math import inf
from zoneinfo import ZoneInfo

from matching.eligibility import Failure, failures, levels_apart
from matching.matcher import Matcher
from matching.records import LEVEL_WIDTH, NeedRecord, ResourceRecord, Window

FEW = 3
"""With fewer candidates than this a need is short of them: nobody to choose from once one has said no."""

RULES = ("STALE", "TIME", "RADIUS", "REGION", "KIND", "AGE", "GROUP", "MEMBERS")
"""The rules that people may agree to loosen, the gentlest first; rules of safety, fairness and free will never are."""

RADIUS_STEPS = (1_000, 2_000, 3_000, 5_000)
LEVEL_STEPS = (1, 2)
AGE_STEPS = (1, 2, 5, 10)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
_TIMES = frozenset({"NOTICE", "WINDOW"})

Records = Callable[[str], ResourceRecord]


@dataclass(frozen=True, slots=True)
class Loosening:
    """A rule loosened to `limit`, in `unit`, and the keys of those that would join by it alone, in order.

    RADIUS: every radius at least that many metres; REGION: regions served that many levels further up, within the
    city; AGE: limits that many years wider; TIME: the wished time grown to `when`, by a DAY each way or to all of its
    WEEK; STALE, KIND, GROUP and MEMBERS: the rule left out, the limit 0.
    """

    rule: str
    limit: float
    unit: str
    joining: tuple[str, ...]
    when: Window | None = None

    @property
    def added(self) -> int:
        """How many would join."""
        return len(self.joining)


def loosenings(
    matcher: Matcher, need: NeedRecord, eligible_count: int, records: Records, now: datetime
) -> tuple[Loosening, ...]:
    """Return what loosening each rule by itself would bring a need that has fewer candidates than `FEW`, best first.

    Of the steps of a rule the first is named that brings the need `FEW` candidates; where none does, the first that
    brings as many as the rule can. Empty for a need with candidates enough.
    """
    if eligible_count >= FEW:
        return ()
    search = _Search(matcher, need, records, now)
    kept_out = matcher.kept_out(need, now)
    found = []
    for rule in RULES:
        steps = [step for step in search.steps(rule, kept_out) if step.joining]
        if steps:
            most = max(step.added for step in steps)
            wanted = min(FEW - eligible_count, most)
            found.append(next(step for step in steps if step.added >= wanted))
    return tuple(sorted(found, key=lambda one: (-one.added, RULES.index(one.rule))))


@dataclass(frozen=True, slots=True)
class _Search:
    """What every step is tried on."""

    matcher: Matcher
    need: NeedRecord
    records: Records
    now: datetime

    def steps(self, rule: str, kept_out: Sequence[tuple[str, Failure]]) -> Iterator[Loosening]:
        """Give the steps of one rule, from the smallest, each with all that join by then."""
        if rule == "TIME":
            yield from self._wider_times([key for key, failure in kept_out if failure.rule in _TIMES])
            return
        missed = {key: failure for key, failure in kept_out if failure.rule == rule}
        match rule:
            case "RADIUS":
                yield from _by_need(rule, "METRE", RADIUS_STEPS, {key: one.value for key, one in missed.items()})
            case "REGION":
                yield from _by_need(rule, "LEVEL", LEVEL_STEPS, {key: self._levels(key) for key in missed})
            case "AGE":
                years = {key: abs(one.value - one.limit) for key, one in missed.items()}
                yield from _by_need(rule, "YEAR", AGE_STEPS, years)
            case "GROUP":
                # Groups and members count as one rule, so both may keep the same resource out.
                yield Loosening(rule, 0.0, "", tuple(key for key in missed if len(self._failures(self.need, key)) == 1))
            case _:
                yield Loosening(rule, 0.0, "", tuple(missed))

    def _wider_times(self, late: Sequence[str]) -> Iterator[Loosening]:
        if self.need.window is None:
            return
        zone = ZoneInfo(self.matcher.settings.time_zone)
        wished, now = self.need.window, self.now
        for unit, wider in (("DAY", _one_day_more(wished, now)), ("WEEK", _the_whole_week(wished, now, zone))):
            asked = replace(self.need, window=wider)
            joining = tuple(key for key in late if not self._failures(asked, key))
            yield Loosening("TIME", 1.0, unit, joining, wider)

    def _levels(self, key: str) -> float:
        """Levels to climb from where a resource serves to where the need is, within one city; else infinite."""
        resource, path = self.records(key), self.need.region_path
        home = resource.home_region_path[: self.matcher.settings.shared_path_without_point]
        served = resource.region_paths if resource.serves == "REGIONS" else (home,)
        within = (one for one in served if one and one[:LEVEL_WIDTH] == path[:LEVEL_WIDTH])
        return float(min((levels_apart(one, path) for one in within), default=inf))

    def _failures(self, need: NeedRecord, key: str) -> list[Failure]:
        return failures(need, self.records(key), self.matcher.vocabulary, self.matcher.settings, self.now)


def _by_need(rule: str, unit: str, steps: Sequence[int], needed: Mapping[str, float]) -> Iterator[Loosening]:
    """Give a step for each limit, with those that need no more than that."""
    for step in steps:
        yield Loosening(rule, float(step), unit, tuple(key for key, value in needed.items() if value <= step))


def _one_day_more(wished: Window, now: datetime) -> Window:
    """Let the wished time begin a day sooner, though not in the past, and end a day later."""
    return Window(min(wished.start, max(now, wished.start - DAY)), wished.end + DAY)


def _the_whole_week(wished: Window, now: datetime, zone: ZoneInfo) -> Window:
    """Let the wished time be any of the week it begins in, from now on, and no shorter than a day more each way."""
    day = wished.start.astimezone(zone).date()
    monday = datetime.combine(day - timedelta(days=day.weekday()), time(), zone)
    more = _one_day_more(wished, now)
    return Window(min(more.start, max(now, monday)), max(more.end, monday + WEEK))
