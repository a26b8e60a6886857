"""From a mutation's input to its result: one transaction, and a named refusal where the answer is no."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Annotated, Any, Protocol, TypeVar

import orjson
import strawberry
from strawberry.types.nodes import SelectedField

from resolvers.access import require_signed_in
from resolvers.changes import Work, make_change
from resolvers.context import Context, Request
from resolvers.refusals import Refusal
from schema.info import Info
from schema.phrases import phrases_in
from schema.refusals import refusal_of
from schema.scopes import refuse_beyond_scope
from storage.columns import Table

Changed = TypeVar("Changed", bound=Table)


async def answer(
    info: Info, work: Work[Changed], success: Callable[[Changed], object], context: Context | None = None
) -> Any:
    """Run the work that an input describes and return its success, or the refusal it met.

    Whoever has not signed in, or not any more, is told so before anything else; a program then, what its token is
    not for. A `context` is given where the work may read more than the viewer does.
    """
    try:
        require_signed_in(info.context.context.viewer)
        refuse_beyond_scope(info.context.context.viewer, info.field_name)
        row = await make_change(replace(context or info.context.context, request=_request(info)), work)
    except Refusal as fact:
        return refusal_of(fact, phrases_in(info.context.language))
    return success(row)


class Given(Protocol):
    """An input that says what work it asks for."""

    def work(self) -> Work[Any]:
        """Return the change asked for."""


def mutation(
    given: type[Given], result: object, success: Callable[[Any], object], rule: dict[str, Any], description: str
) -> Any:
    """Return a mutation that takes one `input`, makes its change and gives a member of the union `result`."""

    async def resolve(info: Info, given: Any) -> Any:
        return await answer(info, given.work(), success)

    resolve.__annotations__["given"] = Annotated[given, strawberry.argument(name="input")]
    return strawberry.field(resolver=resolve, graphql_type=result, metadata=rule, description=description)


def _request(info: Info) -> Request | None:
    """Return the Idempotency-Key with what it stands for: the mutation and its input, wherever the document has them.

    What the client selects of the result is no part of it: a replay renders what this request asks to see.
    """
    idempotency_key = info.context.idempotency_key
    if idempotency_key is None:
        return None
    asked = [one.arguments for one in info.selected_fields if isinstance(one, SelectedField)]
    options = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    operation = orjson.dumps([info.field_name, asked], default=str, option=options)
    return Request(idempotency_key, sha256(operation).hexdigest())
