"""The daily digest: what is not urgent and was not read yet, in one mail a person and day."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, not_, select

from resolvers.changes import Change
from resolvers.context import Context
from resolvers.notifications.hours import digest_moment, last_digest_day, opens_at
from resolvers.notifications.reach import Reach, open_mailboxes
from resolvers.upserts import insert_missing
from storage.codes import MessagePurpose, MessageStatus, Way
from storage.tables import (
    MailboxRow,
    MessageLineRow,
    MessageRow,
    NotificationRow,
    NotificationSwitchRow,
    PersonRow,
)

REACHES_BACK: Final = timedelta(days=3)


async def make_digests(context: Context, now: datetime, reach: Reach) -> int:
    """Make the digests of the last day whose hour has come, and return how many; twice makes none."""
    if Way.MAIL not in reach.ways:
        return 0
    day = last_digest_day(now, context.vocabulary.settings)
    moment = digest_moment(day, context.vocabulary.settings)
    made = 0
    async with context.database.read() as session:
        readers = (await session.scalars(select(MailboxRow.person_id).where(_is_due(day, moment)))).all()
    for person_id in readers:
        async with context.database.write(rings=False) as session:
            made += await _make(Change(context, session, now), person_id, day, moment)
    return made


def _is_due(day: date, moment: datetime) -> ColumnElement[bool]:
    """Mailboxes that were open at the moment of a digest, have something to read and did not get it yet."""
    has_news = exists().where(NotificationRow.person_id == MailboxRow.person_id, _news(moment))
    has_digest = exists().where(MessageRow.person_id == MailboxRow.person_id, MessageRow.digest_day == day)
    is_quiet = exists().where(PersonRow.id == MailboxRow.person_id, PersonRow.is_quiet.is_(True))
    return and_(open_mailboxes(), MailboxRow.confirmed_at < moment, has_news, not_(has_digest), not_(is_quiet))


def _news(moment: datetime) -> ColumnElement[bool]:
    """Notifications a digest holds: not urgent, not read, of a kind that is on, and in no mail yet."""
    is_off = exists().where(
        NotificationSwitchRow.person_id == NotificationRow.person_id,
        NotificationSwitchRow.kind == NotificationRow.kind,
        NotificationSwitchRow.is_on.is_(False),
    )
    is_out = exists().where(MessageLineRow.notification_id == NotificationRow.id, MessageLineRow.way == Way.MAIL)
    return and_(
        NotificationRow.is_urgent.is_(False),
        NotificationRow.read_at.is_(None),
        NotificationRow.at < moment,
        NotificationRow.at >= moment - REACHES_BACK,
        not_(is_off),
        not_(is_out),
    )


async def _make(change: Change, person_id: UUID, day: date, moment: datetime) -> bool:
    message = {
        "id": change.key(),
        "person_id": person_id,
        "way": Way.MAIL,
        "purpose": MessagePurpose.DIGEST,
        "digest_day": day,
        "is_for_any_hour": False,
        "status": MessageStatus.WAITING,
        "attempts": 0,
        "created_at": change.now,
        "next_at": opens_at(change.now, change.context.vocabulary.settings),
    }
    if not await insert_missing(change.session, MessageRow, [message]):
        return False
    held = await change.session.scalars(
        select(NotificationRow.id).where(NotificationRow.person_id == person_id, _news(moment))
    )
    lines = [{"message_id": message["id"], "notification_id": key, "way": Way.MAIL} for key in held]
    await insert_missing(change.session, MessageLineRow, lines)
    return True
