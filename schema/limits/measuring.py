"""How large an operation is: one pass over its tree; a fragment is measured once, however often it is spread.

The work grows with the length of the document alone. Numbers stop at a ceiling, so that fragments which double at each
step make no long numbers either. The slow twin, which writes every fragment out, stands in the tests.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_list_type,
)
from graphql.language import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
)

from schema.limits.prices import LENGTHS, PAGE, PRICES, USUAL_LENGTH

CEILING = 1_000_000_000
LARGEST_PAGE = 100
INTROSPECTION = {"__schema": "__Schema", "__type": "__Type"}
Variables = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figures:
    """How large an operation is; all are counts, over the operation with its fragments written out."""

    depth: int
    fields: int
    aliases: int
    directives: int
    root_fields: int
    cost: int
    introspection: int


@dataclass(slots=True)
class _Sums:
    """The counts of one selection set.

    What its lists hold is kept apart, for the field above may say how long they are: `each` is the cost of one
    element of every list together, `assumed` that of the lists as long as they usually are.
    """

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0
    steady: int = 0
    each: int = 0
    assumed: int = 0
    introspection: int = 0
    root_fields: int = 0

    def take(self, other: "_Sums") -> None:
        """Add what a fragment that is spread here selects."""
        self.depth = max(self.depth, other.depth)
        for name in _ADDED:
            setattr(self, name, min(getattr(self, name) + getattr(other, name), CEILING))


_ADDED = tuple(field.name for field in fields(_Sums) if field.name != "depth")


def measure(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables
) -> Figures:
    """Return how large an operation of a document is with these variables.

    The document need not be valid: what the schema does not know costs one, a fragment that spreads itself ends there.
    """
    measuring = _Measuring(schema, document, operation, variables)
    root = schema.get_root_type(operation.operation)
    sums = measuring.selected(operation.selection_set, root)
    own = len(operation.directives or ())
    return Figures(
        depth=sums.depth,
        fields=sums.fields,
        aliases=sums.aliases,
        directives=min(sums.directives + own, CEILING),
        root_fields=sums.root_fields,
        cost=min(sums.steady + sums.assumed, CEILING),
        introspection=sums.introspection,
    )


class _Measuring:
    """One measurement; fragments are kept by name."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: Variables,
    ) -> None:
        self.schema = schema
        self.pages = {
            one.variable.name.value: _number(one.default_value, {}) for one in operation.variable_definitions or ()
        }
        self.pages.update({name: _whole(value) for name, value in variables.items() if name in self.pages})
        self.fragments: dict[str, FragmentDefinitionNode] = {
            one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)
        }
        self.measured: dict[str, _Sums] = {}

    def selected(self, selections: SelectionSetNode | None, parent: GraphQLNamedType | None) -> _Sums:
        """Return the counts of a selection set on a type."""
        sums = _Sums()
        for selection in selections.selections if selections else ():
            sums.directives += len(selection.directives or ())
            if isinstance(selection, FieldNode):
                self._field(sums, selection, parent)
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                on = self.schema.get_type(condition.name.value) if condition else parent
                sums.take(self.selected(selection.selection_set, on))
            elif isinstance(selection, FragmentSpreadNode):
                sums.take(self._fragment(selection.name.value))
        return sums

    def _fragment(self, name: str) -> _Sums:
        if name not in self.measured:
            self.measured[name] = _Sums()
            fragment = self.fragments.get(name)
            if fragment is not None:
                on = self.schema.get_type(fragment.type_condition.name.value)
                sums = self.selected(fragment.selection_set, on)
                sums.directives = min(sums.directives + len(fragment.directives or ()), CEILING)
                self.measured[name] = sums
        return self.measured[name]

    def _field(self, sums: _Sums, node: FieldNode, parent: GraphQLNamedType | None) -> None:
        name = node.name.value
        field = _field_of(parent, name)
        kind = get_named_type(field.type) if field else self.schema.get_type(INTROSPECTION.get(name, ""))
        below = self.selected(node.selection_set, kind)
        place = f"{parent}.{name}"
        steady, each, assumed = 1 + PRICES.get(place, 0), 0, 0
        page = self._page(node)
        if field is not None and is_list_type(get_nullable_type(field.type)):
            element = below.steady + below.assumed
            if page is None:
                each, assumed = element, element * LENGTHS.get(place, USUAL_LENGTH)
            else:
                steady += page * element
        else:
            steady += below.steady + (below.assumed if page is None else page * below.each)
        if name in INTROSPECTION:
            sums.introspection = min(sums.introspection + steady, CEILING)
            steady = 1
        sums.take(
            _Sums(
                depth=1 + below.depth,
                fields=1 + below.fields,
                aliases=(node.alias is not None) + below.aliases,
                directives=below.directives,
                steady=steady,
                each=each,
                assumed=assumed,
                introspection=below.introspection,
                root_fields=1,
            )
        )

    def _page(self, node: FieldNode) -> int | None:
        """Return how long the page is that a field asks for; None when it asks for none."""
        for argument in node.arguments or ():
            if argument.name.value == PAGE:
                return _number(argument.value, self.pages)
        return None


def _field_of(parent: GraphQLNamedType | None, name: str) -> GraphQLField | None:
    if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
        field: GraphQLField | None = parent.fields.get(name)
        return field
    return None


def _number(value: ValueNode | None, pages: Mapping[str, int]) -> int:
    """Return the length a value says; the largest page where it says nothing that is a number."""
    if isinstance(value, VariableNode):
        return pages.get(value.name.value, LARGEST_PAGE)
    if isinstance(value, IntValueNode):
        return _whole(int(value.value)) if len(value.value) < len(str(CEILING)) else LARGEST_PAGE
    return LARGEST_PAGE


def _whole(value: object) -> int:
    """Return a length; a larger page than the largest is refused by its field, with a word on what to do."""
    return max(0, min(value, LARGEST_PAGE)) if isinstance(value, int) else LARGEST_PAGE
