"""What a message says to whom, looked at again in the moment it leaves.

Between the event and this moment a night may lie: whoever was set quiet, said stop, switched the kind off, read it in
the inbox or may not see the matter any more gets nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.context import Context
from resolvers.notifications.audiences import People
from resolvers.notifications.facts import ANSWERED_BY_LINK, Facts, facts_of
from resolvers.notifications.kinds import LINES, Situation
from resolvers.notifications.mailboxes import confirm_link, stop_link
from resolvers.notifications.reach import mailbox_of, phone_of
from storage.codes import MessagePurpose, Nature, Way
from storage.tables import (
    EventRow,
    MailboxRow,
    MessageLineRow,
    MessageRow,
    NeedRow,
    NotificationRow,
    NotificationSwitchRow,
    PersonRow,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a message says to whom: `to` is an address, a phone number or a robot's name; lines newest first."""

    purpose: MessagePurpose
    way: Way
    to: str
    lines: tuple[Facts, ...] = ()
    stop_link: str = ""
    confirm_link: str = ""


async def draft_of(context: Context, session: AsyncSession, message: MessageRow, now: datetime) -> Draft | None:
    """Return what a message says now; None when it should not leave any more."""
    if message.robot is not None:
        return await _for_robot(session, message)
    person = None if message.person_id is None else await session.get(PersonRow, message.person_id)
    if person is None or person.erased_at is not None:
        return None
    if message.purpose is MessagePurpose.CONFIRM:
        return await _confirmation(context, session, person.id)
    to = await (mailbox_of if message.way is Way.MAIL else phone_of)(session, person.id)
    if to is None or person.is_quiet:
        return None
    lines = await _lines(context, session, message, person.id, now)
    stop = stop_link(context, person.id) if message.way is Way.MAIL else ""
    return Draft(message.purpose, message.way, to, lines, stop_link=stop) if lines else None


async def _lines(
    context: Context, session: AsyncSession, message: MessageRow, person_id: UUID, now: datetime
) -> tuple[Facts, ...]:
    """Return the notifications of a message that still should reach their reader."""
    off = select(NotificationSwitchRow.kind).where(
        NotificationSwitchRow.person_id == person_id, NotificationSwitchRow.is_on.is_(False)
    )
    quiet = select(NeedRow.id).where(NeedRow.id == NotificationRow.need_id, NeedRow.is_quiet.is_(True))
    found = await session.scalars(
        select(NotificationRow)
        .join(MessageLineRow, MessageLineRow.notification_id == NotificationRow.id)
        .where(
            MessageLineRow.message_id == message.id,
            NotificationRow.read_at.is_(None),
            NotificationRow.kind.not_in(off),
            ~quiet.exists(),
        )
        .order_by(NotificationRow.event_seq.desc())
    )
    people = People(session, now)
    seen = [row for row in found.all() if await people.may_see(person_id, row)]
    facts = await facts_of(context, session, await people.viewer(person_id), seen)
    return tuple(one for one in facts if one.one_time_link or one.kind not in ANSWERED_BY_LINK)


async def _confirmation(context: Context, session: AsyncSession, person_id: UUID) -> Draft | None:
    mailbox = await session.get(MailboxRow, person_id)
    if mailbox is None or mailbox.confirmed_at is not None:
        return None
    link = confirm_link(context, mailbox)
    return Draft(MessagePurpose.CONFIRM, Way.MAIL, mailbox.address, confirm_link=link)


async def _for_robot(session: AsyncSession, message: MessageRow) -> Draft | None:
    """Return what a group hears: what kind of thing, and the number; nothing that could point at a person."""
    event = await session.get(EventRow, message.event_seq)
    need = None if event is None or event.need_id is None else await session.get(NeedRow, event.need_id)
    if event is None or need is None or need.is_quiet or need.nature is Nature.COMPLAINT:
        return None
    heard = Situation(event, need, None)
    lines = LINES.get(f"{event.noun}.{event.move}", ())
    kind = next((one.kind for one in lines if one.is_for_robots(heard)), None)
    if kind is None or message.robot is None:
        return None
    facts = Facts(kind, number=need.number, need_id=need.id, is_for_staff=True)
    return Draft(message.purpose, message.way, message.robot, (facts,))
