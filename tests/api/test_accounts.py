"""One's own account: a new password ends what was open elsewhere, and programs come in by tokens of their own."""

from typing import Any

import httpx2
import pytest
from sqlalchemy import select

from resolvers.accounts import open_account
from resolvers.attempts import FREE_BY_ACCOUNT
from resolvers.changes import Change
from resolvers.passwords import hash_password
from resolvers.viewer import Viewer
from storage.tables import EventRow, MachineTokenRow
from tests.api.attempts import attempts_in
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id
from tests.api.stored import refused, stored
from tests.api.test_denials import TABLE
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

OLD, NEW = "correct horse", "battery staple"
WHO = "{ viewer { isSignedIn person { called } sessions { isThis } tokens { name scope } } }"
MADE = "... on CreateTokenSuccess { secret token { id name scope expiresAt } }"


@pytest.fixture
async def shopkeeper(town: Town) -> Viewer:
    """Give the shopkeeper an account with the old password."""
    password_hash = await hash_password(OLD)
    async with town.context.database.write() as session:
        assert town.shopkeeper.person_id is not None
        change = Change(town.context, session, town.context.now())
        await open_account(change, town.shopkeeper.person_id, "zhou", password_hash)
    return town.shopkeeper


async def come_in(http: httpx2.AsyncClient, password: str = OLD) -> Graph:
    """Return somebody who signed in, and whom the client's cookies do not know."""
    answer = "... on SignInSuccess { token }"
    token = (await Graph(http).do("signIn", answer, userName="zhou", password=password))["token"]
    http.cookies.clear()
    return Graph(http, token)


async def is_in(client: Graph) -> Any:
    return (await client.ask(WHO))["viewer"]["isSignedIn"]


@pytest.mark.usefixtures("shopkeeper")
async def test_a_new_password_ends_the_other_sessions_and_the_old_password(
    town: Town, http: httpx2.AsyncClient
) -> None:
    here, there = await come_in(http), await come_in(http)
    secret = (await here.do("createToken", MADE, name="进销存"))["secret"]
    sessions = (await here.ask(WHO))["viewer"]["sessions"]
    assert sorted(one["isThis"] for one in sessions) == [False, True]
    wrong = await here.do("changePassword", "", password="wrong horse", newPassword=NEW)
    assert wrong["fields"] == [{"field": "password", "message": "现在的密码不对"}]
    short = await here.do("changePassword", "", password=OLD, newPassword="short")
    assert short["fields"] == [{"field": "newPassword", "message": "至少 8 位"}]
    assert await is_in(there)
    answer = "... on PasswordSuccess { person { called } }"
    done = await here.do("changePassword", answer, password=OLD, newPassword=NEW)
    assert done == {"__typename": "PasswordSuccess", "person": {"called": "周老板"}}
    assert [await is_in(one) for one in (here, there, Graph(http, secret))] == [True, False, True]
    old = await Graph(http).do("signIn", "", userName="zhou", password=OLD)
    assert old["__typename"] == "SignInRefused"
    assert await is_in(await come_in(http, NEW))
    assert await town.rows(select(EventRow.move).where(EventRow.move == "PASSWORD_CHANGED")) == ["PASSWORD_CHANGED"]


@on_sqlite_only
@pytest.mark.usefixtures("shopkeeper")
async def test_a_browser_left_open_lets_nobody_guess_the_password(http: httpx2.AsyncClient) -> None:
    here = await come_in(http)
    for _ in range(FREE_BY_ACCOUNT):
        await here.do("changePassword", "", password="wrong horse", newPassword=NEW)
    paused = await here.do("changePassword", "", password=OLD, newPassword=NEW)
    assert paused["__typename"] == "SignInPaused"


@pytest.mark.usefixtures("shopkeeper")
async def test_signing_out_everywhere_ends_this_place_too(http: httpx2.AsyncClient) -> None:
    here, there = await come_in(http), await come_in(http)
    done = await here.ask("mutation { signOutEverywhere { __typename } }")
    assert done["signOutEverywhere"]["__typename"] == "SignOutEverywhereSuccess"
    assert not await is_in(here)
    assert not await is_in(there)


@on_sqlite_only
@pytest.mark.usefixtures("shopkeeper")
async def test_signing_out_others_leaves_this_place(http: httpx2.AsyncClient) -> None:
    here, there, elsewhere = await come_in(http), await come_in(http), await come_in(http)
    done = await here.ask("mutation { signOutOthers { __typename ... on SignOutOthersSuccess { person { called } } } }")
    assert done["signOutOthers"] == {"__typename": "SignOutOthersSuccess", "person": {"called": "周老板"}}
    assert [await is_in(place) for place in (here, there, elsewhere)] == [True, False, False]
    shown = await here.ask("{ viewer { sessions { isThis } } }")
    assert shown["viewer"]["sessions"] == [{"isThis": True}]


