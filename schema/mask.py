"""What clients read of errors: their own mistakes in words, our mistakes behind a mask."""

from graphql import GraphQLError
from strawberry.extensions import MaskErrors
from strawberry.utils.str_converters import to_camel_case

from resolvers.refusals import InvalidInput, Refusal
from schema.phrases import phrases_in

MASK = "出了点问题，请稍后再试。 Something went wrong, please try again."


def is_unexpected(error: GraphQLError) -> bool:
    """Whether an error came from inside and may hold what is nobody's business."""
    return error.original_error is not None and not isinstance(error.original_error, GraphQLError | Refusal)


class Mask(MaskErrors):
    """Replaces the text of unexpected errors, and says in the reader's language what a query cannot be asked.

    Queries have no refusals as types; a wrong id or page size is told as an error with the code BAD_REQUEST and the
    names of the arguments concerned.
    """

    def __init__(self) -> None:
        super().__init__(should_mask_error=lambda error: error.original_error is not None, error_message=MASK)

    def anonymise_error(self, error: GraphQLError) -> GraphQLError:
        """Return what the client reads instead."""
        if is_unexpected(error):
            masked = super().anonymise_error(error)
            request_id = self.execution_context.context.request_id
            masked.extensions = {"requestId": request_id} if request_id else {}
            return masked
        if isinstance(error.original_error, Refusal):
            language = self.execution_context.context.language
            message, remedy = phrases_in(language).refusal(error.original_error)
            told = GraphQLError(f"{message} {remedy}", error.nodes, path=error.path)
            told.extensions = {"code": "BAD_REQUEST", **_particulars(error.original_error)}
            return told
        return error


def _particulars(fact: Refusal) -> dict[str, list[str]]:
    return {"fields": [to_camel_case(one.field) for one in fact.faults]} if isinstance(fact, InvalidInput) else {}
