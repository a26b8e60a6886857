"""The inbox of a person: a page of notifications, how many are unread, and which kinds are sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, update

from resolvers.access import own_notifications
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.keyset import Ordering, Page, read_page
from resolvers.people import note_person, person_and_path
from resolvers.refusals import NotFound
from resolvers.upserts import insert_missing
from storage.codes import NotificationKind
from storage.tables import MailboxRow, NotificationRow, NotificationSwitchRow, PersonRow

NEWEST = Ordering(NotificationRow, (NotificationRow.event_seq,), is_descending=True)


@dataclass(frozen=True, slots=True)
class Switch:
    """Whether a kind of notification is sent to the viewer."""

    kind: NotificationKind
    is_on: bool


async def notifications_page(
    context: Context, *, first: int, after: str | None = None, only_unread: bool = False
) -> Page[NotificationRow]:
    """Return the viewer's notifications, the newest first."""
    conditions = [own_notifications(context.viewer)]
    if only_unread:
        conditions.append(NotificationRow.read_at.is_(None))
    return await read_page(context, NEWEST, *conditions, first=first, after=after)


async def unread_count(context: Context) -> int:
    """Return how many of the viewer's notifications are unread."""
    unread = own_notifications(context.viewer), NotificationRow.read_at.is_(None)
    async with context.database.read() as session:
        return await session.scalar(select(func.count()).select_from(NotificationRow).where(*unread)) or 0


async def mark_read(change: Change, notification_id: UUID | None) -> PersonRow:
    """Mark one of the viewer's notifications as read, or all of them; no event says who read what."""
    mine = own_notifications(change.viewer)
    if notification_id is not None:
        mine &= NotificationRow.id == notification_id
        if await change.session.scalar(select(NotificationRow.id).where(mine)) is None:
            raise NotFound("notification")
    await change.session.execute(
        update(NotificationRow).where(mine, NotificationRow.read_at.is_(None)).values(read_at=change.now)
    )
    person, _ = await person_and_path(change, change.person_id)
    return person


async def set_switch(change: Change, kind: NotificationKind, *, is_on: bool) -> PersonRow:
    """Send a kind of notification to the viewer, or not; the inbox holds it either way."""
    person_id = change.person_id
    await insert_missing(
        change.session, NotificationSwitchRow, [{"person_id": person_id, "kind": kind, "is_on": is_on}]
    )
    switch = await change.session.get_one(NotificationSwitchRow, (person_id, kind))
    switch.is_on = is_on
    return await note_person(change, person_id, "NOTIFICATION_SWITCH_SET", details={"fields": [kind.value]})


async def switches_of(context: Context) -> Sequence[Switch]:
    """Return every kind and whether it is sent to the viewer; nothing for nobody."""
    if context.viewer.person_id is None:
        return ()
    async with context.database.read() as session:
        off = set(
            await session.scalars(
                select(NotificationSwitchRow.kind).where(
                    NotificationSwitchRow.person_id == context.viewer.person_id,
                    NotificationSwitchRow.is_on.is_(False),
                )
            )
        )
    return [Switch(kind, is_on=kind not in off) for kind in NotificationKind]


async def own_mailbox(context: Context) -> MailboxRow | None:
    """Return where the viewer reads mail."""
    if context.viewer.person_id is None:
        return None
    async with context.database.read() as session:
        return await session.get(MailboxRow, context.viewer.person_id)
