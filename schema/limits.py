"""Limits of a document: one root mutation a request, so that a request is one transaction."""

from graphql import GraphQLError, OperationType, ValidationRule
from graphql.language import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)
from strawberry.extensions import AddValidationRules


class OneRootMutationRule(ValidationRule):
    """Refuses an operation that holds more than one root mutation, through fragments too."""

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: object) -> None:
        """Count the root fields of a mutation."""
        if node.operation is OperationType.MUTATION and self._count(node.selection_set, frozenset()) > 1:
            message = "一次请求只能办一步,请分开提交。 Only one mutation a request; please send them one by one."
            self.report_error(GraphQLError(message, [node]))

    def _count(self, selections: SelectionSetNode, seen: frozenset[str]) -> int:
        total = 0
        for selection in selections.selections:
            if isinstance(selection, FieldNode):
                total += selection.name.value != "__typename"
            elif isinstance(selection, InlineFragmentNode):
                total += self._count(selection.selection_set, seen)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in seen:
                fragment = self.context.get_fragment(selection.name.value)
                if isinstance(fragment, FragmentDefinitionNode):
                    total += self._count(fragment.selection_set, seen | {selection.name.value})
        return min(total, 2)


class OneRootMutation(AddValidationRules):
    """Adds the rule to every validation."""

    def __init__(self) -> None:
        super().__init__([OneRootMutationRule])
