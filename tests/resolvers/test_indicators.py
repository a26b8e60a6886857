"""Every indicator counts exactly the needs it says, on random towns, beside a slow twin that reads all rows."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from statistics import median
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from resolvers.filters import NeedFilter
from resolvers.indicators.definitions import IndicatorKind, IndicatorMeasure, IndicatorPart, definitions
from resolvers.indicators.figures import Counted, Figure, Period, figures_of, indicators_in, period_of
from resolvers.pages import needs_page
from resolvers.refusals import InvalidInput
from resolvers.viewer import NOBODY, Viewer
from storage.codes import DispatchStatus, NeedStatus, RemarkKind, Satisfied, Solved
from storage.tables import DispatchRow, EndorsementRow, EvaluationRow, NeedRemarkRow, NeedRow
from storage.vocabulary import shipped_vocabulary
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town
from tests.resolvers.random_needs import RandomNeeds

DAYS = 100
ALL = list(IndicatorKind)
LEFT_OUT = {NeedStatus.MERGED, NeedStatus.TRANSFERRED, NeedStatus.WITHDRAWN}
GOOD = {Satisfied.VERY_SATISFIED, Satisfied.SATISFIED, Satisfied.FAIR}
HELD_AGAINST = {"WRONG_KIND", "NEEDS_AUTHORITY"}


@dataclass(frozen=True)
class Twin:
    """Counts one need after the other."""

    needs: list[NeedRow]
    dispatches: dict[UUID, list[DispatchRow]]
    verdicts: dict[UUID, list[EvaluationRow]]
    calls: set[UUID]
    neighbours: set[tuple[UUID, UUID]]
    now: datetime

    @classmethod
    async def of(cls, town: Town, now: datetime) -> "Twin":
        dispatches, verdicts = defaultdict(list), defaultdict(list)
        for dispatch in await town.rows(select(DispatchRow)):
            dispatches[dispatch.need_id].append(dispatch)
        for verdict in await town.rows(select(EvaluationRow)):
            verdicts[verdict.need_id].append(verdict)
        remarks = await town.rows(select(NeedRemarkRow))
        endorsed = await town.rows(select(EndorsementRow))
        return cls(
            needs=await town.rows(select(NeedRow)),
            dispatches=dispatches,
            verdicts=verdicts,
            calls={one.need_id for one in remarks if one.kind is RemarkKind.FOLLOW_UP},
            neighbours={(one.need_id, one.person_id) for one in endorsed},
            now=now,
        )

    def raised(self, period: Period, path: str) -> list[NeedRow]:
        begins, ends = period.moments()
        return [one for one in self.needs if one.region_path.startswith(path) and begins <= one.created_at < ends]

    def stands(self, need: NeedRow, kind: IndicatorKind) -> tuple[bool, bool]:
        """Return whether a need stands above and below the line."""
        accepted = need.accepted_at is not None
        kept = accepted and need.status not in LEFT_OUT
        finished = kept and need.status in (NeedStatus.DONE, NeedStatus.CLOSED)
        ended = need.done_at or need.closed_at
        in_time = finished and ended is not None and ended <= need.finish_by
        late = kept and need.finish_by < self.now and need.status is not NeedStatus.ON_HOLD
        answered = accepted or need.status in (NeedStatus.DECLINED, NeedStatus.TRANSFERRED, NeedStatus.MERGED)
        verdict = self.verdict(need)
        gave_up = need.status is NeedStatus.WITHDRAWN and need.reason_code == "WAITED_TOO_LONG"
        rated = verdict is not None and verdict.satisfied is not None
        taken = [one for one in self.dispatches[need.id] if one.taken_at]
        back = [one for one in taken if one.status is DispatchStatus.RETURNED and one.reason_code in HELD_AGAINST]
        return {
            IndicatorKind.ACCEPTED: (accepted, True),
            IndicatorKind.RESPONDED: (answered, accepted or need.status is not NeedStatus.WITHDRAWN),
            IndicatorKind.FINISHED: (finished, kept),
            IndicatorKind.ON_TIME: (in_time, finished or late),
            IndicatorKind.SOLVED: (bool(verdict and verdict.solved is Solved.YES), bool(verdict) or gave_up),
            IndicatorKind.SATISFIED: (bool(verdict and verdict.satisfied in GOOD), rated),
            IndicatorKind.FOLLOWED_UP: (finished and need.id in self.calls, finished),
            IndicatorKind.REPEATED: (need.status is NeedStatus.MERGED or need.round > 1, True),
            IndicatorKind.RETURNED: (bool(back), bool(taken)),
            IndicatorKind.HOURS_TO_RESPOND: (accepted, accepted),
            IndicatorKind.HOURS_TO_FINISH: (finished, finished),
            IndicatorKind.LOAD: (bool(taken), bool(taken)),
        }[kind]

    def verdict(self, need: NeedRow) -> EvaluationRow | None:
        own = [one for one in self.verdicts[need.id] if (need.id, one.person_id) not in self.neighbours]
        return max(own, key=lambda one: one.round, default=None)

    def value(self, kind: IndicatorKind, needs: list[NeedRow], partners: list[UUID]) -> float | None:
        above = [one for one in needs if self.stands(one, kind)[0]]
        below = [one for one in needs if self.stands(one, kind)[1]]
        if kind is IndicatorKind.ACCEPTED:
            return len(above)
        if kind is IndicatorKind.LOAD:
            taken = Counter(d.partner_id for one in needs for d in self.dispatches[one.id] if d.taken_at)
            return gini([taken[one] for one in partners])
        if not below:
            return None
        if kind in (IndicatorKind.HOURS_TO_RESPOND, IndicatorKind.HOURS_TO_FINISH):
            is_response = kind is IndicatorKind.HOURS_TO_RESPOND
            ends = [one.accepted_at if is_response else one.done_at or one.closed_at for one in below]
            spans = [end - one.created_at for end, one in zip(ends, below, strict=True) if end]
            return median(one.total_seconds() / 3600 for one in spans)
        return len(above) / len(below)


def gini(counts: list[int]) -> float:
    """Return Gini's coefficient as it is defined: the mean difference of all pairs over twice the mean."""
    total = sum(counts)
    pairs = sum(abs(one - other) for one in counts for other in counts)
    return pairs / (2 * len(counts) * total) if total else 0.0


