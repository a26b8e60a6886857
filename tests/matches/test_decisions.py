"""The decision log holds what was shown, with scores of the server's own making."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from matching import MatchSettings
from matching.choice_parts import TAUGHT
from resolvers.decisions import NOT_OFFERED, RANKING_LASTS, Shown, ShownCandidate
from resolvers.life.sending import Ask, send_dispatch
from resolvers.matcher_index import MatcherIndex
from resolvers.matches.dismissing import dismiss_matches
from resolvers.matches.of_need import PartMatches, matches_of_need
from resolvers.refusals import InvalidInput, NotAllowed, NotFound, RankingUnknown
from resolvers.stamps import RANKING, Stamps
from storage.codes import DecisionAction, NeedStatus
from storage.tables import DecisionCandidateRow, DecisionRow, DispatchRow, NeedPartRow, PartnerQualificationRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town


async def ranked(town: Town, words: str = "家里灯泡坏了") -> PartMatches:
    need = await town.need(NeedStatus.ACCEPTED, words=words)
    matches = await matches_of_need(town.seen_by(town.staff), need, None, 10)
    assert matches is not None
    return matches


def shown(matches: PartMatches, *more: UUID) -> Shown:
    keys = [one.resource.id for one in matches.items] + list(more)
    return Shown(matches.ranking, tuple(ShownCandidate(key, place) for place, key in enumerate(keys, start=1)))


async def candidates(town: Town) -> list[DecisionCandidateRow]:
    return await town.rows(select(DecisionCandidateRow).order_by(DecisionCandidateRow.position))


async def send(town: Town, part: NeedPartRow, on_screen: Shown, **given: Any) -> DispatchRow:
    return await town.do(town.staff, send_dispatch, Ask(part.id, **given), shown=on_screen)


async def test_a_dispatch_leaves_what_it_was_chosen_over(town: Town, clock: HandClock) -> None:
    chosen = await town.resource()
    other = await town.resource(await town.partner("电工队"), title="修灯", text="修灯")
    matches = await ranked(town)
    clock.advance(minutes=5)
    dispatch = await send(town, matches.part, shown(matches), resource_id=chosen.id)
    (decision,) = await town.rows(select(DecisionRow))
    assert dispatch.decision_id == decision.id
    assert (decision.action, decision.chosen_resource_id) == (DecisionAction.DISPATCH, chosen.id)
    assert decision.model_version == matches.model_version
    assert (decision.ranked_at, decision.created_at) == (clock() - timedelta(minutes=5), clock())
    assert decision.decided_by == town.staff.person_id
    logged = await candidates(town)
    assert {one.resource_id for one in logged} == {chosen.id, other.id}
    for row, match in zip(logged, matches.items, strict=True):
        assert (row.resource_id, row.position) == (match.resource.id, match.match.position)
        assert row.score == pytest.approx(match.match.score, abs=1e-9)
        assert row.score == pytest.approx(sum(part["points"] for part in row.parts), abs=1e-9)
        assert [part["code"] for part in row.parts] == [part.code for part in match.match.parts]
        assert (row.is_eligible, row.failed_rule) == (True, None)
        weights = {code: MatchSettings().weight(code, chinese=True) for code in row.features}
        points = {code: weights[code] * feature for code, feature in row.features.items()}
        assert {part["code"]: part["points"] for part in row.parts} == pytest.approx(
            {code: points[code] for code in points if weights[code]}
        )
        assert row.features.keys() >= set(TAUGHT) - {"ties"}
    assert decision.is_chinese


@on_sqlite_only
async def test_the_log_says_which_of_the_shown_could_not_serve(town: Town, clock: HandClock) -> None:
    fits = await town.resource()
    unfit = await town.resource(await town.partner("无证店"), title="换灯泡")
    async with town.context.database.write() as session:
        qualification = {"code": "ELECTRICIAN_LICENCE", "is_held": False, "recorded_at": clock()}
        session.add(PartnerQualificationRow(partner_id=unfit.partner_id, **qualification))
    once = (await town.dispatch(await town.need(NeedStatus.ACCEPTED))).resource_id
    need = await town.need(NeedStatus.ACCEPTED, words="家里灯泡坏了", category="HOME_ELECTRIC")
    matches = await matches_of_need(town.seen_by(town.staff), need, None, 10)
    assert matches is not None
    await send(town, matches.part, shown(matches, unfit.id, once), resource_id=fits.id)
    logged = {row.resource_id: (row.is_eligible, row.failed_rule, row.score is None) for row in await candidates(town)}
    assert logged == {
        fits.id: (True, None, False),
        unfit.id: (False, "QUALIFICATION", False),
        once: (False, NOT_OFFERED, True),
    }


@on_sqlite_only
async def test_another_process_than_the_one_that_ranked_can_log_it(town: Town) -> None:
    chosen = await town.resource()
    matches = await ranked(town)
    elsewhere = replace(town, context=replace(town.context, index=MatcherIndex(town.context.vocabulary)))
    await send(elsewhere, matches.part, shown(matches), resource_id=chosen.id)
    assert [row.score is None for row in await candidates(town)] == [False]


async def test_dismissing_all_is_logged_with_its_reason(town: Town) -> None:
    await town.resource()
    matches = await ranked(town)
    part = await town.do(town.staff, dismiss_matches, matches.part.id, shown(matches), "NONE_FITS", " 要的是水工 ")
    (decision,) = await town.rows(select(DecisionRow))
    assert part.id == decision.part_id
    assert (decision.action, decision.reason_code) == (DecisionAction.DISMISS, "NONE_FITS")
    assert (decision.reason_text, decision.chosen_resource_id) == ("要的是水工", None)
    assert len(await candidates(town)) == 1


@on_sqlite_only
async def test_an_empty_list_can_be_dismissed(town: Town) -> None:
    matches = await ranked(town)
    await town.do(town.staff, dismiss_matches, matches.part.id, shown(matches), "NONE_FITS")
    assert await candidates(town) == []


@on_sqlite_only
async def test_only_staff_dismiss_and_only_for_a_known_reason(town: Town) -> None:
    matches = await ranked(town)
    with pytest.raises(NotAllowed):
        await town.do(town.resident, dismiss_matches, matches.part.id, shown(matches), "NONE_FITS")
    with pytest.raises(NotFound):
        await town.do(town.neighbour, dismiss_matches, matches.part.id, shown(matches), "NONE_FITS")
    with pytest.raises(InvalidInput):
        await town.do(town.staff, dismiss_matches, matches.part.id, shown(matches), "BORED")
    with pytest.raises(NotFound):
        await town.do(town.staff, dismiss_matches, town.shop.id, shown(matches), "NONE_FITS")


@on_sqlite_only
async def test_a_stamp_of_another_part_of_another_maker_or_too_old_is_refused(town: Town, clock: HandClock) -> None:
    chosen = await town.resource()
    matches, other = await ranked(town), await ranked(town, "厨房灯不亮")
    elsewhere = Stamps("another secret", clock)
    forged = elsewhere.make(RANKING, {"part": str(matches.part.id)}, lifetime=RANKING_LASTS)
    misused = town.context.stamps.make("answer-dispatch", {"part": str(matches.part.id)}, lifetime=RANKING_LASTS)
    cut = matches.ranking[:-1] + ("A" if matches.ranking[-1] != "A" else "B")
    for stamp in (other.ranking, forged, misused, cut, "", "nonsense"):
        with pytest.raises(RankingUnknown):
            await send(town, matches.part, Shown(stamp, ()), resource_id=chosen.id)
    clock.advance(seconds=RANKING_LASTS.total_seconds())
    with pytest.raises(RankingUnknown):
        await send(town, matches.part, shown(matches), resource_id=chosen.id)
    assert await town.rows(select(DecisionRow)) == []
    assert await town.rows(select(DispatchRow)) == []


@on_sqlite_only
async def test_a_list_that_cannot_have_been_on_a_screen_is_refused(town: Town) -> None:
    chosen = await town.resource()
    matches = await ranked(town)
    one = ShownCandidate(chosen.id, 1)
    impossible: list[tuple[ShownCandidate, ...]] = [
        (one, replace(one, position=2)),
        (replace(one, position=0),),
        (ShownCandidate(town.shop.id, 1),),
        tuple(ShownCandidate(UUID(int=place), place) for place in range(1, 102)),
    ]
    for listed in impossible:
        with pytest.raises(InvalidInput):
            await send(town, matches.part, Shown(matches.ranking, listed), resource_id=chosen.id)
    assert await town.rows(select(DispatchRow)) == []
