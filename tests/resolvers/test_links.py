from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from resolvers.invitations import Invitee, invite_person
from resolvers.life.answering import Proposal, recall_dispatch
from resolvers.life.doing import finish_dispatch
from resolvers.life.verdicts import Verdict
from resolvers.links import (
    LinkedDispatch,
    LinkedNeed,
    dispatch_link,
    evaluate_by_link,
    need_link,
    open_link,
    return_by_link,
    take_by_link,
)
from resolvers.refusals import InvalidInput, LinkExpired
from resolvers.viewer import NOBODY
from storage.codes import DispatchStatus, NeedStatus, Satisfied, Solved
from storage.tables import DispatchRow, EvaluationRow, EventRow, NeedRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

GOOD = Verdict(Solved.YES, Satisfied.SATISFIED)


def token_of(link: str) -> str:
    address, _, token = link.partition("/q/")
    assert address == "https://partners.example"
    return token


async def asked(town: Town) -> tuple[DispatchRow, str]:
    """Return a dispatch that waits for its answer, and its token."""
    dispatch = await town.dispatch(await town.need(NeedStatus.ACCEPTED))
    return dispatch, token_of(dispatch_link(town.context, dispatch.id))


async def judged(town: Town) -> tuple[NeedRow, str]:
    """Return a need that waits for its verdict, and its token."""
    need = await town.need(NeedStatus.DONE)
    return need, token_of(need_link(town.context, need))


async def test_a_partner_without_an_account_takes_what_it_is_asked(town: Town) -> None:
    dispatch, token = await asked(town)
    opened = await open_link(town.context, token)
    assert isinstance(opened, LinkedDispatch)
    assert (opened.dispatch.id, opened.place) == (dispatch.id, "联盟街道百合社区梧桐小区")
    taken = await town.do(NOBODY, take_by_link, token, helper_name="小周")
    assert (taken.status, taken.helper_name) == (DispatchStatus.TAKEN, "小周")
    (event,) = await town.rows(select(EventRow).where(EventRow.move == "TAKEN"))
    assert (event.actor_id, event.on_behalf_of_partner_id) == (town.shopkeeper.person_id, town.shop.id)


@on_sqlite_only
async def test_of_several_contacts_nobody_is_said_to_have_answered(town: Town) -> None:
    await town.do(town.shopkeeper, invite_person, Invitee("小吴", town.community.id, partner_id=town.shop.id))
    dispatch, token = await asked(town)
    await town.do(NOBODY, take_by_link, token)
    (event,) = await town.rows(select(EventRow).where(EventRow.move == "TAKEN"))
    assert (event.actor_id, event.on_behalf_of_partner_id) == (dispatch.sent_by, town.shop.id)


@on_sqlite_only
async def test_a_partner_proposes_another_time_or_declines_by_link(town: Town, clock: HandClock) -> None:
    dispatch, token = await asked(town)
    later = Proposal(starts_at=clock() + timedelta(days=2))
    assert (await town.do(NOBODY, take_by_link, token, proposal=later)).status is DispatchStatus.PROPOSED
    other, token = await asked(town)
    with pytest.raises(InvalidInput):
        await town.do(NOBODY, return_by_link, token, reason_code="NO_SUCH")
    returned = await town.do(NOBODY, return_by_link, token, reason_code="FULL", reason_text="下周再说")
    assert (returned.id, returned.status, returned.reason_code) == (other.id, DispatchStatus.RETURNED, "FULL")
    assert (await town.row(dispatch)).proposed_starts_at == later.starts_at


async def test_an_answered_or_recalled_dispatch_leaves_its_link_worthless(town: Town) -> None:
    _, answered = await asked(town)
    await town.do(NOBODY, take_by_link, answered)
    recalled, waiting = await asked(town)
    await town.do(town.staff, recall_dispatch, recalled.id)
    for token in (answered, waiting):
        with pytest.raises(LinkExpired):
            await open_link(town.context, token)
        with pytest.raises(LinkExpired):
            await town.do(NOBODY, take_by_link, token)
        with pytest.raises(LinkExpired):
            await town.do(NOBODY, return_by_link, token, reason_code="FULL")


async def test_an_asker_without_an_account_judges_once(town: Town) -> None:
    need, token = await judged(town)
    opened = await open_link(town.context, token)
    assert isinstance(opened, LinkedNeed)
    assert (await town.do(NOBODY, evaluate_by_link, token, GOOD)).status is NeedStatus.CLOSED
    (evaluation,) = await town.rows(select(EvaluationRow))
    assert (evaluation.need_id, evaluation.person_id) == (need.id, town.resident.person_id)
    with pytest.raises(LinkExpired):
        await town.do(NOBODY, evaluate_by_link, token, GOOD)
    with pytest.raises(LinkExpired):
        await open_link(town.context, token)


@on_sqlite_only
async def test_a_link_of_an_earlier_round_judges_no_later_one(town: Town) -> None:
    need, token = await judged(town)
    await town.do(NOBODY, evaluate_by_link, token, Verdict(Solved.NO))
    again = await town.dispatch(need)
    await town.do(NOBODY, take_by_link, token_of(dispatch_link(town.context, again.id)))
    await town.do(town.shopkeeper, finish_dispatch, again.id, minutes_spent=5)
    assert (await town.row(need)).status is NeedStatus.DONE
    with pytest.raises(LinkExpired):
        await town.do(NOBODY, evaluate_by_link, token, GOOD)
    token = token_of(need_link(town.context, await town.row(need)))
    assert (await town.do(NOBODY, evaluate_by_link, token, GOOD)).status is NeedStatus.CLOSED


@on_sqlite_only
async def test_a_need_of_a_partner_is_judged_by_whoever_raised_it(town: Town) -> None:
    need = await town.need(NeedStatus.DONE, by=town.shopkeeper, for_partner=town.shop.id)
    await town.do(NOBODY, evaluate_by_link, token_of(need_link(town.context, need)), GOOD)
    (evaluation,) = await town.rows(select(EvaluationRow))
    assert evaluation.person_id == town.shopkeeper.person_id


@on_sqlite_only
async def test_a_link_is_good_for_its_one_purpose(town: Town) -> None:
    _, answering = await asked(town)
    _, judging = await judged(town)
    with pytest.raises(LinkExpired):
        await town.do(NOBODY, take_by_link, judging)
    with pytest.raises(LinkExpired):
        await town.do(NOBODY, evaluate_by_link, answering, GOOD)
    for made_up in ("", "made up", answering[:-1], judging + "x"):
        with pytest.raises(LinkExpired):
            await open_link(town.context, made_up)


@on_sqlite_only
async def test_a_link_ends_after_seven_days(town: Town, clock: HandClock) -> None:
    _, token = await judged(town)
    clock.advance(days=7, seconds=1)
    with pytest.raises(LinkExpired):
        await town.do(NOBODY, evaluate_by_link, token, GOOD)


@on_sqlite_only
async def test_a_link_takes_no_more_than_was_asked(town: Town) -> None:
    _, token = await asked(town)
    with pytest.raises(InvalidInput):
        await town.do(NOBODY, take_by_link, token, proposal=Proposal(quantity=Decimal(5)))
