"""The second lock: what PostgreSQL shows of private tables to a session that forgets every WHERE clause."""

from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from resolvers.access import readable_need_words, readable_person_private
from resolvers.changes import Change
from resolvers.contacts import Target, open_contact
from resolvers.invitations import Invitee, invite_person
from resolvers.life.answering import take_dispatch
from resolvers.life.doing import finish_dispatch, start_dispatch
from resolvers.viewer import NOBODY, Viewer
from storage.application_role import APPENDED_ONLY, RoleNotFitError, grant_application_role, working_role
from storage.codes import NeedStatus
from storage.engine import Database
from storage.standing import SYSTEM, Purpose
from storage.tables import NeedPrivateRow, NeedRow, PersonPrivateRow
from tests.cluster import APPLICATION, OWNER
from tests.databases import on_postgresql_only
from tests.factories import Town
from tests.sign_in import token_for

pytestmark = on_postgresql_only

PRIVATE = {
    "account",
    "contact_view",
    "idempotency",
    "invitation",
    "machine_token",
    "mailbox",
    "message",
    "need_private",
    "notification",
    "person_private",
    "sign_in",
    "sign_in_attempt",
}


NOTIFICATION = """
    INSERT INTO notification (id, person_id, event_seq, kind, is_urgent, at)
    SELECT gen_random_uuid(), :me, max(seq), 'COMMENTED', false, :now FROM event
"""
MESSAGE = """
    INSERT INTO message (id, person_id, way, purpose, is_for_any_hour, status, attempts, fault, created_at, next_at)
    VALUES (gen_random_uuid(), :me, 'MAIL', 'CONFIRM', true, 'WAITING', 0, '', :now, :now)
"""


