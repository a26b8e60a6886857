"""Everything a database holds, to show that nothing changed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from storage.columns import Table
from tests.api.graph import Graph, Json
from tests.factories import Town

Stored = dict[str, list[tuple[Any, ...]]]


async def stored(town: Town, *, but: Iterable[str] = ()) -> Stored:
    """Return all rows of all tables, in no order that matters, but of the tables left out."""
    left_out = set(but)
    async with town.context.database.read() as session:
        return {
            name: sorted(map(tuple, await session.execute(select(table))), key=repr)
            for name, table in Table.metadata.tables.items()
            if name not in left_out
        }


async def refused(town: Town, client: Graph, name: str, /, **given: Any) -> Json:
    """Return the refusal that a mutation meets, having shown that it changed nothing and says what to do."""
    before = await stored(town)
    answer = await client.do(name, "", **given)
    assert await stored(town) == before
    assert answer["message"]
    assert answer["remedy"]
    return answer
