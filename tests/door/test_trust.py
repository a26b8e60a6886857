"""Who may ask freely: our own pages' documents are answered to everybody, others by the setting."""

import json
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette

from resolvers.accounts import open_account
from resolvers.changes import Change
from resolvers.passwords import hash_password
from schema.build import build_schema
from schema.limits.admission import admit
from schema.limits.caps import CAPS
from server.app import create_app
from server.door.trust import SIGN_IN, FreeQueries, TrustedDocuments, hash_document
from server.settings import Settings
from tests.api.ids import global_id
from tests.databases import on_sqlite_only
from tests.door.conftest import Token
from tests.factories import Town
from tests.parts import present

FREE = "{ viewer { isSignedIn } }"
CHANGE = "mutation { setPreference(input: {prefersLargeType: true}) { __typename } }"

Open = Callable[[FreeQueries], Starlette]


def client_of(app: Starlette) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test")


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no environment of the developer decide."""
    monkeypatch.delenv("COMMUNITY_FREE_QUERIES", raising=False)


@on_sqlite_only
@pytest.mark.parametrize("free_queries", list(FreeQueries))
async def test_what_is_asked_freely_is_answered_by_the_setting(
    open_app: Open, free_queries: FreeQueries, token: str
) -> None:
    bearer, cookie = {"authorization": f"Bearer {token}"}, {"cookie": f"community_session={token}"}
    nobody: dict[str, str] = {}
    forged = {"authorization": "Bearer nonsense"}
    async with client_of(open_app(free_queries)) as http:
        told = {}
        for name, shown in {"bearer": bearer, "cookie": cookie, "nobody": nobody, "forged": forged}.items():
            for document in (FREE, CHANGE):
                reply = await http.post("/graphql", json={"query": document}, headers=shown)
                told[name, document] = (reply.status_code, json.dumps(reply.json().get("data")))
    signed_in, stranger = (200, '{"viewer": {"isSignedIn": true}}'), (200, '{"viewer": {"isSignedIn": false}}')
    done, undone = (
        (200, json.dumps({"setPreference": {"__typename": kind}})) for kind in ("PersonSuccess", "NotSignedIn")
    )
    refused = (401, "null")
    by_cookie = {
        FreeQueries.PUBLIC: (stranger, refused),
        FreeQueries.TOKEN: (refused, refused),
        FreeQueries.DEVELOPMENT: (signed_in, done),
    }[free_queries]
    by_nobody = (stranger, undone) if free_queries is FreeQueries.DEVELOPMENT else by_cookie
    for name, expected in {
        "bearer": (signed_in, done),
        "cookie": by_cookie,
        "nobody": by_nobody,
        "forged": by_nobody,
    }.items():
        assert (told[name, FREE], told[name, CHANGE]) == expected, name


@on_sqlite_only
async def test_the_refusal_says_how_to_get_a_token_and_that_works(town: Town, http: httpx2.AsyncClient) -> None:
    password_hash = await hash_password("correct horse")
    async with town.context.database.write() as session:
        change = Change(town.context, session, town.context.now())
        assert town.staff.person_id is not None
        await open_account(change, town.staff.person_id, "secretary", password_hash)
    reply = await http.post("/graphql", json={"query": FREE})
    (error,) = reply.json()["errors"]
    assert (reply.status_code, reply.headers["www-authenticate"]) == (401, "Bearer")
    assert error["extensions"]["code"] == "TOKEN_NEEDED"
    assert "令牌" in error["message"]
    assert "Authorization: Bearer" in error["message"]
    given = {"input": {"userName": "secretary", "password": "correct horse"}}
    signed_in = await http.post("/graphql", json={"query": error["extensions"]["signIn"], "variables": given})
    bearer = {"authorization": f"Bearer {signed_in.json()['data']['signIn']['token']}"}
    http.cookies.clear()
    assert (await http.post("/graphql", json={"query": FREE}, headers=bearer)).json() == {
        "data": {"viewer": {"isSignedIn": True}}
    }


@on_sqlite_only
async def test_a_trusted_document_is_answered_to_the_letter_and_by_cookie_too(
    town: Town, token: str, tmp_path: Path
) -> None:
    (tmp_path / "documents.json").write_text(json.dumps([hash_document(CHANGE)]), encoding="utf-8")
    app = create_app(Settings(front_end=tmp_path), context=town.context)
    cookie = {"cookie": f"community_session={token}"}
    async with client_of(app) as http:
        done = await http.post("/graphql", json={"query": CHANGE}, headers=cookie)
        assert done.json()["data"]["setPreference"]["__typename"] == "PersonSuccess"
        for other in (CHANGE + " ", CHANGE.replace("true", "false"), CHANGE.upper()):
            refused = await http.post("/graphql", json={"query": other}, headers=cookie)
            assert refused.status_code == 401


@on_sqlite_only
async def test_a_free_query_of_the_public_sees_public_data_and_nothing_more(
    town: Town, open_app: Open, token_of: Token
) -> None:
    need = await town.need()
    token = await token_of(town.resident)
    document = "query N($id: ID!) { need(id: $id) { number } }"
    asked = {"query": document, "variables": {"id": global_id(need)}}
    async with client_of(open_app(FreeQueries.PUBLIC)) as http:
        by_cookie = await http.post("/graphql", json=asked, headers={"cookie": f"community_session={token}"})
        by_token = await http.post("/graphql", json=asked, headers={"authorization": f"Bearer {token}"})
    assert by_cookie.json() == {"data": {"need": None}}
    assert by_token.json() == {"data": {"need": {"number": need.number}}}


@pytest.mark.usefixtures("endless")
def test_the_door_is_closed_unless_it_is_opened() -> None:
    assert Settings().free_queries is FreeQueries.TOKEN
    assert SIGN_IN in TrustedDocuments()
    assert FREE not in TrustedDocuments()


def test_every_document_of_the_pages_is_trusted_and_within_the_limits(root: Path) -> None:
    built = root / "frontend" / "dist"
    listed = built / "documents.json"
    present(listed if listed.is_file() else None, "the built front end", "`make front` builds it")
    persisted = json.loads((root / "frontend" / "persisted.json").read_text(encoding="utf-8"))
    assert len(persisted) > 50
    dearest = max(admit(build_schema(), text, None, {}).figures.cost for text in persisted.values())
    assert dearest < CAPS.cost
    assert len(TrustedDocuments.of_pages(built).hashes) >= 2 * len(persisted) - 5
