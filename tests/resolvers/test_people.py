from dataclasses import replace

import pytest
from sqlalchemy import select, update

from resolvers.context import Request
from resolvers.life.raising import NewPerson
from resolvers.people import set_person_quiet, set_preference, sign_in, sign_out, viewer_by_token
from resolvers.refusals import AlreadyThere, InvalidInput, NotAllowed, NotFound, NotSignedIn, SignInRefused
from resolvers.viewer import NOBODY
from storage.codes import Role
from storage.tables import AccountRow, PersonRow, SignInRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town
from tests.resolvers.accounts import PASSWORD, give_account


async def test_signing_in_gives_a_token_that_is_the_person_with_roles_and_partners(town: Town) -> None:
    await give_account(town, town.staff, "li.shuji")
    await give_account(town, town.shopkeeper, "zhou")
    staff = await sign_in(town.context, "li.shuji", PASSWORD)
    shopkeeper = await sign_in(town.context, "zhou", PASSWORD)
    assert await viewer_by_token(town.context, staff.token) == town.staff
    assert await viewer_by_token(town.context, shopkeeper.token) == town.shopkeeper
    assert town.staff.reaches(town.compound.path, Role.COMMUNITY_STAFF)


@on_sqlite_only
async def test_a_user_name_is_the_same_in_capitals_and_in_full_width_letters(town: Town) -> None:
    await give_account(town, town.resident, "Wang2")
    assert (await sign_in(town.context, " ＷＡＮＧ2 ", PASSWORD)).token


@on_sqlite_only
@pytest.mark.parametrize(("user_name", "password"), [("wang", "another one"), ("nobody", PASSWORD), ("wang", "")])
async def test_what_does_not_fit_is_refused_alike(town: Town, user_name: str, password: str) -> None:
    await give_account(town, town.resident, "wang")
    with pytest.raises(SignInRefused):
        await sign_in(town.context, user_name, password)


@on_sqlite_only
async def test_the_token_and_the_password_are_not_stored(town: Town) -> None:
    account = await give_account(town, town.resident)
    signed_in = await sign_in(town.context, "wang", PASSWORD)
    (row,) = await town.rows(select(SignInRow))
    assert signed_in.token not in str(vars(row))
    assert account.password_hash.startswith("$argon2id$")
    assert PASSWORD not in account.password_hash


@on_sqlite_only
async def test_a_token_ends_by_itself_and_by_signing_out(town: Town, clock: HandClock) -> None:
    await give_account(town, town.resident)
    first = await sign_in(town.context, "wang", PASSWORD)
    second = await sign_in(town.context, "wang", PASSWORD)
    await town.do(town.resident, sign_out, first.token)
    assert await viewer_by_token(town.context, first.token) == NOBODY
    clock.advance(days=13)
    assert (await viewer_by_token(town.context, second.token)).is_signed_in
    clock.advance(days=1)
    assert await viewer_by_token(town.context, second.token) == NOBODY


@on_sqlite_only
async def test_a_retried_sign_in_gives_a_token_that_opens(town: Town) -> None:
    await give_account(town, town.resident)
    context = replace(town.seen_by(town.resident), request=Request("the same key", "the same hash"))
    for _ in range(2):
        signed_in = await sign_in(context, "wang", PASSWORD)
        assert (await viewer_by_token(town.context, signed_in.token)).person_id == town.resident.person_id


@on_sqlite_only
async def test_a_token_of_nobody_is_nobody_and_cannot_sign_out(town: Town) -> None:
    assert await viewer_by_token(town.context, None) == NOBODY
    assert await viewer_by_token(town.context, "made up") == NOBODY
    with pytest.raises(NotSignedIn):
        await town.do(town.resident, sign_out, None)


@on_sqlite_only
async def test_a_disabled_account_opens_nothing(town: Town, clock: HandClock) -> None:
    await give_account(town, town.resident)
    signed_in = await sign_in(town.context, "wang", PASSWORD)
    async with town.context.database.write() as session:
        await session.execute(update(AccountRow).values(disabled_at=clock()))
    assert await viewer_by_token(town.context, signed_in.token) == NOBODY
    with pytest.raises(SignInRefused):
        await sign_in(town.context, "wang", PASSWORD)


async def test_a_user_name_belongs_to_one_person_and_a_person_has_one(town: Town) -> None:
    await give_account(town, town.resident, "wang")
    with pytest.raises(AlreadyThere):
        await give_account(town, town.neighbour, "WANG")
    with pytest.raises(AlreadyThere):
        await give_account(town, town.resident, "another")


@on_sqlite_only
@pytest.mark.parametrize("user_name", ["ab", "two words", "a" * 61, ""])
async def test_a_user_name_is_a_plain_word(town: Town, user_name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await give_account(town, town.resident, user_name)
    assert refused.value.faults[0].field == "userName"


@on_sqlite_only
async def test_people_and_their_staff_set_the_quiet_mark_and_nobody_else(town: Town) -> None:
    resident = town.resident.person_id
    assert resident is not None
    assert (await town.do(town.resident, set_person_quiet, resident, is_quiet=True)).is_quiet
    assert not (await town.do(town.staff, set_person_quiet, resident, is_quiet=False)).is_quiet
    for other in (town.neighbour, town.other_staff, town.officer):
        with pytest.raises(NotAllowed):
            await town.do(other, set_person_quiet, resident, is_quiet=True)
    with pytest.raises(NotFound):
        await town.do(town.staff, set_person_quiet, town.shop.id, is_quiet=True)


@on_sqlite_only
async def test_large_type_is_kept(town: Town) -> None:
    assert (await town.do(town.resident, set_preference, prefers_large_type=True)).prefers_large_type
    with pytest.raises(NotSignedIn):
        await town.do(NOBODY, set_preference, prefers_large_type=True)


@on_sqlite_only
async def test_a_need_for_somebody_unknown_enters_that_person_and_nobody_without_a_name(town: Town) -> None:
    need = await town.need(by=town.staff, new_person=NewPerson("李奶奶", phone="13900000000"))
    (person,) = await town.rows(select(PersonRow).where(PersonRow.called == "李奶奶"))
    assert (need.for_person_id, person.region_id) == (person.id, town.compound.id)
    with pytest.raises(InvalidInput):
        await town.need(by=town.staff, new_person=NewPerson(" "))
    with pytest.raises(InvalidInput):
        await town.need(by=town.staff, new_person=NewPerson("长" * 41))
