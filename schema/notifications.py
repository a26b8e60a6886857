"""The inbox 消息: what a person is told, which kinds are sent, and where mail goes."""

from datetime import datetime
from uuid import UUID

import strawberry
from strawberry import relay

from resolvers.notifications.facts import Facts
from resolvers.notifications.inbox import Switch
from schema.batches import load_batch
from schema.info import Info
from schema.nodes import Dispatch, Need, Resource
from schema.phrases.notifications import notification_phrases, page_of
from schema.places import Region
from schema.relations import related, shown, told
from schema.rules import SIGNED_IN
from schema.words import NotificationKind
from storage.tables import MailboxRow, NotificationRow


async def _facts(row: NotificationRow, info: Info) -> Facts:
    """Return what a notification says, with its neighbours'."""
    facts: Facts | None = await load_batch(info, "notification_facts", row.id)
    return facts or Facts(row.kind)


@strawberry.type(description="一条消息；只给本人。")
class Notification(relay.Node):
    """What the viewer is told of one event."""

    id: relay.NodeID[UUID]
    kind: NotificationKind = shown(SIGNED_IN)
    is_urgent: bool = shown(SIGNED_IN, "当时就发；其余并入每日汇总。")
    at: datetime = shown(SIGNED_IN)
    read_at: datetime | None = shown(SIGNED_IN, "什么时候读的；未读为空。")
    need: Need | None = related("need", "need_id", rule=SIGNED_IN)
    dispatch: Dispatch | None = related("dispatch", "dispatch_id", rule=SIGNED_IN)
    resource: Resource | None = related("resource", "resource_id", rule=SIGNED_IN)
    region: Region | None = related("region", "region_id", rule=SIGNED_IN)

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, NotificationRow)

    @told(SIGNED_IN, "一句话，读者的语言。")
    async def sentence(row: strawberry.Parent[NotificationRow], info: Info) -> str:
        """Return what happened."""
        phrases = notification_phrases(info.context.language)
        return phrases.sentence(await _facts(row, info), info.context.context.vocabulary)

    @told(SIGNED_IN, "工作人员写的原因和下一步；没有为空。")
    async def detail(row: strawberry.Parent[NotificationRow], info: Info) -> str | None:
        """Return why, and what comes next."""
        return notification_phrases(info.context.language).detail(await _facts(row, info)) or None

    @told(SIGNED_IN, "点开就是这件事的网页，从网站根目录写起。")
    async def link(row: strawberry.Parent[NotificationRow], info: Info) -> str:
        """Return the page of exactly this thing."""
        return page_of(await _facts(row, info))


@strawberry.type(description="一类消息发不发；关掉后只留在站内，不再发邮件和短信。")
class NotificationSwitch:
    """Whether a kind of notification is sent."""

    kind: NotificationKind = shown(SIGNED_IN)
    is_on: bool = shown(SIGNED_IN)

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, Switch)

    @told(SIGNED_IN, "这一类叫什么，读者的语言。")
    def label(row: strawberry.Parent[Switch], info: Info) -> str:
        """Return what the kind is called."""
        return notification_phrases(info.context.language).labels[row.kind]


@strawberry.type(description="收消息的邮箱；只给本人。")
class Mailbox:
    """Where the viewer reads mail."""

    address: str = shown(SIGNED_IN)
    confirmed_at: datetime | None = shown(SIGNED_IN, "点过确认邮件里的链接才发；未确认为空。")
    stopped_at: datetime | None = shown(SIGNED_IN, "什么时候停的；没有停为空。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, MailboxRow)
