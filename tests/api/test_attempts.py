"""Attempts to sign in are counted by account and by address; a pause grows and tells nobody who has an account."""

import asyncio
from typing import Any

import httpx2
import pytest
from sqlalchemy import func, select
from starlette.applications import Starlette

from resolvers.accounts import open_account
from resolvers.attempts import FREE_BY_ACCOUNT, FREE_BY_ADDRESS, PAUSES, take_attempt
from resolvers.changes import Change
from resolvers.passwords import hash_password
from resolvers.refusals import SignInPaused
from storage.tables import SignInAttemptRow, SignInRow
from tests.api.graph import Graph, Json
from tests.api.stored import stored
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

ANSWER = "... on SignInSuccess { token } ... on SignInPaused { tryAgainAt }"
RIGHT, WRONG = "correct horse", "wrong horse"


async def give_account(town: Town, user_name: str) -> None:
    """Give the shopkeeper an account."""
    password_hash = await hash_password(RIGHT)
    async with town.context.database.write() as session:
        assert town.shopkeeper.person_id is not None
        change = Change(town.context, session, town.context.now())
        await open_account(change, town.shopkeeper.person_id, user_name, password_hash)


async def attempt(client: Graph, user_name: str, password: str = WRONG) -> Json:
    return await client.do("signIn", ANSWER, userName=user_name, password=password)


def from_address(app: Starlette, address: str) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app, client=(address, 1)), base_url="http://test")


async def exhaust(town: Town, user_name: str, address: str, times: int) -> None:
    for _ in range(times):
        await take_attempt(town.context, user_name, address)


async def paused_until(town: Town, user_name: str, address: str) -> Any:
    with pytest.raises(SignInPaused) as refused:
        await take_attempt(town.context, user_name, address)
    return refused.value.until


async def test_after_five_failures_even_the_right_password_waits_and_a_name_nobody_has_waits_alike(
    town: Town, anybody: Graph, clock: HandClock
) -> None:
    await give_account(town, "zhou")
    answers: dict[str, list[Json]] = {"zhou": [], "nobody": []}
    for user_name, told in answers.items():
        told += [await attempt(anybody, user_name) for _ in range(FREE_BY_ACCOUNT)]
        told.append(await attempt(anybody, user_name.upper(), RIGHT))
    assert answers["zhou"] == answers["nobody"]
    *refused, paused = answers["zhou"]
    assert {one["__typename"] for one in refused} == {"SignInRefused"}
    assert paused["__typename"] == "SignInPaused"
    assert paused["remedy"] == "请过 1 分钟再试；忘记了用户名或密码请联系社区工作人员。"
    assert paused["tryAgainAt"] == (clock.moment + PAUSES[0]).isoformat()
    clock.advance(minutes=1)
    assert (await attempt(anybody, "zhou", RIGHT))["__typename"] == "SignInSuccess"
    again = [(await attempt(anybody, "zhou"))["__typename"] for _ in range(FREE_BY_ACCOUNT + 1)]
    assert again == ["SignInRefused"] * FREE_BY_ACCOUNT + ["SignInPaused"]


@on_sqlite_only
async def test_the_pause_grows_with_each_further_failure_and_is_forgotten_after_a_day(
    town: Town, clock: HandClock
) -> None:
    await exhaust(town, "zhou", "", FREE_BY_ACCOUNT)
    for pause in (*PAUSES, PAUSES[-1]):
        assert await paused_until(town, "zhou", "") == clock.moment + pause
        clock.moment += pause
        await take_attempt(town.context, "zhou", "")
    clock.advance(days=1)
    await exhaust(town, "zhou", "", FREE_BY_ACCOUNT)
    assert await paused_until(town, "zhou", "") == clock.moment + PAUSES[0]


@on_sqlite_only
async def test_an_address_has_its_own_count_over_all_names_and_a_success_wins_it_nothing(
    town: Town, app: Starlette
) -> None:
    await give_account(town, "zhou")
    async with from_address(app, "10.0.0.7") as here, from_address(app, "10.0.0.8") as elsewhere:
        for number in range(FREE_BY_ADDRESS - 1):
            await take_attempt(town.context, f"name{number}", "10.0.0.7")
        assert (await attempt(Graph(here), "zhou", RIGHT))["__typename"] == "SignInSuccess"
        here.cookies.clear()
        assert (await attempt(Graph(here), "zhou"))["__typename"] == "SignInRefused"
        assert (await attempt(Graph(here), "zhou", RIGHT))["__typename"] == "SignInPaused"
        assert (await attempt(Graph(elsewhere), "zhou", RIGHT))["__typename"] == "SignInSuccess"


@on_sqlite_only
async def test_all_addresses_of_one_network_of_ipv6_are_one(town: Town) -> None:
    for number in range(FREE_BY_ADDRESS):
        await take_attempt(town.context, f"name{number}", f"2001:db8::{number:x}")
    await paused_until(town, "another", "2001:db8::ffff")
    await take_attempt(town.context, "another", "2001:db8:0:1::1")


async def test_many_at_once_get_no_more_tries_than_one_after_the_other(town: Town) -> None:
    tried = [take_attempt(town.context, "zhou", "10.0.0.7") for _ in range(4 * FREE_BY_ACCOUNT)]
    outcomes = await asyncio.gather(*tried, return_exceptions=True)
    assert sum(not isinstance(one, Exception) for one in outcomes) == FREE_BY_ACCOUNT
    assert {type(one) for one in outcomes if isinstance(one, Exception)} == {SignInPaused}


@on_sqlite_only
async def test_an_attempt_that_is_not_let_through_changes_nothing_and_the_table_names_nobody(
    town: Town, anybody: Graph
) -> None:
    await exhaust(town, "zhou", "10.0.0.7", FREE_BY_ACCOUNT)
    before = await stored(town)
    assert (await attempt(anybody, "zhou", RIGHT))["__typename"] == "SignInPaused"
    assert await stored(town) == before
    rows = before["sign_in_attempt"]
    assert len(rows) == 2
    assert all("zhou" not in str(row) and "10.0.0.7" not in str(row) for row in rows)


@on_sqlite_only
async def test_a_request_tries_one_password_however_often_it_names_the_field(town: Town, anybody: Graph) -> None:
    await give_account(town, "zhou")
    given = '(input: {userName: "zhou", password: "%s"}) { __typename }'
    guesses = f"a: signIn{given % 'wrong horse'} b: signIn{given % RIGHT}"
    spread = (
        f"mutation {{ a: signIn{given % 'wrong horse'} ...B }} fragment B on Mutation {{ b: signIn{given % RIGHT} }}"
    )
    for document in (f"mutation {{ {guesses} }}", spread):
        (error,) = (await anybody.send(document))["errors"]
        assert error["extensions"]["limit"] == "mutations"
    assert await town.rows(select(func.count()).select_from(SignInRow)) == [0]
    assert await town.rows(select(SignInAttemptRow.failures)) == []
