from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.bulletins import is_in_force
from resolvers.context import Context
from resolvers.numbers import LOCAL
from resolvers.partnerships import status_on
from resolvers.people import sign_in
from server.demo_city import load_demo_city
from server.demo_records import read_demo_city
from storage.codes import DispatchStatus, Nature, NeedStatus, PartnershipStatus, PlaceKind, ProjectStatus
from storage.engine import Database
from storage.keys import RandomBits
from storage.tables import (
    BulletinRow,
    DecisionCandidateRow,
    DecisionRow,
    DispatchRow,
    DispatchSlotRow,
    EvaluationRow,
    EventRow,
    NeedPartRow,
    NeedRow,
    NeedShareRow,
    NeedUrgeRow,
    PartnershipPromiseRow,
    PartnershipRow,
    PlaceRow,
    ProjectRow,
    ProjectStepRow,
    RegionRow,
    RegionSettingChangeRow,
    ReplyTemplateRow,
    ResourceRow,
    ResourceSlotRow,
    SavedFilterRow,
)
from tests.clock import HandClock
from tests.factories import make_context

TAKEN = (DispatchStatus.TAKEN, DispatchStatus.UNDER_WAY, DispatchStatus.DONE)


async def test_the_demo_city_stands_and_everything_in_it_agrees(
    database: Database, clock: HandClock, random_bits: RandomBits
) -> None:
    context = make_context(database, clock, random_bits)
    assert await load_demo_city(context)
    async with database.read() as session:
        await _assert_states(session)
        await _assert_history(session, clock())
        await _assert_quantities(session)
        await _assert_decisions(session)
        await _assert_projects(session)
        await _assert_privacy(session)
        await _assert_board(session, clock())
        await _assert_surroundings(session, clock())
    await _assert_left_alone(context)
    await _assert_doors_open(context)


async def _assert_surroundings(session: AsyncSession, now: datetime) -> None:
    assert set(await session.scalars(select(PlaceRow.kind))) == set(PlaceKind)
    agreed = (await session.scalars(select(PartnershipRow))).all()
    stands = {status_on(one, now.astimezone(LOCAL).date()) for one in agreed}
    assert stands >= {PartnershipStatus.IN_FORCE, PartnershipStatus.EXPIRED}
    for table in (PartnershipPromiseRow, SavedFilterRow, RegionSettingChangeRow):
        assert await session.scalar(select(func.count()).select_from(table)), table


async def _assert_states(session: AsyncSession) -> None:
    needs = set(await session.scalars(select(NeedRow.status)))
    assert needs == set(NeedStatus) - {NeedStatus.DISCUSSING, NeedStatus.DECIDED}
    assert set(await session.scalars(select(DispatchRow.status))) >= set(DispatchStatus) - {DispatchStatus.RECALLED}


async def _assert_board(session: AsyncSession, now: datetime) -> None:
    """Residents find something told to them, whom to ring, and the word to hear at the door."""
    told = (await session.scalars(select(BulletinRow))).all()
    assert {one.region_path for one in told if one.is_pinned and is_in_force(one, now.date())}
    assert all(is_in_force(one, now.date()) for one in told)
    assert len((await session.scalars(select(ReplyTemplateRow))).all()) >= 5
    phones = (
        select(func.count()).select_from(RegionRow).where(RegionRow.phone.is_not(None), RegionRow.hours.is_not(None))
    )
    assert await session.scalar(phones) == 7
    for table in (NeedUrgeRow, NeedShareRow):
        assert (await session.scalar(select(func.count()).select_from(table)) or 0) >= 3
    taken = (await session.scalars(select(DispatchRow).where(DispatchRow.status == DispatchStatus.TAKEN))).all()
    assert all(one.visit_code for one in taken)
    assert {one.fee_note for one in taken} > {""}


