"""Telling a page that its inbox changed, as it changes."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import select

from resolvers.access import own_notifications
from resolvers.context import Context
from resolvers.notifications.inbox import unread_count
from resolvers.viewer import Viewer
from storage.tables import NotificationRow

PAUSE_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class InboxChange:
    """How many notifications are unread now, the newest one, and who listens at that moment.

    `seq` is the number of the newest one's event, 0 without any.
    """

    seq: int
    unread_count: int
    newest: NotificationRow | None
    viewer: Viewer


async def inbox_changes(
    context: Context, after: int | None, listener: Callable[[], Awaitable[Viewer]]
) -> AsyncGenerator[InboxChange, None]:
    """Tell how the listener's inbox stands, at first and whenever that changes; ends when the listener signs out.

    A listener who has come as far as `after` is told at first only when something newer is there.
    """
    before: tuple[int, int] | None = None
    while True:
        viewer = await listener()
        if not viewer.is_signed_in:
            return
        seen = replace(context, viewer=viewer)
        newest = await _newest(seen)
        now = (newest.event_seq if newest else 0, await unread_count(seen))
        is_known = now == before if before else now[0] == after
        before = now
        if not is_known:
            yield InboxChange(*now, newest, viewer)
        await context.database.bell.wait(PAUSE_SECONDS)


async def _newest(context: Context) -> NotificationRow | None:
    async with context.database.read() as session:
        return await session.scalar(
            select(NotificationRow)
            .where(own_notifications(context.viewer))
            .order_by(NotificationRow.event_seq.desc())
            .limit(1)
        )
