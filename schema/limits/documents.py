"""Documents, examined once: parsed, and validated against the schema; those seen lately are kept.

What is kept is bounded by its length, since a tree takes some hundred times the room of its text.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from graphql import GraphQLError, GraphQLSchema, parse, specified_rules, validate
from graphql.language import DocumentNode, OperationDefinitionNode
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from schema.limits.caps import CAPS, Caps, breaches
from schema.limits.scanning import scan
from schema.limits.shape import shape_of

RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
MOST_ERRORS = 10
KEPT_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class Examined:
    """A document that is not too large to be looked at, and what is wrong with it."""

    tree: DocumentNode
    tokens: int
    errors: tuple[GraphQLError, ...]

    def operation(self, name: str | None) -> OperationDefinitionNode | None:
        """Return the operation called `name`, the only one without a name to go by; None when there is no such."""
        found = [one for one in self.tree.definitions if isinstance(one, OperationDefinitionNode)]
        if name is not None:
            found = [one for one in found if one.name is not None and one.name.value == name]
        return found[0] if len(found) == 1 else None


class Documents:
    """The documents of one schema."""

    def __init__(self, schema: GraphQLSchema, caps: Caps = CAPS) -> None:
        self.schema = schema
        self.caps = caps
        self._kept: OrderedDict[str, Examined] = OrderedDict()
        self._characters = 0
        self._lock = Lock()

    def examine(self, text: str) -> Examined:
        """Return a document, examined; raises a `GraphQLError` for one too large to be validated, or no GraphQL."""
        with self._lock:
            examined = self._kept.get(text)
            if examined is not None:
                self._kept.move_to_end(text)
                return examined
        examined = self._examine(text)
        if not examined.errors:
            self._keep(text, examined)
        return examined

    def _examine(self, text: str) -> Examined:
        tokens = scan(text, self.caps)
        tree = parse(text)
        too_many = breaches(shape_of(tree), self.caps)
        if too_many:
            return Examined(tree, tokens, tuple(too_many))
        errors = validate(self.schema, tree, RULES, max_errors=MOST_ERRORS, hide_suggestions=True)
        return Examined(tree, tokens, tuple(errors))

    def _keep(self, text: str, examined: Examined) -> None:
        with self._lock:
            if text not in self._kept:
                self._kept[text] = examined
                self._characters += len(text)
            while self._characters > KEPT_CHARACTERS:
                self._characters -= len(self._kept.popitem(last=False)[0])
