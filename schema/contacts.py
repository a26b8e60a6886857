"""What opening a contact gives back."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers.contacts import ShownContact
from schema.refusals import InvalidInput, KeyUsedOtherwise, NotAllowed, NotFound, NotSignedIn
from schema.relations import shown
from schema.rules import PARTNER


@strawberry.type(description="打开的联系方式。")
class OpenedContact:
    """Whom to ring and where to go, in clear."""

    name: str | None = shown(PARTNER)
    phone: str | None = shown(PARTNER)
    relation: str | None = shown(PARTNER)
    address: str | None = shown(PARTNER)
    door: str | None = shown(PARTNER)

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, ShownContact)


@strawberry.type
class OpenContactSuccess:
    """The contact, whose opening is noted."""

    contact: OpenedContact = strawberry.field(metadata=PARTNER)


OpenContactResult: TypeAlias = Annotated[
    OpenContactSuccess | NotSignedIn | NotAllowed | NotFound | InvalidInput | KeyUsedOtherwise,
    strawberry.union("OpenContactResult"),
]
