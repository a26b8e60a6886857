"""Probabilities follow what became of dispatches: which outcomes count, and what a fitted line changes."""

import numpy as np
import pytest
from sqlalchemy import select

from matching import PLAIN_CALIBRATION, Outcome, calibrated
from resolvers.calibrations import Calibrated, JudgedScore, judged_scores, keep_calibration, succeeded, tried
from resolvers.decisions import Shown, ShownCandidate
from resolvers.life.answering import return_dispatch, take_dispatch
from resolvers.life.doing import finish_dispatch
from resolvers.life.sending import Ask, send_dispatch
from resolvers.life.verdicts import Verdict, evaluate_need
from resolvers.matches.of_need import PartMatches, matches_of_need
from storage.codes import NeedStatus, Satisfied, Solved
from storage.tables import DispatchRow, EventRow, NeedRow, RegionRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

CITY = RegionRow(name="昆明市")


def simulated(count: int) -> list[JudgedScore]:
    """Draw scores whose true line is 0.4 · score − 1."""
    random = np.random.default_rng(3)
    scores = random.normal(2.0, 2.0, count)
    good = random.random(count) < 1 / (1 + np.exp(1 - 0.4 * scores))
    return [JudgedScore(float(score), bool(one)) for score, one in zip(scores, good, strict=True)]


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        ({"taken": False}, False),
        ({"taken": True}, None),
        ({"taken": True, "done": False}, False),
        ({"taken": True, "done": True}, None),
        ({"taken": True, "done": True, "solved": 1.0}, True),
        ({"taken": True, "done": True, "solved": 0.5, "satisfied": 1.0}, False),
    ],
)
def test_taken_done_and_solved_is_good_and_silence_is_neither(
    outcome: dict[str, bool | float], verdict: bool | None, clock: HandClock
) -> None:
    assert succeeded(Outcome(clock(), **outcome)) is verdict  # type: ignore[arg-type]  # some of its fields


def test_a_line_is_better_where_it_foretells_the_newest_outcomes() -> None:
    found = tried(CITY, simulated(1_000), PLAIN_CALIBRATION)
    assert found.is_better
    assert found.before is not None
    assert found.after is not None
    assert (found.before.count, found.after.count) == (300, 300)
    assert found.after.calibration_error < found.before.calibration_error
    again = tried(CITY, simulated(1_000), found.fitted)
    assert again.after == found.after


def test_with_few_outcomes_nothing_changes() -> None:
    for count in (0, 1, 40):
        found = tried(CITY, simulated(count), PLAIN_CALIBRATION)
        assert (found.fitted, found.is_better) == (PLAIN_CALIBRATION, False)


async def ranked(town: Town) -> tuple[NeedRow, PartMatches]:
    need = await town.need(NeedStatus.ACCEPTED)
    matches = await matches_of_need(town.seen_by(town.staff), need, None, 10)
    assert matches is not None
    return need, matches


async def sent(town: Town) -> tuple[NeedRow, DispatchRow, float]:
    """Send the best match of a new need, and give its score on the screen."""
    need, matches = await ranked(town)
    best = matches.items[0]
    on_screen = Shown(matches.ranking, (ShownCandidate(best.resource.id, 1),))
    ask = Ask(matches.part.id, resource_id=best.resource.id)
    return need, await town.do(town.staff, send_dispatch, ask, shown=on_screen), best.match.score


async def test_the_scores_of_judged_dispatches_are_read_from_the_log(town: Town, clock: HandClock) -> None:
    await town.resource(slot_capacity=9)
    need, good, good_score = await sent(town)
    await town.do(town.shopkeeper, take_dispatch, good.id)
    await town.do(town.shopkeeper, finish_dispatch, good.id, minutes_spent=20)
    clock.advance(hours=1)
    await town.do(town.resident, evaluate_need, need.id, Verdict(Solved.YES, Satisfied.SATISFIED))
    clock.advance(hours=1)
    _, unfit, unfit_score = await sent(town)
    await town.do(town.shopkeeper, return_dispatch, unfit.id, reason_code="WRONG_AREA")
    await sent(town)
    async with town.context.database.read() as session:
        found = await judged_scores(session, town.context, town.district.path)
        elsewhere = await judged_scores(session, town.context, town.other_community.path)
    assert [one.succeeded for one in found] == [True, False]
    assert [one.score for one in found] == pytest.approx([good_score, unfit_score], abs=1e-9)
    assert elsewhere == []


async def probability(town: Town) -> tuple[float, float]:
    _, matches = await ranked(town)
    best = matches.items[0].match
    return best.score, best.probability


@on_sqlite_only
async def test_a_line_that_is_kept_makes_the_probabilities_below_and_changes_no_score(town: Town) -> None:
    await town.resource()
    score, before = await probability(town)
    assert before == calibrated(score)
    kept = await keep_calibration(town.context, Calibrated(town.other_community, 99, PLAIN_CALIBRATION, (0.2, -2.0)))
    assert await probability(town) == (score, before)
    for version, line in ((1, (0.5, -1.0)), (2, (0.4, -0.5))):
        kept = await keep_calibration(town.context, Calibrated(town.street, 99, PLAIN_CALIBRATION, line))
        assert kept.version == version
        assert await probability(town) == (score, calibrated(score, line))
    moves = await town.rows(select(EventRow.move).where(EventRow.noun == "region_setting"))
    assert moves == ["CALIBRATED"] * 3
