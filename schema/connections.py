"""Relay connections over keyset pages: what grows is read in pages of at most a hundred."""

from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from schema.relations import shown

T = TypeVar("T")

LARGEST_PAGE = 100
First = Annotated[int, strawberry.argument(description="取几条，1 到 100。")]
After = Annotated[str | None, strawberry.argument(description="从这个 cursor 之后取。")]


@strawberry.type(description="翻页信息。")
class PageInfo:
    """Where a page stands."""

    has_next_page: bool = shown()
    has_previous_page: bool = shown()
    start_cursor: str | None = shown()
    end_cursor: str | None = shown()


@strawberry.type
class Edge(Generic[T]):
    """A row of a page and its cursor."""

    cursor: str = shown()
    node: T = shown()


@strawberry.type
class Connection(Generic[T]):
    """One page."""

    edges: list[Edge[T]] = shown()
    page_info: PageInfo = shown()


def connection_of(rows: Sequence[Any], cursors: Sequence[str], *, has_next: bool, has_previous: bool) -> Any:
    """Return the connection of one page of rows."""
    return Connection(
        edges=[Edge(cursor=cursor, node=row) for row, cursor in zip(rows, cursors, strict=True)],
        page_info=PageInfo(
            has_next_page=has_next,
            has_previous_page=has_previous,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        ),
    )
