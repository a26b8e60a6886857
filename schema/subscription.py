"""What may be listened to: changes read from the event table, from any point one left off."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from functools import partial
from typing import Annotated, Any

import strawberry
from strawberry import relay

from resolvers.happenings import Happening, Listener, dispatch_happenings, need_happenings
from resolvers.notifications.listening import InboxChange, inbox_changes
from resolvers.people import viewer_by_token
from resolvers.viewer import Viewer
from schema.identity import key
from schema.info import GraphContext, Info, Loaders
from schema.nodes import Dispatch, Need
from schema.notifications import Notification
from schema.relations import related, shown
from schema.rules import CONCERNED, PARTNER, SIGNED_IN

Since = Annotated[int | None, strawberry.argument(name="after", description="从这个 seq 之后补发；不写则从现在开始。")]


@strawberry.type(description="需求有了变化。")
class NeedChange:
    """A need changed; null when the viewer may no longer see it."""

    seq: int = shown(CONCERNED, "断线后带回，从这里补发。")
    move: str = shown(CONCERNED)
    need: Need | None = related("need", "need_id", rule=CONCERNED)

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, Happening)


@strawberry.type(description="收件箱有了变化。")
class DispatchChange:
    """A dispatch of a partner changed."""

    seq: int = shown(PARTNER, "断线后带回，从这里补发。")
    move: str = shown(PARTNER)
    dispatch: Dispatch | None = related("dispatch", "dispatch_id", rule=PARTNER)

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, Happening)


@strawberry.type(name="InboxChange", description="消息有了变化：新来的，或者读过了。")
class InboxChangeType:
    """The viewer's inbox changed."""

    seq: int = shown(SIGNED_IN, "断线后带回，有更新的才先说。")
    unread_count: int = shown(SIGNED_IN, "未读的有几条。")
    newest: Notification | None = shown(SIGNED_IN, "最新的一条；没有为空。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, InboxChange)


def _listened(rule: dict[str, Any], description: str, *, of: object) -> Callable[[Callable[..., Any]], Any]:
    """Return a decorator that makes a generator a subscription of a type."""

    def decorate(resolver: Callable[..., Any]) -> Any:
        return strawberry.subscription(resolver=resolver, description=description, metadata=rule, graphql_type=of)

    return decorate


def _listener(graph: GraphContext) -> Listener:
    return partial(viewer_by_token, graph.context, graph.session_token)


def _look_again(graph: GraphContext, viewer: Viewer) -> None:
    """Let what is told be read anew, by the listener as it is now."""
    graph.context = replace(graph.context, viewer=viewer)
    graph.loaders = Loaders(graph.context)


@strawberry.type
class Subscription:
    """What may be listened to."""

    @_listened(CONCERNED, "辖区里的需求变化，只给能查看的人。", of=NeedChange)
    async def need_changed(
        self, info: Info, region: relay.GlobalID, after: Since = None
    ) -> AsyncGenerator[Happening, None]:
        """Tell of the needs of a region and its subtree."""
        region_id = key(region, "Region", "region")
        async for happening in need_happenings(info.context.context, region_id, after, _listener(info.context)):
            _look_again(info.context, happening.viewer)
            yield happening

    @_listened(PARTNER, "合伙人收件箱的变化。", of=DispatchChange)
    async def dispatch_inbox(
        self, info: Info, partner: relay.GlobalID, after: Since = None
    ) -> AsyncGenerator[Happening, None]:
        """Tell of the dispatches of a partner."""
        partner_id = key(partner, "Partner", "partner")
        async for happening in dispatch_happenings(info.context.context, partner_id, after, _listener(info.context)):
            _look_again(info.context, happening.viewer)
            yield happening

    @_listened(SIGNED_IN, "我的消息：先说现在怎样，以后有变化再说。", of=InboxChangeType)
    async def inbox_changed(self, info: Info, after: Since = None) -> AsyncGenerator[InboxChange, None]:
        """Tell of the viewer's inbox."""
        async for change in inbox_changes(info.context.context, after, _listener(info.context)):
            _look_again(info.context, change.viewer)
            yield change
