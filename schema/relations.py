"""Relations between types, declared rather than coded: which loader, by which column.

The loader's name and the column stay in the field's metadata, so that a reader of the schema, or a compiler of reads,
can see the join without running anything.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import strawberry
from strawberry.dataloader import DataLoader

from resolvers.access import reads_whole
from schema.info import Info
from schema.rules import PUBLIC


def declared(resolver: Any, metadata: dict[str, Any], description: str | None) -> Any:
    """Return a field whose type is said where it stands, not by its resolver."""
    # The field's type is the annotation in the class, where types may point at each other; a resolver that said
    # its own would win over it.
    del resolver.__annotations__["return"]
    return strawberry.field(resolver=resolver, metadata=metadata, description=description)


def related(loader: str, column: str, *, rule: dict[str, Any] = PUBLIC, description: str | None = None) -> Any:
    """Return a field that holds the row of `loader` whose key is the parent's `column`; null without one."""

    def resolve(root: Any, info: Info) -> Any:
        key = getattr(root, column)
        if key is None:
            return None
        rows = info.context.loaders.one(loader)
        # A row that is at hand already is given at once: to await it would cost as much as all else of the field.
        known = rows.cache_map.get(key)
        return known.result() if known is not None and known.done() else _awaited(rows, key)

    return declared(resolve, {**rule, "one": loader, "column": column}, description)


async def _awaited(rows: DataLoader[UUID, Any], key: UUID) -> Any:
    return await rows.load(key)


def related_in_whole(loader: str, column: str, *, rule: dict[str, Any], description: str | None = None) -> Any:
    """Return a field as `related` does, of a need, that is null unless the viewer reads all of the need.

    Who asked is kept back by this: those who hold an office may be known to everybody, and may ask like everybody.
    """

    async def resolve(root: Any, info: Info) -> Any:
        key = getattr(root, column)
        if key is None or not reads_whole(info.context.context.viewer, root):
            return None
        return await info.context.loaders.one(loader).load(key)

    return declared(resolve, {**rule, "one": loader, "column": column, "in_whole": True}, description)


def children(loader: str, *, rule: dict[str, Any] = PUBLIC, description: str | None = None) -> Any:
    """Return a field that holds the rows of `loader` that point at the parent's key."""

    async def resolve(root: Any, info: Info) -> Any:
        return await info.context.loaders.many(loader).load(root.id)

    return declared(resolve, {**rule, "many": loader}, description)


def told(
    rule: dict[str, Any] = PUBLIC, description: str | None = None, *, of: object | None = None
) -> Callable[[Callable[..., Any]], Any]:
    """Return a decorator that makes a function a field; `of` is its GraphQL type where the function gives rows."""

    def decorate(resolver: Callable[..., Any]) -> Any:
        return strawberry.field(resolver=resolver, metadata=rule, description=description, graphql_type=of)

    return decorate


def shown(rule: dict[str, Any] = PUBLIC, description: str | None = None) -> Any:
    """Return a field that is a plain column of the row."""
    return strawberry.field(metadata=rule, description=description)
