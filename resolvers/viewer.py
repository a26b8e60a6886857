"""Who is asking, and what was granted to them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.codes import Role, TokenScope
from storage.tables import PartnerContactRow, RegionRow, RoleGrantRow


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role held in a region, reaching every path that begins with `region_path`."""

    role: Role
    region_id: UUID
    region_path: str


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person asking; everything is empty for somebody who has not signed in.

    `scope` is what a program may do that acts for the person by a token; None for the person itself.
    """

    person_id: UUID | None = None
    roles: tuple[HeldRole, ...] = ()
    partner_ids: frozenset[UUID] = frozenset()
    scope: TokenScope | None = None

    @property
    def is_signed_in(self) -> bool:
        """Whether we know who is asking."""
        return self.person_id is not None

    @property
    def is_machine(self) -> bool:
        """Whether a program acts for the person, by a token."""
        return self.scope is not None

    def paths(self, *roles: Role) -> tuple[str, ...]:
        """Return the region paths in which one of these roles is held."""
        return tuple(held.region_path for held in self.roles if held.role in roles)

    def reaches(self, region_path: str, *roles: Role) -> bool:
        """Whether one of these roles reaches the region at `region_path`."""
        return any(region_path.startswith(path) for path in self.paths(*roles))


NOBODY = Viewer()


async def viewer_of(session: AsyncSession, person_id: UUID, now: datetime) -> Viewer:
    """Return the viewer a person is at the moment `now`, with the roles and partners that are in force."""
    grants = await session.execute(
        select(RoleGrantRow.role, RegionRow.id, RegionRow.path)
        .join(RegionRow, RegionRow.id == RoleGrantRow.region_id)
        .where(
            RoleGrantRow.person_id == person_id,
            RoleGrantRow.valid_from <= now,
            or_(RoleGrantRow.valid_until.is_(None), RoleGrantRow.valid_until > now),
        )
        .order_by(RegionRow.path, RoleGrantRow.role),
    )
    partners = await session.scalars(
        select(PartnerContactRow.partner_id).where(
            PartnerContactRow.person_id == person_id,
            or_(PartnerContactRow.until.is_(None), PartnerContactRow.until > now),
        ),
    )
    return Viewer(person_id, tuple(HeldRole(*grant) for grant in grants), frozenset(partners))
