"""Narrowing persons: who lives in a region, or who holds a role that reaches it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, or_, select

from resolvers.access import readable_person_private
from resolvers.context import Context
from resolvers.narrowing import Conditions, in_subtree, says
from resolvers.regions import ancestors
from storage.codes import Role
from storage.tables import PersonPrivateRow, PersonRow, RegionRow, RoleGrantRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFilter:
    """Narrows persons to those who live in a region or, with a role, to those whose role reaches it."""

    region: UUID
    text: str | None = None
    role: Role | None = None

    async def conditions(self, context: Context) -> Conditions:
        """Return what a person must meet; a name or phone is searched only where the viewer may read it."""
        found = await self._with_role(context) if self.role else self._living_there()
        if (self.text or "").strip():
            text = self.text or ""
            private = exists().where(
                PersonPrivateRow.person_id == PersonRow.id,
                readable_person_private(context.viewer),
                says(text, PersonPrivateRow.name, PersonPrivateRow.phone),
            )
            found.append(or_(says(text, PersonRow.called), private))
        return found

    def _living_there(self) -> Conditions:
        living = select(RegionRow.id).where(*in_subtree(RegionRow.path, self.region))
        return [PersonRow.region_id.in_(living)]

    async def _with_role(self, context: Context) -> Conditions:
        now = context.now()
        async with context.database.read() as session:
            path = await session.scalar(select(RegionRow.path).where(RegionRow.id == self.region))
        return [
            exists()
            .where(
                RoleGrantRow.person_id == PersonRow.id,
                RoleGrantRow.role == self.role,
                RoleGrantRow.valid_from <= now,
                or_(RoleGrantRow.valid_until.is_(None), RoleGrantRow.valid_until > now),
                RegionRow.path.in_(ancestors(path or "")),
            )
            .where(RegionRow.id == RoleGrantRow.region_id),
        ]
