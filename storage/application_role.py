"""The role the application works as on PostgreSQL: it owns nothing, and the row policies hold for it.

The migrations belong to another role, the owner. What was once written down about what happened, the application may
add to and read, and nothing else.
"""

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Table
from storage.engine import Database

APPENDED_ONLY = frozenset({"event", "event_seal"})
READ_ONLY = frozenset({"alembic_version"})

_TRAITS = text(
    "SELECT rolsuper OR rolbypassrls AS is_above_policies,"
    " rolname = (SELECT tableowner FROM pg_tables WHERE schemaname = 'public' AND tablename = 'person_private')"
    " AS is_owner FROM pg_roles WHERE rolname = :name"
)
_QUOTED = text("SELECT format('%I', CAST(:name AS text)), format('%L', CAST(:password AS text))")


class RoleNotFitError(Exception):
    """A role for which the row policies would not hold: it owns the tables, or stands above them; or there is none."""

    def __init__(self, name: str, *, is_known: bool) -> None:
        super().__init__(name)
        self.name = name
        self.is_known = is_known


async def is_held_by_policies(connection: AsyncConnection, name: str) -> bool | None:
    """Whether row policies hold for a role; None when there is no such role."""
    traits = (await connection.execute(_TRAITS, {"name": name})).one_or_none()
    return None if traits is None else not (traits.is_above_policies or traits.is_owner)


async def working_role(database: Database) -> tuple[str, bool]:
    """Return the role a database is opened as, and whether row policies hold for it."""
    async with database.connect() as connection:
        name: str = (await connection.execute(text("SELECT current_user"))).scalar_one()
        return name, bool(await is_held_by_policies(connection, name))


async def create_role(owner: Database, name: str, password: str | None) -> bool:
    """Make a role that may sign in to the server and nothing else; whether it was missing."""
    async with owner.connect() as connection:
        if await is_held_by_policies(connection, name) is not None:
            return False
        quoted, secret = (await connection.execute(_QUOTED, {"name": name, "password": password})).one()
        await connection.exec_driver_sql(f"CREATE ROLE {quoted} LOGIN PASSWORD {secret}")
    return True


async def grant_application_role(owner: Database, name: str) -> None:
    """Let a role do what the application does, and take from it all else; again after each migration.

    Raises `RoleNotFitError` for a role that there is not, or for which row policies would not hold.
    """
    async with owner.connect() as connection:
        is_fit = await is_held_by_policies(connection, name)
        if not is_fit:
            raise RoleNotFitError(name, is_known=is_fit is not None)
        quoted = (await connection.execute(_QUOTED, {"name": name, "password": None})).one()[0]
        for statement in _grants(quoted):
            await connection.exec_driver_sql(statement)


def _grants(role: str) -> Iterator[str]:
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    yield f"REVOKE ALL ON SCHEMA public FROM {role}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}"
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}"
    for table in Table.metadata.tables:
        rights = "SELECT, INSERT" if table in APPENDED_ONLY else "SELECT, INSERT, UPDATE, DELETE"
        yield f'GRANT {rights} ON "{table}" TO {role}'
    for table in READ_ONLY:
        yield f'GRANT SELECT ON "{table}" TO {role}'
