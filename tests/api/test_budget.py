"""How many statements a page costs: the same for two rows as for twenty."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from resolvers.life.voices import add_remark
from storage.codes import NeedStatus, RemarkKind
from storage.engine import Database
from tests.api.conftest import SignedIn
from tests.api.ids import global_id
from tests.databases import on_sqlite_only
from tests.factories import Town

PAGE = """
query Desk($first: Int!) { needs(first: $first) {
  edges { cursor node {
    id number title status urgency finishBy version viewerCan
    region { name fullName } owner { called } forPerson { called } private { contactPhone }
    parts { quantity promised unit category { nameZh } }
    dispatches { status quantity partner { name } resource { title } viewerCan }
    endorsements { sentence } project { number } remarks { text author { called } }
  } }
  pageInfo { hasNextPage endCursor }
} }
"""
MATCHED = "matches(first: 10) { items { score sentences resource { title partner { name } } } }"
READS = 22
"""Three say who asks, one reads the page, one each relation, and five what the viewer could do."""


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Give the statements that are sent to the database meanwhile, without those that begin and end transactions."""
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:  # noqa: ARG001 - SQLAlchemy's hook
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    engines = {database.reading.sync_engine, database.writing.sync_engine}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield sent
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


@on_sqlite_only
async def test_the_desks_page_costs_the_same_few_statements_whatever_its_size(town: Town, signed_in: SignedIn) -> None:
    staff = await signed_in(town.staff)
    for _ in range(7):
        await town.need()
        await town.need(NeedStatus.ACCEPTED)
        taken = await town.need(NeedStatus.TAKEN)
        await town.do(town.staff, add_remark, taken.id, RemarkKind.NOTE, "先打电话")
    costs = {}
    for first in (2, 20):
        with statements(town.context.database) as sent:
            page = await staff.ask(PAGE, first=first)
        assert len(page["needs"]["edges"]) == first
        costs[first] = len(sent)
    assert costs == {2: READS, 20: READS}


@on_sqlite_only
async def test_matches_and_their_partners_add_two_statements(town: Town, signed_in: SignedIn) -> None:
    for number in range(3):
        await town.resource(await town.partner(f"{number}号队"))
    need = await town.need(NeedStatus.ACCEPTED)
    staff = await signed_in(town.staff)
    costs = []
    for matched in ("", MATCHED, "", MATCHED):
        with statements(town.context.database) as sent:
            page = await staff.ask(f"query ($id: ID!) {{ need(id: $id) {{ title {matched} }} }}", id=global_id(need))
        costs.append(len(sent))
    named = {one["resource"]["partner"]["name"] for one in page["need"]["matches"]["items"]}
    assert named == {"0号队", "1号队", "2号队"}
    assert costs[3] - costs[2] == 2
