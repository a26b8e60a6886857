"""Inputs about the inbox: what was read, which kinds are sent, where mail goes."""

import strawberry

from resolvers.changes import Work
from resolvers.notifications import inbox, mailboxes
from schema.identity import optional_key
from schema.inputs.shared import Id
from schema.words import NotificationKind
from storage.tables import PersonRow


@strawberry.input(description="标为已读：一条，或者不写就是全部。")
class MarkReadInput:
    """What was read."""

    notification: Id | None = None

    def work(self) -> Work[PersonRow]:
        """Return the change asked for."""
        return lambda change: inbox.mark_read(change, optional_key(self.notification, "Notification", "notification"))


@strawberry.input(description="一类消息发不发；站内总有。")
class SetNotificationSwitchInput:
    """A kind that is sent, or not."""

    kind: NotificationKind
    is_on: bool

    def work(self) -> Work[PersonRow]:
        """Return the change asked for."""
        return lambda change: inbox.set_switch(change, self.kind, is_on=self.is_on)


@strawberry.input(description="收消息的邮箱；会先发一封确认邮件。为空就不再收邮件。")
class SetMailboxInput:
    """Where the viewer reads mail."""

    address: str | None = strawberry.field(description="为空就不再收。")

    def work(self) -> Work[PersonRow]:
        """Return the change asked for."""
        return lambda change: mailboxes.set_mailbox(change, self.address)