async def offering(town: Town) -> list[Any]:
    """Return the resources of three partners of the community."""
    partners = [town.shop, await town.partner("电工队"), await town.partner("社工站")]
    return [await town.resource(one) for one in partners]


async def listed(town: Town, viewer: Viewer, counted: Counted) -> set[UUID]:
    wanted, found, after = NeedFilter(region=town.community.id, counted=counted), set(), None
    while True:
        page = await needs_page(town.seen_by(viewer), wanted, first=100, after=after)
        found |= {one.id for one in page.rows}
        if not page.has_next:
            return found
        after = page.keys[-1]


async def test_each_indicator_counts_what_its_slow_twin_counts(town: Town, clock: HandClock) -> None:
    resources = await offering(town)
    places = [town.compound, town.community, town.other_community]
    chance = Random(1)  # noqa: S311 - a seed for a test
    await RandomNeeds(town, chance, clock(), DAYS).write(110, places, resources)
    twin, today = await Twin.of(town, clock()), clock().date()
    partners = [one.partner_id for one in resources]
    staff = town.seen_by(town.staff)
    seen = Counter[IndicatorKind]()
    for period in (Period(today - timedelta(days=60), today), Period(today - timedelta(days=95), today)):
        needs = twin.raised(period, town.community.path)
        for figure in await figures_of(staff, town.community, [(kind, period) for kind in ALL]):
            kind = figure.kind
            assert figure.value == pytest.approx(twin.value(kind, needs, partners)), kind
            for at, part in enumerate(IndicatorPart):
                wanted = {one.id for one in needs if twin.stands(one, kind)[at]}
                assert await listed(town, town.staff, Counted(kind, part, period)) == wanted, (kind, part)
                if kind is not IndicatorKind.LOAD:
                    assert (figure.numerator, figure.denominator)[at] == len(wanted), (kind, part)
            seen[kind] += figure.numerator or 0
    assert min(seen.values()) > 0, "every indicator was tried on something"


