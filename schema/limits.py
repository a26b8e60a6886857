"""Limits of a document: one root mutation a request, so that a request is one transaction."""

from graphql import GraphQLError, OperationType, ValidationContext, ValidationRule
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
    """Refuses an operation that holds more than one root mutation, through fragments too.

    Each fragment is counted once however often it is spread, so that the work grows with the document alone.
    """

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self._counted: dict[str, int] = {}

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: object) -> None:
        """Count the root fields of a mutation."""
        if node.operation is OperationType.MUTATION and self._count(node.selection_set) > 1:
            message = "一次请求只能办一步,请分开提交。 Only one mutation a request; please send them one by one."
            self.report_error(GraphQLError(message, [node]))

    def _count(self, selections: SelectionSetNode) -> int:
        total = 0
        for selection in selections.selections:
            if isinstance(selection, FieldNode):
                total += selection.name.value != "__typename"
            elif isinstance(selection, InlineFragmentNode):
                total += self._count(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode):
                total += self._in_fragment(selection.name.value)
        return min(total, 2)

    def _in_fragment(self, name: str) -> int:
        """Return the count of a fragment; one that spreads itself is another rule's affair and ends here."""
        if name not in self._counted:
            self._counted[name] = 0
            fragment = self.context.get_fragment(name)
            if isinstance(fragment, FragmentDefinitionNode):
                self._counted[name] = self._count(fragment.selection_set)
        return self._counted[name]


class OneRootMutation(AddValidationRules):
    """Adds the rule to every validation."""

    def __init__(self) -> None:
        super().__init__([OneRootMutationRule])
