"""Everything a database holds, to show that nothing changed."""

from collections.abc import Iterable
from typing import Any

from storage.columns import Table
from tests.api.graph import Graph, Json
from tests.factories import Town

Stored = dict[str, list[tuple[Any, ...]]]


async def stored(town: Town, *, but: Iterable[str] = ()) -> Stored:
    """Return all rows of all tables as the database has them, in no order that matters, but of the tables left out."""
    asked = sorted(set(Table.metadata.tables) - set(but))
    async with town.context.database.read() as session:
        connection = await session.connection()
        found = {name: await connection.exec_driver_sql(f'SELECT * FROM "{name}"') for name in asked}  # noqa: S608 - names of our own
    return {name: sorted(map(tuple, rows), key=repr) for name, rows in found.items()}


async def refused(town: Town, client: Graph, name: str, /, **given: Any) -> Json:
    """Return the refusal that a mutation meets, having shown that it changed nothing and says what to do."""
    before = await stored(town)
    answer = await client.do(name, "", **given)
    assert await stored(town) == before
    assert answer["message"]
    assert answer["remedy"]
    return answer
