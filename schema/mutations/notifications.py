"""Reading the inbox, and saying what is sent where."""

from typing import Annotated, Any

import strawberry

from schema.answers import Given, answer
from schema.info import Info
from schema.inputs.notification import MarkReadInput, SetMailboxInput, SetNotificationSwitchInput
from schema.notification_results import (
    InboxSuccess,
    MarkReadResult,
    SetMailboxResult,
    SetNotificationSwitchResult,
)
from schema.relations import told
from schema.rules import SIGNED_IN

INPUT = strawberry.argument(name="input")


async def _changed(info: Info, given: Given) -> Any:
    """Make the change and return the viewer, whose inbox is read anew."""
    made: Any = InboxSuccess
    return await answer(info, given.work(), lambda _: made(viewer=info.context.context.viewer))


@strawberry.type
class NotificationMutations:
    """The viewer's own inbox."""

    @told(SIGNED_IN, "标为已读。", of=MarkReadResult)
    async def mark_read(self, info: Info, given: Annotated[MarkReadInput, INPUT]) -> Any:
        """Mark one notification as read, or all."""
        return await _changed(info, given)

    @told(SIGNED_IN, "一类消息发不发。", of=SetNotificationSwitchResult)
    async def set_notification_switch(self, info: Info, given: Annotated[SetNotificationSwitchInput, INPUT]) -> Any:
        """Send a kind of notification, or not."""
        return await _changed(info, given)

    @told(SIGNED_IN, "收消息的邮箱。", of=SetMailboxResult)
    async def set_mailbox(self, info: Info, given: Annotated[SetMailboxInput, INPUT]) -> Any:
        """Keep where mail goes."""
        return await _changed(info, given)