async def _assert_history(session: AsyncSession, now: datetime) -> None:
    """Events come in the order of time and none lies ahead; every need's begin with its being raised."""
    events = (await session.execute(select(EventRow.at, EventRow.move, EventRow.need_id).order_by(EventRow.seq))).all()
    moments = [event.at for event in events]
    assert moments == sorted(moments)
    assert moments[-1] <= now
    first: dict[object, str] = {}
    for event in events:
        first.setdefault(event.need_id, event.move)
    needs = set(await session.scalars(select(NeedRow.id)))
    assert {first[need_id] for need_id in needs} == {"RAISED"}


async def _assert_quantities(session: AsyncSession) -> None:
    """What parts and slots count is what their dispatches hold."""
    promised = (
        select(func.coalesce(func.sum(DispatchRow.quantity), 0))
        .where(DispatchRow.part_id == NeedPartRow.id, DispatchRow.status.in_(TAKEN))
        .scalar_subquery()
    )
    in_first_round = select(NeedPartRow.promised, promised).join(NeedRow, NeedRow.id == NeedPartRow.need_id)
    for counted, held in await session.execute(in_first_round.where(NeedRow.round == 1)):
        assert counted == held
    held_slots = (
        select(func.coalesce(func.sum(DispatchSlotRow.quantity), 0))
        .where(DispatchSlotRow.slot_id == ResourceSlotRow.id)
        .scalar_subquery()
    )
    slots = (await session.execute(select(ResourceSlotRow.taken, held_slots))).all()
    assert slots
    assert all(taken == held for taken, held in slots)


async def _assert_decisions(session: AsyncSession) -> None:
    chosen = select(DispatchRow.id).join(DecisionRow, DecisionRow.id == DispatchRow.decision_id)
    matching = chosen.where(DecisionRow.chosen_resource_id == DispatchRow.resource_id)
    decided = len((await session.scalars(matching)).all())
    assert decided == await session.scalar(select(func.count()).select_from(DecisionRow))
    assert decided >= 60
    candidates = await session.scalars(select(DecisionCandidateRow).where(DecisionCandidateRow.is_eligible))
    for one in candidates:
        assert one.score is not None
        assert abs(sum(part["points"] for part in one.parts) - one.score) < 1e-9


async def _assert_projects(session: AsyncSession) -> None:
    taken = set(await session.scalars(select(DispatchRow.need_id).where(DispatchRow.status.in_(TAKEN))))
    projects = (await session.scalars(select(ProjectRow))).all()
    assert taken <= {project.need_id for project in projects}
    assert {project.status for project in projects} == set(ProjectStatus)
    assert 10 <= sum(project.is_listed for project in projects) < len(projects)
    assert await session.scalar(
        select(func.count()).select_from(ProjectStepRow).where(ProjectStepRow.done_at.is_not(None))
    )


async def _assert_privacy(session: AsyncSession) -> None:
    published = (await session.scalars(select(NeedRow).where(NeedRow.published_at.is_not(None)))).all()
    assert len(published) >= 30
    assert not [need for need in published if need.nature is Nature.COMPLAINT]
    unjudged = select(func.count()).select_from(NeedRow).where(NeedRow.status == NeedStatus.CLOSED)
    without = unjudged.where(NeedRow.id.not_in(select(EvaluationRow.need_id)))
    assert await session.scalar(without), "some needs closed without a verdict"


async def _assert_left_alone(context: Context) -> None:
    counts = select(func.count()).select_from(EventRow)
    async with context.database.read() as session:
        before = await session.scalar(counts)
    assert not await load_demo_city(context)
    async with context.database.read() as session:
        assert await session.scalar(counts) == before


async def _assert_doors_open(context: Context) -> None:
    people = read_demo_city().people
    for account in people.accounts[:3]:
        assert (await sign_in(context, account.user_name, people.password)).token
    async with context.database.read() as session:
        await context.index.catch_up(session, context.now())
        offered = await session.scalar(select(func.count()).select_from(ResourceRow).where(~ResourceRow.is_one_time))
        letters = set(await session.scalars(select(RegionRow.letters)))
    assert context.index.is_loaded
    assert offered == len(read_demo_city().resources)
    assert letters == {"KM", "PL"}
