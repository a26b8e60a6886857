"""Needs in random states, written straight into the tables: for tests that count them in two ways."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import insert

from resolvers.changes import Change
from storage.codes import (
    Channel,
    DispatchStatus,
    Manner,
    Matter,
    Nature,
    NeedStatus,
    RemarkKind,
    Satisfied,
    Solved,
    Unit,
    Urgency,
)
from storage.tables import (
    DispatchRow,
    EndorsementRow,
    EvaluationRow,
    NeedPartRow,
    NeedRemarkRow,
    NeedRow,
    RegionRow,
    ResourceRow,
)
from tests.factories import Town

HOUR = timedelta(hours=1)
RETURNS = ("WRONG_KIND", "FULL", "PERSONAL", "NEEDS_AUTHORITY", None)
WITHDRAWALS = ("WAITED_TOO_LONG", "MOVED", None)
ENDED = (NeedStatus.DONE, NeedStatus.CLOSED)


@dataclass(frozen=True)
class RandomNeeds:
    """Writes needs into a town, all of them raised within `days` before `now`."""

    town: Town
    random: Random
    now: datetime
    days: int

    async def write(self, count: int, regions: list[RegionRow], resources: list[ResourceRow]) -> None:
        """Write so many needs with whatever belongs to them."""
        async with self.town.context.database.write() as session:
            change = Change(self.town.context, session, self.now)
            keys: list[UUID] = []
            for number in range(count):
                need = self._need(change, number, regions, keys)
                session.add(need)
                await session.flush()
                keys.append(need.id)
                part = NeedPartRow(id=change.key(), need_id=need.id, position=1, quantity=1, unit=Unit.TIME)
                session.add(part)
                await session.flush()
                for resource in self.random.sample(resources, self.random.randint(0, len(resources))):
                    session.add(self._dispatch(change, need, part, resource))
                await self._verdicts(change, need)
                if self.random.random() < 0.3:
                    session.add(self._call(change, need))

    def _some_time(self) -> datetime:
        return self.now - timedelta(minutes=self.random.randint(0, self.days * 24 * 60))

    def _need(self, change: Change, number: int, regions: list[RegionRow], earlier: list[UUID]) -> NeedRow:
        pick, raised = self.random, self._some_time()
        status = pick.choice([one for one in (*NeedStatus, *ENDED * 3) if one is not NeedStatus.MERGED or earlier])
        is_accepted = status not in (NeedStatus.RAISED, NeedStatus.DECLINED) and pick.random() < 0.85
        region = pick.choice(regions)
        is_ended, is_for_all = status in ENDED, pick.random() < 0.3
        done = is_ended and pick.random() < 0.8
        return NeedRow(
            id=change.key(),
            number=f"T-{number}",
            region_id=region.id,
            region_path=region.path,
            raised_by=self.town.resident.person_id,
            for_person_id=None if is_for_all else self.town.resident.person_id,
            for_region_id=region.id if is_for_all else None,
            channel=Channel.WEB,
            nature=pick.choice(list(Nature)),
            matter=Matter.PERSONAL,
            manner=Manner.EVERYDAY,
            urgency=Urgency.P3,
            status=status,
            owner_id=self.town.staff.person_id,
            merged_into_id=pick.choice(earlier) if status is NeedStatus.MERGED else None,
            reason_code=pick.choice(WITHDRAWALS) if status is NeedStatus.WITHDRAWN else None,
            respond_by=raised + 8 * HOUR,
            finish_by=raised + pick.randint(1, 200) * HOUR,
            accepted_at=raised + pick.random() * 50 * HOUR if is_accepted else None,
            done_at=raised + pick.random() * 250 * HOUR if done else None,
            closed_at=raised + pick.random() * 300 * HOUR if is_ended and not done else None,
            round=pick.choice([1, 1, 1, 2, 3]),
            created_at=raised,
        )

    def _dispatch(self, change: Change, need: NeedRow, part: NeedPartRow, resource: ResourceRow) -> DispatchRow:
        status = self.random.choice(list(DispatchStatus))
        return DispatchRow(
            id=change.key(),
            need_id=need.id,
            part_id=part.id,
            resource_id=resource.id,
            partner_id=resource.partner_id,
            region_path=need.region_path,
            status=status,
            quantity=1,
            sent_by=self.town.staff.person_id,
            respond_by=need.created_at,
            finish_by=need.created_at,
            taken_at=need.created_at if self.random.random() < 0.5 else None,
            reason_code=self.random.choice(RETURNS) if status is DispatchStatus.RETURNED else None,
            created_at=need.created_at,
        )

    async def _verdicts(self, change: Change, need: NeedRow) -> None:
        """Let the asker answer in some rounds, and a neighbour who needs it too as well."""
        neighbour = self.town.neighbour.person_id
        if self.random.random() < 0.4:
            endorsed = {"need_id": need.id, "person_id": neighbour, "also_needs": True, "created_at": self.now}
            await change.session.execute(insert(EndorsementRow).values(endorsed))
            change.session.add(self._verdict(change, need, neighbour, need.round))
        for judged in range(1, need.round + 1):
            if self.random.random() < 0.5:
                change.session.add(self._verdict(change, need, self.town.resident.person_id, judged))

    def _verdict(self, change: Change, need: NeedRow, person_id: UUID | None, judged: int) -> EvaluationRow:
        return EvaluationRow(
            id=change.key(),
            need_id=need.id,
            person_id=person_id,
            round=judged,
            solved=self.random.choice(list(Solved)),
            satisfied=self.random.choice([*Satisfied, None]),
            channel=Channel.WEB,
            created_at=self.now,
        )

    def _call(self, change: Change, need: NeedRow) -> NeedRemarkRow:
        return NeedRemarkRow(
            id=change.key(),
            need_id=need.id,
            kind=self.random.choice(list(RemarkKind)),
            text="打过电话",
            author_id=self.town.staff.person_id,
            channel=Channel.PHONE,
            created_at=self.now,
        )
