"""Roles: who may do what where, granted and revoked by administrators."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select, update

from resolvers.access import require_role
from resolvers.accounts import open_account
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.people import enter_person
from resolvers.refusals import AlreadyThere, InvalidInput, NotFound
from resolvers.upserts import insert_missing
from resolvers.viewer import HeldRole, viewer_of
from storage.codes import Role
from storage.tables import AccountRow, PersonRow, RegionRow, RoleGrantRow


async def grant_role(
    change: Change, person_id: UUID, role: Role, region_id: UUID, *, until: datetime | None = None
) -> RoleGrantRow:
    """Grant a role in a region the viewer administers; it reaches the subtree, until the moment given."""
    region = await _administered(change, region_id)
    if await change.session.get(PersonRow, person_id) is None:
        raise NotFound("person")
    if until is not None and until <= change.now:
        raise InvalidInput.at("until", "IN_THE_PAST")
    return await give_role(change, person_id, role, region, until=until, granted_by=change.person_id)


async def give_role(
    change: Change,
    person_id: UUID,
    role: Role,
    region: RegionRow,
    *,
    until: datetime | None = None,
    granted_by: UUID | None = None,
) -> RoleGrantRow:
    """Record a role that somebody with the right to do so gave; refuses one that is held already."""
    key = change.key()
    row = {
        "id": key,
        "person_id": person_id,
        "role": role,
        "region_id": region.id,
        "valid_from": change.now,
        "valid_until": until,
        "granted_by": granted_by,
    }
    if not await insert_missing(change.session, RoleGrantRow, [row]):
        raise AlreadyThere("role")
    grant = await change.session.get_one(RoleGrantRow, key)
    change.record(grant, "GRANTED", region_path=region.path, details={"role": role.value, "person": str(person_id)})
    return grant


async def revoke_role(change: Change, person_id: UUID, role: Role, region_id: UUID) -> RoleGrantRow:
    """End a role that is held now in exactly this region."""
    region = await _administered(change, region_id)
    in_force = (
        RoleGrantRow.person_id == person_id,
        RoleGrantRow.role == role,
        RoleGrantRow.region_id == region_id,
        or_(RoleGrantRow.valid_until.is_(None), RoleGrantRow.valid_until > change.now),
    )
    grant = await change.session.scalar(select(RoleGrantRow).where(*in_force).order_by(RoleGrantRow.id).limit(1))
    if grant is None:
        raise NotFound("role")
    await change.session.execute(update(RoleGrantRow).where(*in_force).values(valid_until=change.now))
    await change.session.refresh(grant)
    change.record(grant, "REVOKED", region_path=region.path, details={"role": role.value, "person": str(person_id)})
    return grant


async def roles_of(context: Context, person_id: UUID) -> tuple[HeldRole, ...]:
    """Return the roles a person holds now."""
    async with context.database.read() as session:
        return (await viewer_of(session, person_id, context.now())).roles


async def create_administrator(
    change: Change, *, user_name: str, password_hash: str, called: str, region_id: UUID
) -> AccountRow:
    """Make the first administrator of a region, for somebody who runs the server."""
    region = await change.session.get(RegionRow, region_id)
    if region is None:
        raise NotFound("region")
    person = await enter_person(change, called, region)
    account = await open_account(change, person.id, user_name, password_hash)
    await give_role(change, person.id, Role.ADMINISTRATOR, region)
    return account


async def _administered(change: Change, region_id: UUID) -> RegionRow:
    region = await change.session.get(RegionRow, region_id)
    if region is None:
        raise NotFound("region")
    require_role(change.viewer, region.path, Role.ADMINISTRATOR)
    return region
