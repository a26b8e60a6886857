"""What of a decision teaches: the choice, what became of it, and of returns only those that speak of fit."""

import pytest

from matching.choice_parts import TAUGHT
from matching.choices import Choice
from resolvers.decisions import Shown, ShownCandidate
from resolvers.life.answering import return_dispatch, take_dispatch
from resolvers.life.doing import finish_dispatch, start_dispatch
from resolvers.life.sending import Ask, send_dispatch
from resolvers.life.verdicts import Verdict, evaluate_need
from resolvers.matches.of_need import matches_of_need
from resolvers.models.evidence import Evidence, evidence_in, seconds
from storage.codes import NeedStatus, Satisfied, Solved
from storage.tables import DispatchRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

WORDS = "家里灯泡坏了，够不着"


async def sent(town: Town, words: str = WORDS, *, by_plan: bool = False) -> DispatchRow:
    """Return a dispatch to the shop's resource, chosen over another one that stood beside it."""
    need = await town.need(NeedStatus.ACCEPTED, words=words)
    matches = await matches_of_need(town.seen_by(town.staff), need, None, 9)
    assert matches is not None
    chosen = next(one.resource for one in matches.items if one.resource.partner_id == town.shop.id)
    listed = tuple(ShownCandidate(one.resource.id, place) for place, one in enumerate(matches.items, start=1))
    shown = Shown(matches.ranking, listed, by_plan=by_plan)
    return await town.do(town.staff, send_dispatch, Ask(matches.part.id, chosen.id), shown=shown)


async def evidence(town: Town) -> list[Evidence]:
    async with town.context.database.read() as session:
        return await evidence_in(session, town.context.vocabulary, town.street.path)


async def only(town: Town) -> Choice:
    (one,) = await evidence(town)
    return one.choice


@pytest.fixture
async def lists(town: Town) -> None:
    """Let two resources stand on every list."""
    await town.resource()
    await town.resource(await town.partner("电工队"), title="修灯", text="修灯换开关")


@pytest.mark.usefixtures("lists")
async def test_a_choice_counts_by_half_until_something_becomes_of_it(town: Town, clock: HandClock) -> None:
    dispatch = await sent(town)
    (one,) = await evidence(town)
    assert (one.region_path, one.at) == (town.compound.path, clock())
    assert one.partner_ids[one.choice.chosen] == town.shop.id
    assert one.choice.features.shape == (2, len(TAUGHT))
    assert one.choice.positions.tolist() == [1, 2]
    assert (one.choice.grade, one.choice.evidence) == (1, 0.5)
    await town.do(town.shopkeeper, take_dispatch, dispatch.id)
    assert ((await only(town)).grade, (await only(town)).evidence) == (1, 1)
    clock.advance(minutes=30)
    await town.do(town.shopkeeper, start_dispatch, dispatch.id)
    done = await town.do(town.shopkeeper, finish_dispatch, dispatch.id, minutes_spent=30)
    clock.advance(minutes=30)
    verdict = Verdict(Solved.PARTLY, Satisfied.DISSATISFIED)
    await town.do(town.resident, evaluate_need, dispatch.need_id, verdict)
    judged = await only(town)
    # Taken and done, half solved, a quarter satisfied.
    assert judged.grade == pytest.approx((1 + 1 + 0.5 + 0.25) / 4)
    assert done.ended_at is not None
    assert judged.judged_at == seconds(done.ended_at)


@on_sqlite_only
@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("reason", ["WRONG_KIND", "WRONG_AREA", "NO_QUALIFICATION"])
async def test_a_return_that_speaks_of_fit_counts_against_the_choice(town: Town, reason: str) -> None:
    dispatch = await sent(town)
    await town.do(town.shopkeeper, return_dispatch, dispatch.id, reason_code=reason)
    returned = await only(town)
    assert (returned.grade, returned.evidence) == (0, 1)


@on_sqlite_only
@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("reason", ["PERSONAL", "FULL", "UNIT_APPROVAL", "CONFLICT_OF_INTEREST", "NEED_CHANGED"])
async def test_a_personal_or_neutral_return_teaches_nothing(town: Town, reason: str) -> None:
    dispatch = await sent(town)
    before = await only(town)
    await town.do(town.shopkeeper, return_dispatch, dispatch.id, reason_code=reason)
    after = await only(town)
    assert (after.grade, after.evidence) == (before.grade, before.evidence) == (1, 0.5)


@on_sqlite_only
@pytest.mark.usefixtures("lists")
async def test_what_a_plan_chose_teaches_only_when_it_is_given_back_for_fit(town: Town) -> None:
    kept = await sent(town, by_plan=True)
    await town.do(town.shopkeeper, take_dispatch, kept.id)
    personal = await sent(town, by_plan=True)
    await town.do(town.shopkeeper, return_dispatch, personal.id, reason_code="PERSONAL")
    assert await evidence(town) == []
    unfit = await sent(town, by_plan=True)
    await town.do(town.shopkeeper, return_dispatch, unfit.id, reason_code="WRONG_KIND")
    one = await only(town)
    assert (one.grade, one.evidence, one.unjudged) == (0, 1, 0)


@on_sqlite_only
async def test_lists_of_one_and_needs_in_other_languages_teach_nothing(town: Town) -> None:
    await town.resource()
    await sent(town)
    await town.resource(await town.partner("电工队"), title="修灯", text="修灯换开关")
    await sent(town, "My kitchen lamp is broken, please help me")
    assert await evidence(town) == []
    await sent(town)
    assert len(await evidence(town)) == 1