@on_sqlite_only
async def test_months_are_told_apart_at_local_midnight(town: Town, clock: HandClock) -> None:
    for moment in ("2026-01-31T15:59:59Z", "2026-01-31T16:00:00Z", "2026-02-28T15:59:59Z"):
        clock.set(datetime.fromisoformat(moment))
        await town.need(NeedStatus.ACCEPTED)
    months = Period(date(2026, 2, 1), date(2026, 2, 28)).months(3)
    asked = [(IndicatorKind.ACCEPTED, one) for one in months]
    found = await figures_of(town.seen_by(town.staff), town.community, asked)
    assert [(one.period.since, one.value) for one in found] == [
        (date(2025, 12, 1), 0),
        (date(2026, 1, 1), 1),
        (date(2026, 2, 1), 2),
    ]


@on_sqlite_only
async def test_figures_of_few_needs_are_for_those_who_read_them(town: Town, clock: HandClock) -> None:
    for status in (NeedStatus.RAISED, NeedStatus.RAISED, NeedStatus.ACCEPTED, NeedStatus.ACCEPTED, NeedStatus.ACCEPTED):
        await town.need(status)
    asked = [(kind, period_of(None, None, clock())) for kind in ALL]

    async def told(viewer: Viewer) -> dict[IndicatorKind, Figure]:
        return {one.kind: one for one in await figures_of(town.seen_by(viewer), town.community, asked)}

    staff, officer = await told(town.staff), await told(town.officer)
    assert (staff[IndicatorKind.ACCEPTED].numerator, staff[IndicatorKind.ACCEPTED].denominator) == (3, 5)
    kept_back = officer[IndicatorKind.ACCEPTED]
    assert (kept_back.value, kept_back.numerator, kept_back.denominator) == (None, None, None), "two are left over"
    assert kept_back.is_kept_back
    assert officer[IndicatorKind.HOURS_TO_RESPOND].denominator == 3
    assert not any(one.is_kept_back for one in staff.values())


@on_sqlite_only
async def test_indicators_and_what_they_count_are_for_staff_and_officers(town: Town, clock: HandClock) -> None:
    need = await town.published(await town.need(NeedStatus.ACCEPTED))
    period = period_of(None, None, clock())
    for viewer in (town.staff, town.officer):
        assert await indicators_in(town.seen_by(viewer), town.community.id, period) is not None
    for viewer in (NOBODY, town.resident, town.shopkeeper, town.grid_worker, town.other_staff, town.administrator):
        assert await indicators_in(town.seen_by(viewer), town.community.id, period) is None
    counted = Counted(IndicatorKind.ACCEPTED, IndicatorPart.NUMERATOR, period)
    assert await listed(town, town.staff, counted) == {need.id}
    for viewer in (NOBODY, town.resident, town.neighbour, town.other_staff, town.officer):
        assert await listed(town, viewer, counted) == set(), "what is public of a need does not tell how it went"


def test_a_period_is_at_most_a_year_and_ends_after_it_begins(clock: HandClock) -> None:
    assert period_of(None, None, clock()) == Period(date(2026, 2, 1), date(2026, 3, 2))
    period = Period(date(2026, 2, 1), date(2026, 2, 28))
    assert period.before() == Period(date(2026, 1, 4), date(2026, 1, 31))
    begins, ends = period.moments()
    assert (begins.time(), ends - begins) == (time.min, timedelta(days=28))
    for since, until in ((date(2026, 2, 2), date(2026, 2, 1)), (date(2025, 1, 1), date(2026, 2, 1))):
        with pytest.raises(InvalidInput):
            period_of(since, until, clock())


def test_every_indicator_has_its_sentence_in_both_languages(clock: HandClock) -> None:
    defined = definitions(clock(), shipped_vocabulary())
    assert list(defined) == ALL
    for one in defined.values():
        assert one.zh.endswith("。")
        assert one.en.endswith(".")
    assert {one.measure for one in defined.values()} == set(IndicatorMeasure)
