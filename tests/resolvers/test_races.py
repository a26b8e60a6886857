"""Two at once: one of them is served, the other is told so, and nothing is counted twice."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from resolvers.due import run_due
from resolvers.invitations import Invitee, accept_invitation, invitation_link, invite_person
from resolvers.links import dispatch_link, take_by_link
from resolvers.refusals import AlreadyThere, LinkExpired, MoveNotPossible, StaleVersion
from resolvers.regions import RegionDraft, plant_region
from resolvers.resources import edit_resource
from resolvers.viewer import NOBODY
from storage.codes import Level, NeedStatus
from storage.tables import AccountRow, EventRow
from tests.clock import HandClock
from tests.factories import Town


async def test_an_invitation_that_two_accept_at_once_makes_one_account(town: Town) -> None:
    invitation = await town.do(town.staff, invite_person, Invitee("小吴", town.community.id))
    token = invitation_link(town.context, invitation).partition("invitation=")[2]
    outcomes = await asyncio.gather(
        *(accept_invitation(town.context, token, name, "correct horse") for name in ("xiaowu", "another")),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, LinkExpired | AlreadyThere) for outcome in outcomes) == 1
    assert len(await town.rows(select(AccountRow))) == 1


async def test_two_who_run_what_is_due_do_it_once(town: Town, clock: HandClock) -> None:
    for _ in range(3):
        await town.need(NeedStatus.DISPATCHED)
        await town.need(NeedStatus.DONE)
    await town.resource(confirm_every_days=1)
    moment = clock.advance(days=20)
    reports = await asyncio.gather(*(run_due(town.context, moment) for _ in range(2)))
    assert [sum(one.expired for one in reports), sum(one.closed for one in reports)] == [3, 3]
    assert sum(one.stale for one in reports) == 1
    for move in ("EXPIRED", "CLOSED_UNEVALUATED"):
        assert len(await town.rows(select(EventRow.seq).where(EventRow.move == move))) == 3


async def test_a_link_that_two_follow_at_once_takes_once(town: Town) -> None:
    dispatch = await town.dispatch(await town.need(NeedStatus.ACCEPTED))
    token = dispatch_link(town.context, dispatch.id).rpartition("/")[2]
    outcomes = await asyncio.gather(*(town.do(NOBODY, take_by_link, token) for _ in range(2)), return_exceptions=True)
    assert sum(isinstance(outcome, LinkExpired | MoveNotPossible) for outcome in outcomes) == 1
    assert len(await town.rows(select(EventRow.seq).where(EventRow.move == "TAKEN"))) == 1


async def test_two_edits_of_one_version_do_not_both_stand(town: Town) -> None:
    resource = await town.resource()
    edits = ({"title": "换灯"}, {"title": "修锁"})
    outcomes = await asyncio.gather(
        *(town.do(town.shopkeeper, edit_resource, resource.id, resource.version, given) for given in edits),
        return_exceptions=True,
    )
    assert [outcome.changed for outcome in outcomes if isinstance(outcome, StaleVersion)] == [["title"]]


async def test_children_added_at_once_get_codes_of_their_own(town: Town) -> None:
    drafts = [RegionDraft(Level.BUILDING, f"{number}栋", town.compound.id) for number in range(1, 7)]
    added = await asyncio.gather(*(town.do(NOBODY, plant_region, draft) for draft in drafts))
    assert len({one.path for one in added}) == len(drafts)


async def test_a_deadline_passes_in_between(town: Town, clock: HandClock) -> None:
    dispatch = await town.dispatch(await town.need(NeedStatus.ACCEPTED))
    token = dispatch_link(town.context, dispatch.id).rpartition("/")[2]
    moment = clock.advance(days=5) + timedelta(seconds=1)
    outcomes = await asyncio.gather(
        run_due(town.context, moment), town.do(NOBODY, take_by_link, token), return_exceptions=True
    )
    moves = await town.rows(select(EventRow.move).where(EventRow.move.in_(("EXPIRED", "TAKEN"))))
    assert len(moves) == 1
    assert isinstance(outcomes[1], LinkExpired | MoveNotPossible) == (moves == ["EXPIRED"])
