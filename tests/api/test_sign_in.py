"""Ways in and out: passwords, cookies, invitations, and roles that count from the moment they are given or taken."""

import httpx2

from resolvers.accounts import open_account
from resolvers.changes import Change
from resolvers.passwords import hash_password
from storage.codes import NeedStatus
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id, person_id
from tests.api.stored import stored
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

VIEWER = "viewer { isSignedIn person { called } roles { role region { name } } partners { name } }"
SIGNED_IN = f"... on SignInSuccess {{ token {VIEWER} }}"
WHO = f"{{ {VIEWER} }}"
SIGN_OUT = "mutation { signOut { __typename ... on SignOutSuccess { viewer { isSignedIn } } } }"


async def give_account(town: Town, user_name: str, password: str) -> None:
    """Give the shopkeeper an account with a password."""
    password_hash = await hash_password(password)
    async with town.context.database.write() as session:
        change = Change(town.context, session, town.context.now())
        assert town.shopkeeper.person_id is not None
        await open_account(change, town.shopkeeper.person_id, user_name, password_hash)


async def test_a_browser_keeps_a_cookie_that_no_script_reads_and_gives_it_back(
    town: Town, http: httpx2.AsyncClient, anybody: Graph
) -> None:
    await give_account(town, "zhou", "correct horse")
    for user_name, password in (("zhou", "wrong horse"), ("nobody", "correct horse"), ("", "")):
        refused = await anybody.do("signIn", SIGNED_IN, userName=user_name, password=password)
        assert (refused["__typename"], refused["message"]) == ("SignInRefused", "用户名或密码不对。")
        assert http.cookies == {}
    signed_in = await anybody.do("signIn", SIGNED_IN, userName="ＺＨＯＵ ", password="correct horse")
    assert signed_in["viewer"] == {
        "isSignedIn": True,
        "person": {"called": "周老板"},
        "roles": [],
        "partners": [{"name": "翠湖五金店"}],
    }
    (cookie,) = http.cookies.jar
    assert (cookie.name, cookie.value, cookie.path) == ("community_session", signed_in["token"], "/")
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "lax"
    assert (await anybody.ask(WHO))["viewer"]["person"] == {"called": "周老板"}
    out = await anybody.ask(SIGN_OUT)
    assert out["signOut"] == {"__typename": "SignOutSuccess", "viewer": {"isSignedIn": False}}
    assert http.cookies == {}
    machine = Graph(http, signed_in["token"])
    assert not (await machine.ask(WHO))["viewer"]["isSignedIn"]
    assert (await machine.ask(SIGN_OUT))["signOut"]["__typename"] == "NotSignedIn"


async def test_a_session_ends_with_its_time(town: Town, signed_in: SignedIn, clock: HandClock) -> None:
    resident = await signed_in(town.resident)
    clock.advance(days=13)
    assert (await resident.ask(WHO))["viewer"]["isSignedIn"]
    clock.advance(days=1)
    assert not (await resident.ask(WHO))["viewer"]["isSignedIn"]


async def test_an_invitation_makes_one_account_with_its_role(
    town: Town, signed_in: SignedIn, http: httpx2.AsyncClient, anybody: Graph, clock: HandClock
) -> None:
    administrator = await signed_in(town.administrator)
    given: Json = {"called": "新同事", "region": global_id(town.community), "role": "COMMUNITY_STAFF"}
    answer = "... on InvitationSuccess { link expiresAt }"
    link = (await administrator.do("invitePerson", answer, **given))["link"]
    late = (await administrator.do("invitePerson", answer, **given))["link"]
    token = link.partition("invitation=")[2]
    before = await stored(town)
    wrong: list[tuple[Json, str]] = [
        ({"token": token, "userName": "xin", "password": "short"}, "InvalidInput"),
        ({"token": token, "userName": "x y", "password": "correct horse"}, "InvalidInput"),
        ({"token": token + "x", "userName": "xin", "password": "correct horse"}, "LinkExpired"),
    ]
    for attempt, refusal in wrong:
        assert (await anybody.do("acceptInvitation", "", **attempt))["__typename"] == refusal
    assert await stored(town) == before
    accepted: Json = {"token": token, "userName": "xin", "password": "correct horse"}
    come_in = await anybody.do("acceptInvitation", SIGNED_IN, **accepted)
    assert come_in["viewer"]["roles"] == [{"role": "COMMUNITY_STAFF", "region": {"name": "百合社区"}}]
    http.cookies.clear()
    again = await anybody.do("acceptInvitation", SIGNED_IN, **{**accepted, "userName": "xin2"})
    assert again["__typename"] == "LinkExpired"
    second = late.partition("invitation=")[2]
    taken = await anybody.do("acceptInvitation", SIGNED_IN, **{**accepted, "token": second})
    assert (taken["__typename"], taken["message"]) == ("AlreadyThere", "这个用户名已经有人用了。")
    clock.advance(days=15)
    expired = await anybody.do("acceptInvitation", SIGNED_IN, **{**accepted, "token": second, "userName": "xin3"})
    assert expired["__typename"] == "LinkExpired"


async def test_a_role_counts_from_the_moment_it_is_given_until_it_is_taken(
    town: Town, signed_in: SignedIn, clock: HandClock
) -> None:
    administrator, neighbour = await signed_in(town.administrator), await signed_in(town.neighbour)
    need = {"need": global_id(await town.need())}
    grant: Json = {
        "person": person_id(town.neighbour),
        "role": "COMMUNITY_STAFF",
        "region": global_id(town.community),
    }
    assert (await neighbour.do("acceptNeed", "", **need))["__typename"] == "NotFound"
    roles = "... on RoleSuccess { roles { role region { name } } }"
    given = await administrator.do("grantRole", roles, **grant)
    assert given["roles"] == [{"role": "COMMUNITY_STAFF", "region": {"name": "百合社区"}}]
    assert (await neighbour.do("acceptNeed", "", **need))["__typename"] == "NeedSuccess"
    assert (await administrator.do("revokeRole", roles, **grant))["roles"] == []
    assert (await neighbour.do("noteNeed", "", **need, text="先打电话"))["__typename"] == "NotFound"
    until = clock.moment.replace(hour=9).isoformat()
    await administrator.do("grantRole", roles, **grant, until=until)
    assert (await neighbour.do("noteNeed", "", **need, text="先打电话"))["__typename"] == "NeedSuccess"
    clock.advance(hours=9)
    assert (await neighbour.do("noteNeed", "", **need, text="先打电话"))["__typename"] == "NotFound"


@on_sqlite_only
async def test_a_contact_who_is_invited_speaks_for_the_partner(town: Town, signed_in: SignedIn, anybody: Graph) -> None:
    shop = await signed_in(town.shopkeeper)
    given: Json = {"called": "小周", "region": global_id(town.community), "partner": global_id(town.shop)}
    link = (await shop.do("invitePerson", "... on InvitationSuccess { link }", **given))["link"]
    accepted: Json = {"userName": "xiaozhou", "password": "correct horse"}
    come_in = await anybody.do("acceptInvitation", SIGNED_IN, token=link.partition("invitation=")[2], **accepted)
    assert come_in["viewer"]["partners"] == [{"name": "翠湖五金店"}]
    (dispatch,) = await town.dispatches(await town.need(NeedStatus.DISPATCHED))
    taken = await anybody.do("takeDispatch", "", dispatch=global_id(dispatch))
    assert taken["__typename"] == "DispatchSuccess"
