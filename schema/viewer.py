"""Who is asking, as the front end needs it."""

from functools import partial
from typing import Annotated, Any

import strawberry

from resolvers.filters import NeedFilter
from resolvers.machine_tokens import live_tokens
from resolvers.notifications.inbox import notifications_page, own_mailbox, switches_of, unread_count
from resolvers.pages import needs_page
from resolvers.saved_filters import saved_filters
from resolvers.sessions import live_sessions
from resolvers.viewer import Viewer
from schema.accounts import MachineToken, SessionType
from schema.connections import After, Connection, First
from schema.info import Info
from schema.nodes import Need, Partner
from schema.notifications import Mailbox, Notification, NotificationSwitch
from schema.paging import connection
from schema.places import HeldRoleType, Person
from schema.relations import told
from schema.rules import PUBLIC, SIGNED_IN
from schema.saved_filters import SavedFilter


@strawberry.type(name="Viewer", description="当前的人；未登录时各项为空。")
class ViewerType:
    """The person asking."""

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, Viewer)

    @told(PUBLIC, "是否已登录。")
    def is_signed_in(row: strawberry.Parent[Viewer]) -> bool:
        """Whether we know who is asking."""
        return row.is_signed_in

    @told(PUBLIC, "是否演示；演示时每页都要写明「演示数据，纯属虚构」。")
    def is_demo(self, info: Info) -> bool:
        """Whether the demo city is served."""
        return info.context.context.is_demo

    @told(SIGNED_IN, "本人。", of=Person | None)
    async def person(row: strawberry.Parent[Viewer], info: Info) -> Any:
        """Return the person asking."""
        return None if row.person_id is None else await info.context.loaders.one("person").load(row.person_id)

    @told(SIGNED_IN, "担任的角色。", of=list[HeldRoleType])
    def roles(row: strawberry.Parent[Viewer]) -> Any:
        """Return the roles in force."""
        return list(row.roles)

    @told(SIGNED_IN, "代表的合伙人。", of=list[Partner])
    async def partners(row: strawberry.Parent[Viewer], info: Info) -> Any:
        """Return the partners the viewer speaks for."""
        rows = await info.context.loaders.one("partner").load_many(sorted(row.partner_ids))
        return [row for row in rows if row is not None]

    @told(SIGNED_IN, "登录着的地方。", of=list[SessionType])
    async def sessions(self, info: Info) -> Any:
        """Return where the viewer is signed in."""
        return await live_sessions(info.context.context, info.context.session_token)

    @told(SIGNED_IN, "供程序使用的令牌，只列还有效的。", of=list[MachineToken])
    async def tokens(self, info: Info) -> Any:
        """Return the viewer's tokens."""
        return await live_tokens(info.context.context)

    @told(SIGNED_IN, "存下的筛选，按页面和名称。", of=list[SavedFilter])
    async def saved_filters(self, info: Info, *, screen: str | None = None) -> Any:
        """Return the viewer's own filters."""
        return await saved_filters(info.context.context, screen)

    @told(SIGNED_IN, "本人提出的和代他人填的需求。", of=Connection[Need])
    async def needs(row: strawberry.Parent[Viewer], info: Info, first: First, after: After = None) -> Any:
        """Return a page of the viewer's own needs."""
        return await connection(partial(needs_page, info.context.context, NeedFilter(mine=True)), first, after)

    @told(SIGNED_IN, "消息，新的在前；只给本人。", of=Connection[Notification])
    async def notifications(
        self,
        info: Info,
        first: First,
        after: After = None,
        *,
        only_unread: Annotated[bool, strawberry.argument(description="只要未读的。")] = False,
    ) -> Any:
        """Return a page of what the viewer was told."""
        page = partial(notifications_page, info.context.context, only_unread=only_unread)
        return await connection(page, first, after)

    @told(SIGNED_IN, "未读的消息有几条；未登录时为空。")
    async def unread_count(row: strawberry.Parent[Viewer], info: Info) -> int | None:
        """Return how many notifications are unread."""
        return await unread_count(info.context.context) if row.is_signed_in else None

    @told(SIGNED_IN, "每一类消息发不发。", of=list[NotificationSwitch])
    async def notification_switches(self, info: Info) -> Any:
        """Return which kinds are sent."""
        return list(await switches_of(info.context.context))

    @told(SIGNED_IN, "收消息的邮箱；没有填为空。", of=Mailbox | None)
    async def mailbox(self, info: Info) -> Any:
        """Return where the viewer reads mail."""
        return await own_mailbox(info.context.context)
