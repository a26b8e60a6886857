"""What changes of the inbox give back."""

from typing import Annotated, TypeAlias

import strawberry

from schema.refusals import InvalidInput, KeyUsedOtherwise, NotAllowed, NotFound, NotSignedIn
from schema.rules import SIGNED_IN
from schema.viewer import ViewerType


@strawberry.type
class InboxSuccess:
    """The viewer, with the inbox, the switches and the mailbox as they are now."""

    viewer: ViewerType = strawberry.field(metadata=SIGNED_IN)


Answered: TypeAlias = InboxSuccess | NotSignedIn | NotAllowed | NotFound | InvalidInput | KeyUsedOtherwise
MarkReadResult: TypeAlias = Annotated[Answered, strawberry.union("MarkReadResult")]
SetNotificationSwitchResult: TypeAlias = Annotated[Answered, strawberry.union("SetNotificationSwitchResult")]
SetMailboxResult: TypeAlias = Annotated[Answered, strawberry.union("SetMailboxResult")]
