"""What a request carries through the executor: the resolvers' context, the loaders and the reader's language."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias
from uuid import UUID

import strawberry
from strawberry.dataloader import DataLoader

from resolvers.context import Context
from resolvers.demo_accounts import DemoAccount
from resolvers.lists.list_files import ListFiles
from resolvers.loading import load_many, load_one
from schema.limits.admission import Admitted

Batch = Callable[[list[UUID]], Awaitable[list[Any]]]


@dataclass
class Loaders:
    """The loaders of one request, each made when it is first asked for."""

    context: Context
    made: dict[str, DataLoader[UUID, Any]] = field(default_factory=dict)

    def one(self, name: str) -> DataLoader[UUID, Any]:
        """Return the loader of single rows called `name` in resolvers/loading."""
        return self.batch(f"one {name}", partial(load_one, self.context, name))

    def many(self, name: str) -> DataLoader[UUID, Any]:
        """Return the loader of lists of rows called `name` in resolvers/loading."""
        return self.batch(f"many {name}", partial(load_many, self.context, name))

    def batch(self, name: str, load: Batch) -> DataLoader[UUID, Any]:
        """Return the loader called `name`, made of a batch function at first."""
        if name not in self.made:
            self.made[name] = DataLoader(load_fn=load)
        return self.made[name]


def _nobody_keeps(token: str | None) -> None:
    """Drop a token that no browser is there to keep."""


@dataclass
class GraphContext:
    """One request."""

    context: Context
    language: str
    idempotency_key: str | None = None
    session_token: str | None = None
    address: str = ""
    keep_token: Callable[[str | None], None] = _nobody_keeps
    demo_accounts: tuple[DemoAccount, ...] = ()
    admitted: Admitted | None = None
    list_files: ListFiles | None = None
    request_id: str = ""
    loaders: Loaders = field(init=False)

    def __post_init__(self) -> None:
        """Give the request loaders of its own."""
        self.loaders = Loaders(self.context)


Info: TypeAlias = strawberry.Info[GraphContext, None]
