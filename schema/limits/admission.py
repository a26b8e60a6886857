"""The way in for a document: examined, measured, and only then executed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import strawberry
from graphql import GraphQLError, GraphQLSchema
from graphql.language import OperationDefinitionNode
from strawberry.extensions import SchemaExtension

from schema.limits.caps import CAPS, Caps, breaches
from schema.limits.documents import Documents, Examined
from schema.limits.measuring import CEILING, Figures, measure

WHICH = "请用 operationName 说明要执行哪一个操作。 Please say by operationName which operation is to be executed."
OWN = Caps(cost=CEILING, introspection=CEILING)
"""The limits of documents that the project itself asks, in commands."""


class NotAdmittedError(Exception):
    """A document that is not executed, and why."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors)
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Admitted:
    """An operation that may be executed."""

    document: Examined
    operation: OperationDefinitionNode
    figures: Figures


@cache
def documents_of(schema: GraphQLSchema) -> Documents:
    """Return the documents of a schema, kept as long as the process runs."""
    return Documents(schema)


def admit(
    schema: strawberry.Schema, text: str, name: str | None, variables: Mapping[str, Any], caps: Caps = CAPS
) -> Admitted:
    """Return the operation called `name` of a document, ready to be executed.

    Raises `NotAdmittedError` for a document that is no GraphQL, is not valid, or is beyond its limits.
    """
    core: GraphQLSchema = schema._schema  # noqa: SLF001 - Strawberry keeps the core schema there
    try:
        document = documents_of(core).examine(text)
    except GraphQLError as error:
        raise NotAdmittedError([error]) from error
    if document.errors:
        raise NotAdmittedError(list(document.errors))
    operation = document.operation(name)
    if operation is None:
        raise NotAdmittedError([GraphQLError(WHICH)])
    figures = measure(core, document.tree, operation, variables)
    too_large = breaches(figures, caps)
    if too_large:
        raise NotAdmittedError(too_large)
    return Admitted(document, operation, figures)


class Admission(SchemaExtension):
    """Takes the place of parsing and validating: what the door admitted is not examined again."""

    def on_parse(self) -> Iterator[None]:
        """Give the tree of the document; a command's own document is admitted here."""
        asked = self.execution_context
        admitted = asked.context.admitted
        if admitted is None:
            name = asked._provided_operation_name  # noqa: SLF001 - the property beside it guesses
            try:
                admitted = admit(asked.schema, asked.query or "", name, asked.variables or {}, OWN)
            except NotAdmittedError as refused:
                raise refused.errors[0] from refused
        asked.graphql_document = admitted.document.tree
        yield

    def on_validate(self) -> Iterator[None]:
        """Say that nothing is wrong with what was admitted."""
        self.execution_context.pre_execution_errors = []
        yield
