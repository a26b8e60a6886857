from datetime import timedelta
from uuid import UUID

import pytest

from resolvers.passwords import hash_password
from resolvers.people import sign_in, viewer_by_token
from resolvers.refusals import AlreadyThere, InvalidInput, NotAllowed, NotFound, NotSignedIn
from resolvers.roles import create_administrator, grant_role, revoke_role, roles_of
from resolvers.viewer import NOBODY, Viewer
from storage.codes import Role
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town


def key_of(viewer: Viewer) -> UUID:
    assert viewer.person_id is not None
    return viewer.person_id


async def held(town: Town, viewer: Viewer) -> list[tuple[Role, str]]:
    return [(one.role, one.region_path) for one in await roles_of(town.context, key_of(viewer))]


async def test_an_administrator_grants_and_revokes_a_role(town: Town) -> None:
    person, community = key_of(town.neighbour), town.community
    grant = await town.do(town.administrator, grant_role, person, Role.COMMUNITY_STAFF, community.id)
    assert grant.person_id == person
    assert await held(town, town.neighbour) == [(Role.COMMUNITY_STAFF, community.path)]
    with pytest.raises(AlreadyThere):
        await town.do(town.administrator, grant_role, person, Role.COMMUNITY_STAFF, community.id)
    await town.do(town.administrator, revoke_role, person, Role.COMMUNITY_STAFF, community.id)
    assert await held(town, town.neighbour) == []
    with pytest.raises(NotFound):
        await town.do(town.administrator, revoke_role, person, Role.COMMUNITY_STAFF, community.id)
    await town.do(town.administrator, grant_role, person, Role.COMMUNITY_STAFF, community.id)


@on_sqlite_only
async def test_a_role_for_a_time_ends_by_itself(town: Town, clock: HandClock) -> None:
    until = clock() + timedelta(days=30)
    person, community = key_of(town.neighbour), town.community
    await town.do(town.administrator, grant_role, person, Role.GRID_WORKER, community.id, until=until)
    assert await held(town, town.neighbour) == [(Role.GRID_WORKER, community.path)]
    clock.advance(days=31)
    assert await held(town, town.neighbour) == []
    with pytest.raises(InvalidInput):
        await town.do(town.administrator, grant_role, person, Role.GRID_WORKER, community.id, until=until)


@on_sqlite_only
async def test_nobody_but_an_administrator_of_the_region_grants(town: Town) -> None:
    person = key_of(town.neighbour)
    local = await town.person("小区管理员", Role.ADMINISTRATOR, town.community)
    await town.do(local, grant_role, person, Role.GRID_WORKER, town.compound.id)
    for viewer, region in ((town.staff, town.community), (town.officer, town.street), (local, town.street)):
        with pytest.raises(NotAllowed):
            await town.do(viewer, grant_role, person, Role.ADMINISTRATOR, region.id)
    with pytest.raises(NotSignedIn):
        await town.do(NOBODY, grant_role, person, Role.ADMINISTRATOR, town.street.id)


@on_sqlite_only
async def test_what_does_not_exist_is_not_found(town: Town) -> None:
    with pytest.raises(NotFound, match="region"):
        await town.do(town.administrator, grant_role, key_of(town.neighbour), Role.GRID_WORKER, town.shop.id)
    with pytest.raises(NotFound, match="person"):
        await town.do(town.administrator, grant_role, town.shop.id, Role.GRID_WORKER, town.community.id)


@on_sqlite_only
async def test_the_first_administrator_can_sign_in(town: Town) -> None:
    password_hash = await hash_password("correct horse")
    await town.do(
        NOBODY,
        create_administrator,
        user_name="admin",
        password_hash=password_hash,
        called="管理员",
        region_id=town.district.id,
    )
    viewer = await viewer_by_token(town.context, (await sign_in(town.context, "admin", "correct horse")).token)
    assert viewer.paths(Role.ADMINISTRATOR) == (town.district.path,)


@pytest.mark.parametrize(("password", "code"), [("short", "TOO_SHORT"), ("x" * 129, "TOO_LONG")])
async def test_a_password_is_neither_too_short_nor_too_long(password: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await hash_password(password)
    assert refused.value.faults[0].code == code
