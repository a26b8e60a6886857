"""The slow, obvious twin of schema/limits/measuring: every fragment is written out where it is spread.

Its work doubles where fragments double, so it is asked only about small documents without circles.
"""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLSchema, get_named_type, get_nullable_type, is_list_type
from graphql.language import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

from schema.limits.measuring import CEILING, LARGEST_PAGE, Figures
from schema.limits.prices import LENGTHS, PRICES, USUAL_LENGTH

ABOUT_SCHEMA = {"__schema": "__Schema", "__type": "__Type"}
Placed = tuple[FieldNode, Any]
"""A field and the type it is read on."""


class Plain:
    """One document, measured by writing it out."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]) -> None:
        self.schema = schema
        definitions = document.definitions
        self.fragments = {one.name.value: one for one in definitions if isinstance(one, FragmentDefinitionNode)}
        (self.operation,) = (one for one in definitions if isinstance(one, OperationDefinitionNode))
        self.variables = variables

    def figures(self) -> Figures:
        """Return what the fast way returns."""
        root = self.schema.get_root_type(self.operation.operation)
        fields = self.written_out(self.operation.selection_set, root)
        every = self.all_below(self.operation.selection_set, root)
        about_schema = [(field, on) for field, on in every if field.name.value in ABOUT_SCHEMA]
        return Figures(
            depth=self.depth(self.operation.selection_set, root),
            fields=min(len(every), CEILING),
            aliases=sum(field.alias is not None for field, _ in every),
            directives=self.directives(self.operation.selection_set) + len(self.operation.directives or ()),
            root_fields=len(fields),
            cost=min(sum(self.cost(field, on, None) for field, on in fields), CEILING),
            introspection=min(sum(self.full_cost(field, on, None) for field, on in about_schema), CEILING),
        )

    def written_out(self, selections: SelectionSetNode | None, on: Any) -> list[Placed]:
        """Return the fields of a selection set, those of its fragments among them."""
        found: list[Placed] = []
        for one in selections.selections if selections else ():
            if isinstance(one, FieldNode):
                found.append((one, on))
            elif isinstance(one, FragmentSpreadNode):
                fragment = self.fragments[one.name.value]
                found += self.written_out(fragment.selection_set, self.named(fragment.type_condition.name.value))
            elif isinstance(one, InlineFragmentNode):
                condition = one.type_condition
                found += self.written_out(one.selection_set, self.named(condition.name.value) if condition else on)
        return found

    def all_below(self, selections: SelectionSetNode | None, on: Any) -> list[Placed]:
        found = self.written_out(selections, on)
        return found + [
            below for field, on in found for below in self.all_below(field.selection_set, self.kind(field, on))
        ]

    def depth(self, selections: SelectionSetNode | None, on: Any) -> int:
        found = self.written_out(selections, on)
        return max((1 + self.depth(field.selection_set, self.kind(field, on)) for field, on in found), default=0)

    def directives(self, selections: SelectionSetNode | None) -> int:
        total = 0
        for one in selections.selections if selections else ():
            total += len(one.directives or ())
            if isinstance(one, FragmentSpreadNode):
                fragment = self.fragments[one.name.value]
                total += len(fragment.directives or ()) + self.directives(fragment.selection_set)
            elif isinstance(one, FieldNode | InlineFragmentNode):
                total += self.directives(one.selection_set)
        return total

    def cost(self, field: FieldNode, on: Any, above: int | None) -> int:
        """Return what a field costs whose parent's page has `above` rows; None when its parent has no page.

        What is asked about the schema is counted apart.
        """
        return 1 if field.name.value in ABOUT_SCHEMA else self.full_cost(field, on, above)

    def full_cost(self, field: FieldNode, on: Any, above: int | None) -> int:
        place, page = f"{on}.{field.name.value}", self.page(field)
        definition = self.definition(field, on)
        own = 1 + PRICES.get(place, 0)
        below = self.written_out(field.selection_set, self.kind(field, on))
        if definition is None or not is_list_type(get_nullable_type(definition.type)):
            return own + sum(self.cost(one, kind, page) for one, kind in below)
        length = page if page is not None else above if above is not None else LENGTHS.get(place, USUAL_LENGTH)
        return own + length * sum(self.cost(one, kind, None) for one, kind in below)

    def page(self, field: FieldNode) -> int | None:
        values = [argument.value for argument in field.arguments or () if argument.name.value == "first"]
        if not values:
            return None
        (value,) = values
        if isinstance(value, VariableNode):
            given = self.variables.get(value.name.value)
            return min(max(0, given), LARGEST_PAGE) if isinstance(given, int) else LARGEST_PAGE
        return min(max(0, int(value.value)), LARGEST_PAGE) if isinstance(value, IntValueNode) else LARGEST_PAGE

    def definition(self, field: FieldNode, on: Any) -> Any:
        return getattr(on, "fields", {}).get(field.name.value)

    def kind(self, field: FieldNode, on: Any) -> Any:
        if field.name.value in ABOUT_SCHEMA:
            return self.named(ABOUT_SCHEMA[field.name.value])
        definition = self.definition(field, on)
        return get_named_type(definition.type) if definition else None

    def named(self, name: str) -> Any:
        return self.schema.get_type(name)
