"""The people in an audience: read from the rows, with the viewers they are now, once a batch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.access import readable_dispatches, readable_needs, readable_resources
from resolvers.notifications.kinds import Audience, Line, Situation
from resolvers.partners import speakers_of
from resolvers.regions import ancestors
from resolvers.viewer import Viewer, viewer_of
from storage.codes import Channel, DispatchStatus, Level, Nature, Role
from storage.tables import (
    DispatchRow,
    EndorsementRow,
    NeedRow,
    NotificationRow,
    PersonRow,
    RegionRow,
    ResourceRow,
    RoleGrantRow,
)

_ROLES = {Audience.STAFF: Role.COMMUNITY_STAFF, Audience.OFFICER: Role.STREET_OFFICER}


@dataclass
class People:
    """Finds people within one session at one moment, and remembers whom it has found."""

    session: AsyncSession
    now: datetime
    _viewers: dict[UUID, Viewer] = field(default_factory=dict)

    async def viewer(self, person_id: UUID) -> Viewer:
        """Return the viewer a person is."""
        if person_id not in self._viewers:
            self._viewers[person_id] = await viewer_of(self.session, person_id, self.now)
        return self._viewers[person_id]

    async def told(self, line: Line, situation: Situation) -> Sequence[UUID]:
        """Return who is told by a line: those of its audience who did not do it themselves, in a stable order."""
        event = situation.event
        found = dict.fromkeys(await self._in_audience(line.audience, situation))
        for known in (event.actor_id, event.on_behalf_of_id):
            found.pop(known, None)
        if not found:
            return ()
        here = select(PersonRow.id).where(PersonRow.id.in_(found), PersonRow.erased_at.is_(None))
        alive = set(await self.session.scalars(here))
        return [person_id for person_id in found if person_id in alive]

    async def _in_audience(self, audience: Audience, situation: Situation) -> Iterable[UUID | None]:
        need, event = situation.need, situation.event
        if audience is Audience.PARTNER:
            return await self._speakers([event.partner_id])
        if audience in _ROLES:
            return await self._with_role(_ROLES[audience], event.region_path)
        return () if need is None else await self._beside(audience, need)

    async def _beside(self, audience: Audience, need: NeedRow) -> Iterable[UUID | None]:
        """Return the people of an audience that a need itself names."""
        if audience is Audience.ASKER:
            return await self._askers(need)
        if audience is Audience.OWNER:
            return (need.owner_id,)
        if audience is Audience.ENDORSER:
            return await self.session.scalars(
                select(EndorsementRow.person_id)
                .where(EndorsementRow.need_id == need.id)
                .order_by(EndorsementRow.person_id)
            )
        done = select(DispatchRow.partner_id).where(
            DispatchRow.need_id == need.id, DispatchRow.status == DispatchStatus.DONE
        )
        return await self._speakers((await self.session.scalars(done.distinct())).all())

    async def _askers(self, need: NeedRow) -> Iterable[UUID | None]:
        """Return for whom a need is and who raised it; staff who wrote down what somebody said are not askers."""
        asked = need.channel is Channel.WEB or need.for_region_id is not None or need.for_person_id == need.raised_by
        raised_by = (need.raised_by,) if asked else ()
        return (need.for_person_id, *await self._speakers([need.for_partner_id]), *raised_by)

    async def _speakers(self, partner_ids: Iterable[UUID | None]) -> list[UUID]:
        known = [partner_id for partner_id in partner_ids if partner_id is not None]
        return [one for partner_id in known for one in await speakers_of(self.session, partner_id, self.now)]

    async def _with_role(self, role: Role, region_path: str) -> Sequence[UUID]:
        """Return who holds a role that reaches a region."""
        found = await self.session.scalars(
            select(RoleGrantRow.person_id)
            .join(RegionRow, RegionRow.id == RoleGrantRow.region_id)
            .where(
                RoleGrantRow.role == role,
                RegionRow.path.in_(ancestors(region_path)),
                RoleGrantRow.valid_from <= self.now,
                or_(RoleGrantRow.valid_until.is_(None), RoleGrantRow.valid_until > self.now),
            )
            .order_by(RoleGrantRow.person_id),
        )
        return found.all()

    async def may_see(self, person_id: UUID, row: NotificationRow) -> bool:
        """Whether a person may see what a notification is about, by the same clauses as everywhere."""
        viewer = await self.viewer(person_id)
        for table, key, readable in (
            (DispatchRow, row.dispatch_id, readable_dispatches),
            (NeedRow, row.need_id, readable_needs),
            (ResourceRow, row.resource_id, readable_resources),
        ):
            if key is not None:
                seen: ColumnElement[bool] = readable(viewer)
                return await self.session.scalar(select(table.id).where(table.id == key, seen)) is not None
        region = None if row.region_id is None else await self.session.get(RegionRow, row.region_id)
        return region is not None and viewer.reaches(region.path, *Role)

    async def community(self, region_path: str) -> UUID | None:
        """Return the community a path lies in: what a street may know of where something is."""
        return await self.session.scalar(
            select(RegionRow.id).where(RegionRow.path.in_(ancestors(region_path)), RegionRow.level == Level.COMMUNITY),
        )


def is_complaint(situation: Situation) -> bool:
    """Whether an event is about a complaint, which stays with its askers and staff."""
    return situation.need is not None and situation.need.nature is Nature.COMPLAINT
