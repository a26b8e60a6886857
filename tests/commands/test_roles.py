"""The commands of the two roles, as whoever installs the server on PostgreSQL runs them."""

import asyncio
from uuid import uuid4

import pytest
from typer.testing import CliRunner, Result

from server.__main__ import app
from server.process import screen
from storage.application_role import working_role
from storage.engine import Database
from tests.cluster import APPLICATION, OWNER, SYSTEM_USER
from tests.databases import on_postgresql_only, on_sqlite_only


def run(*arguments: str, exit_code: int = 0) -> Result:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == exit_code, result.output
    return result


async def is_held(address: str) -> tuple[str, bool]:
    database = Database.open(address)
    try:
        return await working_role(database)
    finally:
        await database.close()


@on_postgresql_only
def test_migrating_as_the_owner_lets_the_application_work(blank_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "width", 200)
    application = blank_address.replace(OWNER, APPLICATION)
    monkeypatch.setenv("DATABASE_URL", application)
    monkeypatch.setenv("ADMIN_PASSWORD", "a-long-password")
    monkeypatch.setenv("MIGRATION_DATABASE_URL", blank_address)
    run("migrate")
    assert asyncio.run(is_held(application)) == (APPLICATION, True)
    run("create-admin", "admin", "--region", "昆明市/盘龙区")
    run("tick")
    assert "行级安全有效" in run("doctor", exit_code=1).output

    monkeypatch.setenv("DATABASE_URL", blank_address)
    assert "请换一个角色" in run("migrate", exit_code=1).stderr
    assert "对它无效" in run("doctor", exit_code=1).output
    monkeypatch.setenv("DATABASE_URL", blank_address.replace(OWNER, "nobody_there"))
    assert "There is no role" in run("migrate", exit_code=1).stderr.replace("\n", "")


@on_postgresql_only
def test_the_role_is_made_where_there_is_none(blank_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"role_{uuid4().hex}"
    monkeypatch.setenv("DATABASE_URL", blank_address)
    run("migrate")
    monkeypatch.setenv("DATABASE_URL", blank_address.replace(OWNER, SYSTEM_USER))
    monkeypatch.setenv("APPLICATION_ROLE_PASSWORD", "it's \\ a 'password'")
    assert "已建立" in run("grant-application-role", name).output
    assert "已有" in run("grant-application-role", name).output
    assert asyncio.run(is_held(blank_address.replace(OWNER, name))) == (name, True)


@on_sqlite_only
def test_sqlite_has_no_roles(blank_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", blank_address)
    assert "SQLite has no roles" in run("grant-application-role", "app", exit_code=1).stderr.replace("\n", " ")