@pytest.mark.usefixtures("shopkeeper")
async def test_a_token_is_shown_once_kept_as_a_hash_and_ends_with_its_time(
    town: Town, http: httpx2.AsyncClient, clock: HandClock
) -> None:
    here = await come_in(http)
    made = await here.do("createToken", MADE, name="进销存", scope="LISTS", days=30)
    program = Graph(http, made["secret"])
    assert made["secret"].startswith("cpt_")
    everything = str(await stored(town))
    assert made["secret"] not in everything
    assert (await program.ask(WHO))["viewer"]["person"] == {"called": "周老板"}
    assert (await here.ask(WHO))["viewer"]["tokens"] == [{"name": "进销存", "scope": "LISTS"}]
    clock.advance(days=13)
    here = await come_in(http)
    clock.advance(days=17)
    assert not await is_in(program)
    assert (await (await come_in(http)).ask(WHO))["viewer"]["tokens"] == []


@on_sqlite_only
@pytest.mark.usefixtures("shopkeeper")
async def test_a_token_is_revoked_by_its_owner_alone(town: Town, http: httpx2.AsyncClient, signed_in: SignedIn) -> None:
    here = await come_in(http)
    made = await here.do("createToken", MADE, name="进销存")
    program, one = Graph(http, made["secret"]), {"token": made["token"]["id"]}
    neighbour = await signed_in(town.neighbour)
    assert (await refused(town, neighbour, "revokeToken", **one))["__typename"] == "NotFound"
    node = "query N($id: ID!) { node(id: $id) { ... on MachineToken { name } } }"
    assert (await neighbour.ask(node, id=made["token"]["id"]))["node"] is None
    assert (await here.ask(node, id=made["token"]["id"]))["node"] == {"name": "进销存"}
    assert (await here.do("revokeToken", "", **one))["__typename"] == "RevokeTokenSuccess"
    assert not await is_in(program)
    assert (await here.do("revokeToken", "", **one))["__typename"] == "NotFound"


@on_sqlite_only
async def test_what_is_asked_of_a_token_is_checked(town: Town, signed_in: SignedIn) -> None:
    neighbour = await signed_in(town.neighbour)
    wrong: list[tuple[Json, str]] = [
        ({"name": " "}, "name"),
        ({"name": "长" * 61}, "name"),
        ({"name": "同步", "days": 0}, "days"),
        ({"name": "同步", "days": 366}, "days"),
    ]
    for given, field in wrong:
        answer = await refused(town, neighbour, "createToken", **given)
        assert [one["field"] for one in answer["fields"]] == [field]


async def tokens_of(town: Town, signed_in: SignedIn, http: httpx2.AsyncClient, who: Viewer) -> dict[str, Graph]:
    """Return a program of somebody's with each scope."""
    owner = await signed_in(who)
    made = [await owner.do("createToken", MADE, name=scope, scope=scope) for scope in ("READ", "LISTS", "FULL")]
    assert set(await town.rows(select(MachineTokenRow.scope))) == {"READ", "LISTS", "FULL"}
    return {one["token"]["scope"]: Graph(http, one["secret"]) for one in made}


@on_sqlite_only
async def test_a_program_changes_what_its_scope_says_and_never_an_account(
    town: Town, signed_in: SignedIn, http: httpx2.AsyncClient
) -> None:
    attempts = await attempts_in(town)
    programs = await tokens_of(town, signed_in, http, town.staff)
    before = await stored(town)
    for name in TABLE:
        assert (await programs["READ"].do(name, "", **attempts[name]))["__typename"] == "NotAllowed", name
    own = {"password": OLD, "newPassword": NEW}
    for program in programs.values():
        assert (await program.do("createToken", "", name="再来一个"))["__typename"] == "NotAllowed"
        assert (await program.do("changePassword", "", **own))["__typename"] == "NotAllowed"
        for name in ("signOut", "signOutEverywhere", "signOutOthers"):
            kept = await program.ask(f"mutation {{ {name} {{ __typename }} }}")
            assert kept[name]["__typename"] in ("NotAllowed", "NotSignedIn")
    for name in ("acceptNeed", "sendDispatch", "noteNeed"):
        told = await programs["LISTS"].do(name, "", **attempts[name])
        assert told["message"] == "这一步需要由权限更大的令牌来办。"
    assert await stored(town) == before
    for name in ("postNeed", "planProject", "confirmResource"):
        assert (await programs["LISTS"].do(name, "", **attempts[name]))["__typename"].endswith("Success"), name
    assert (await programs["FULL"].do("acceptNeed", "", **attempts["acceptNeed"]))["__typename"] == "NeedSuccess"


@on_sqlite_only
async def test_a_program_reads_what_its_owner_reads_and_no_more(
    town: Town, signed_in: SignedIn, http: httpx2.AsyncClient
) -> None:
    need = await town.need()
    document = "query N($id: ID!) { need(id: $id) { private { words } } }"
    mine = await tokens_of(town, signed_in, http, town.staff)
    assert (await mine["READ"].ask(document, id=global_id(need)))["need"]["private"]["words"]
    owner = await signed_in(town.other_staff)
    secret = (await owner.do("createToken", MADE, name="READ"))["secret"]
    assert (await Graph(http, secret).ask(document, id=global_id(need)))["need"] is None
