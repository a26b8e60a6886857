"""Pages of rows as connections."""

from collections.abc import Awaitable, Callable
from typing import Any

from resolvers.keyset import Page
from schema.connections import connection_of


async def connection(read_page: Callable[..., Awaitable[Page[Any]]], first: int, after: str | None = None) -> Any:
    """Return the connection of the page that `read_page(first=, after=)` reads."""
    page = await read_page(first=first, after=after)
    return connection_of(page.rows, page.keys, has_next=page.has_next, has_previous=after is not None)
