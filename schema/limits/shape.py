"""What makes a document slow to validate, counted before it is validated, and the steps it would take."""

from collections.abc import Iterator
from dataclasses import dataclass

from graphql.language import (
    DocumentNode,
    ExecutableDefinitionNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """Counts over a document as it is written; `mutations` over the operation that has most, fragments written out."""

    operations: int
    fragments: int
    repeats: int
    directives: int
    mutations: int


def shape_of(tree: DocumentNode) -> Shape:
    """Return the shape of a document, in one pass."""
    operations = [one for one in tree.definitions if isinstance(one, OperationDefinitionNode)]
    fragments = [one for one in tree.definitions if isinstance(one, FragmentDefinitionNode)]
    steps = _Steps({one.name.value: one for one in fragments})
    changing = [one for one in operations if one.operation is OperationType.MUTATION]
    return Shape(
        operations=len(operations),
        fragments=len(fragments),
        repeats=sum(
            _repeats(selections) for one in (*operations, *fragments) for selections in _sets(one.selection_set)
        ),
        directives=sum(map(_directives, (*operations, *fragments))),
        mutations=max((steps.at(one.selection_set) for one in changing), default=0),
    )


def _sets(root: SelectionSetNode) -> Iterator[SelectionSetNode]:
    """Give a selection set and all below it that belong to a field."""
    yield root
    ahead = [root]
    while ahead:
        for selection in ahead.pop().selections:
            below = getattr(selection, "selection_set", None)
            if below is not None:
                ahead.append(below)
                if isinstance(selection, FieldNode):
                    yield below


def _directives(definition: ExecutableDefinitionNode) -> int:
    total, ahead = len(definition.directives or ()), [definition.selection_set]
    while ahead:
        for selection in ahead.pop().selections:
            total += len(selection.directives or ())
            below = getattr(selection, "selection_set", None)
            if below is not None:
                ahead.append(below)
    return total


def _repeats(selections: SelectionSetNode) -> int:
    """Return how many fields of a selection set answer under a key that another one before them has."""
    keys = list(_keys(selections, ""))
    return len(keys) - len(set(keys))


def _keys(selections: SelectionSetNode, on: str) -> Iterator[tuple[str, str]]:
    """Give the key of each field in the answer, with the type it is read on."""
    for selection in selections.selections:
        if isinstance(selection, FieldNode):
            yield on, (selection.alias or selection.name).value
        elif isinstance(selection, InlineFragmentNode):
            condition = selection.type_condition
            yield from _keys(selection.selection_set, condition.name.value if condition else on)


class _Steps:
    """Counts the fields at a root that do something; each fragment once, and one that spreads itself ends there."""

    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self.fragments = fragments
        self.counted: dict[str, int] = {}

    def at(self, selections: SelectionSetNode) -> int:
        total = 0
        for selection in selections.selections:
            if isinstance(selection, FieldNode):
                total += selection.name.value != "__typename"
            elif isinstance(selection, InlineFragmentNode):
                total += self.at(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode):
                total += self._in_fragment(selection.name.value)
        return min(total, 2)

    def _in_fragment(self, name: str) -> int:
        if name not in self.counted:
            self.counted[name] = 0
            if name in self.fragments:
                self.counted[name] = self.at(self.fragments[name].selection_set)
        return self.counted[name]