async def count(database: Database, table: str) -> int:
    async with database.read() as session:
        return int((await session.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one())  # noqa: S608 - our own names


async def words_seen(town: Town, viewer: Viewer) -> set[Any]:
    async with town.seen_by(viewer).database.read() as session:
        return set(await session.scalars(text("SELECT need_id FROM need_private")))


async def persons_seen(town: Town, viewer: Viewer) -> set[Any]:
    async with town.seen_by(viewer).database.read() as session:
        return set(await session.scalars(text("SELECT person_id FROM person_private")))


async def fill(town: Town) -> NeedRow:
    """Leave a row in each private table, and return the need."""
    need = await town.need(NeedStatus.TAKEN)
    await town.do(town.staff, open_contact, Target(need_id=need.id), "上门前打电话")
    await town.do(town.staff, invite_person, Invitee("陈姨", town.community.id))
    await token_for(town, town.resident)
    me = {"me": town.resident.person_id, "now": town.context.now()}
    async with town.context.database.write() as session:
        for statement in (
            "INSERT INTO idempotency VALUES (:me, 'key', '', '', '{}', :now)",
            "INSERT INTO sign_in_attempt VALUES ('of somebody', 1, :now, :now)",
            "INSERT INTO mailbox VALUES (:me, 'somebody@example.org')",
            NOTIFICATION,
            MESSAGE,
            "INSERT INTO machine_token SELECT id, id, 'name', 'READ', 'hash', :now, 'infinity' FROM account",
        ):
            given = {name: value for name, value in me.items() if f":{name}" in statement}
            await session.execute(text(statement), given)
    return need


async def test_without_a_standing_no_private_row_is_seen(town: Town, database: Database) -> None:
    await fill(town)
    nameless = town.context.opened.standing_as(town.seen_by(NOBODY).database.standing)
    async with database.reading.connect() as connection:
        plain = {name: await connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in PRIVATE}  # noqa: S608 - our own names
    assert plain == dict.fromkeys(PRIVATE, 0)
    for table in PRIVATE:
        assert (await count(nameless, table), await count(database, table) > 0) == (0, True), table
        assert await count(town.seen_by(town.other_staff).database, table) == (table == "person_private"), table


async def test_private_tables_are_those_with_forced_policies(database: Database) -> None:
    async with database.read() as session:
        forced = await session.scalars(
            text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind = 'r'")
        )
        assert set(forced) == PRIVATE


async def test_a_standing_ends_with_its_transaction(town: Town) -> None:
    need = await town.need()
    assert await words_seen(town, town.resident) == {need.id}
    await town.context.database.close()  # One connection alone is now made and used again.
    async with town.seen_by(town.resident).database.read() as session:
        assert await session.scalar(text("SELECT count(*) FROM need_private")) == 1
    async with town.context.opened.reading.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM need_private")) == 0


async def test_each_sees_of_words_and_persons_what_the_clauses_show(town: Town) -> None:
    own = await town.need()
    theirs = await town.need(by=town.neighbour)
    elsewhere = await town.need(
        by=town.other_staff, region_id=town.other_community.id, for_region=town.other_community.id
    )
    seen = {name: await words_seen(town, getattr(town, name)) for name in ("resident", "neighbour", "staff")}
    assert seen == {"resident": {own.id}, "neighbour": {theirs.id}, "staff": {own.id, theirs.id}}
    assert await words_seen(town, town.other_staff) == {elsewhere.id}
    assert await words_seen(town, town.officer) == set()
    assert await persons_seen(town, town.resident) == {town.resident.person_id}
    for viewer in (town.resident, town.staff, town.grid_worker, town.other_staff, town.shopkeeper, town.officer):
        words = await town.rows(select(NeedPrivateRow.need_id).where(readable_need_words(viewer)))
        persons = await town.rows(select(PersonPrivateRow.person_id).where(readable_person_private(viewer)))
        assert set(words) == await words_seen(town, viewer)
        assert set(persons) <= await persons_seen(town, viewer)


async def test_a_helper_sees_whom_to_call_from_taken_until_done(town: Town) -> None:
    need = await town.need(NeedStatus.DISPATCHED)
    (dispatch,) = await town.dispatches(need)
    assert await words_seen(town, town.shopkeeper) == set()
    for step, more, seen in (
        (take_dispatch, {}, {need.id}),
        (start_dispatch, {}, {need.id}),
        (finish_dispatch, {"minutes_spent": 20}, set()),
    ):
        await town.do(town.shopkeeper, step, dispatch.id, **more)  # type: ignore[arg-type]  # three shapes in one loop
        assert await words_seen(town, town.shopkeeper) == seen, step


async def test_a_role_that_has_ended_shows_nothing(town: Town, owner: Database) -> None:
    await town.need()
    assert len(await words_seen(town, town.staff)) == 1
    async with owner.write() as session:
        await session.execute(
            text("UPDATE role_grant SET valid_from = :then, valid_until = :then WHERE person_id = :staff"),
            {"then": town.context.now(), "staff": town.staff.person_id},
        )
    assert await words_seen(town, town.staff) == set()


FOREIGN = (
    "INSERT INTO contact_view VALUES (:key, :other, NULL, NULL, :other, NULL, 'reason', now())",
    "INSERT INTO need_private (need_id, words) SELECT id, 'words' FROM need WHERE raised_by = :other",
    "INSERT INTO person_private (person_id) SELECT id FROM person WHERE id = :other",
    "INSERT INTO account VALUES (:key, :other, 'name', 'hash', now())",
    "INSERT INTO invitation VALUES (:key, :other, :region, 'ADMINISTRATOR', 'hash', :other, now(), now())",
    "INSERT INTO sign_in_attempt VALUES ('of somebody', 1, now(), now())",
)
TAKING_OFF = (
    "ALTER TABLE person_private DISABLE ROW LEVEL SECURITY",
    "DROP POLICY person_private_select ON person_private",
    "CREATE OR REPLACE FUNCTION community_person() RETURNS uuid LANGUAGE sql RETURN NULL::uuid",
    "CREATE TABLE mine (id int)",
    f"SET ROLE {OWNER}",
    f"ALTER ROLE {APPLICATION} BYPASSRLS",
    "SELECT * FROM pg_authid",
    "UPDATE alembic_version SET version_num = ''",
    "TRUNCATE person_private",
)
CHANGING_WHAT_HAPPENED = ("TRUNCATE {}", "UPDATE {} SET seq = seq", "DELETE FROM {}", "DROP TABLE {}")


async def test_nobody_inserts_for_another(town: Town, owner: Database) -> None:
    await town.need(by=town.neighbour)
    async with owner.write() as session:
        await session.execute(text("DELETE FROM need_private"))
        await session.execute(text("DELETE FROM person_private"))
    resident = town.seen_by(town.resident)
    given = {"key": town.shop.id, "other": town.neighbour.person_id, "region": town.community.id}
    for statement in FOREIGN:
        named = {name: value for name, value in given.items() if f":{name}" in statement}
        with pytest.raises(DBAPIError, match="violates row-level security policy"):
            async with resident.database.write() as session:
                await session.execute(text(statement), named)


async def test_the_application_cannot_take_the_lock_off(database: Database) -> None:
    changing = (one.format(table) for table in sorted(APPENDED_ONLY) for one in CHANGING_WHAT_HAPPENED)
    for statement in (*TAKING_OFF, *changing):
        with pytest.raises(DBAPIError, match=r"must be (owner|superuser)|permission denied"):
            async with database.write() as session:
                await session.execute(text(statement))


async def test_switching_the_policies_off_for_a_session_is_an_error(database: Database) -> None:
    async with database.reading.connect() as connection:
        await connection.execute(text("SET LOCAL row_security = off"))
        with pytest.raises(DBAPIError, match="row-level security"):
            await connection.execute(text("SELECT 1 FROM person_private"))


async def test_roles_that_stand_above_the_policies_are_told_apart(database: Database, owner: Database) -> None:
    assert await working_role(database) == (APPLICATION, True)
    assert await working_role(owner) == (OWNER, False)
    await grant_application_role(owner, APPLICATION)
    for name, is_known in ((OWNER, True), ("postgres", True), ("nobody_there", False)):
        with pytest.raises(RoleNotFitError) as refused:
            await grant_application_role(owner, name)
        assert refused.value.is_known is is_known


async def test_even_the_owner_needs_a_standing(town: Town, owner: Database) -> None:
    await town.need()
    async with owner.reading.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM need_private")) == 0
    assert await count(owner.standing_as(SYSTEM), "need_private") == 1


async def test_the_door_sees_accounts_and_no_words(town: Town) -> None:
    await fill(town)
    door = town.seen_by(NOBODY).opened_for(Purpose.DOOR)
    assert await count(door.database, "account") == 1
    for table in ("need_private", "person_private", "contact_view", "idempotency"):
        assert await count(door.database, table) == 0, table


async def test_what_was_begun_for_one_person_is_not_another_ones_by_a_change_of_viewer(town: Town) -> None:
    await town.need()
    async with town.seen_by(town.neighbour).database.write() as session:
        change = Change(town.seen_by(town.neighbour), session, town.context.now()).seen_by(town.resident)
        assert await change.session.scalar(select(NeedPrivateRow.words)) is None
