"""Telling people what happened: the event table is read on from where it was left, and each event is told once.

The position and all that follows from the events behind it are written in one transaction, which holds the position's
row: two who do this at once queue, and the second finds nothing left. The database keeps one row a person and event.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.changes import Change
from resolvers.context import Context
from resolvers.event_trail import EventTrail, Gap
from resolvers.notifications.audiences import People, is_complaint
from resolvers.notifications.hours import opens_at
from resolvers.notifications.kinds import AROUND, LINES, STAFFS, Audience, Line, Situation
from resolvers.notifications.reach import Reach, Robot, way_to
from resolvers.upserts import insert_missing
from storage.codes import MessagePurpose, MessageStatus, Way
from storage.tables import (
    DispatchRow,
    EventRow,
    MessageLineRow,
    MessageRow,
    NeedRow,
    NotificationPositionRow,
    NotificationRow,
)

READER: Final = "inbox"
AT_ONCE: Final = 50
"""A write transaction holds up every other writer on SQLite, so it stays short."""
STILL_NEWS: Final = timedelta(days=2)
"""What happened longer ago is shown in the inbox and sent to nobody: after a long stop, or over an old database."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Somebody to be told something."""

    person_id: UUID
    line: Line
    row: NotificationRow
    is_shown_only: bool


async def tell_events(context: Context, now: datetime, reach: Reach) -> int:
    """Tell people of the events since the last time and return how many notifications were made.

    What is urgent gets its message in the same transaction; nothing is sent here.
    """
    told = 0
    while await _is_anything_new(context):
        async with context.database.write() as session:
            batch = await _next_batch(session, now)
            told += await _tell(Change(context, session, now), batch, reach)
    return told


async def _is_anything_new(context: Context) -> bool:
    """Look before a write transaction is begun, which would wake every listener for nothing."""
    async with context.database.read() as session:
        row = await session.get(NotificationPositionRow, READER)
        trail = _trail(row)
        seqs = await session.scalars(select(EventRow.seq).where(trail.unseen()).order_by(EventRow.seq).limit(AT_ONCE))
        return bool(trail.take(seqs, context.now()))


def _trail(row: NotificationPositionRow | None) -> EventTrail:
    if row is None:
        return EventTrail()
    gaps = [Gap(gap["first"], gap["last"], datetime.fromisoformat(gap["since"])) for gap in row.gaps]
    return EventTrail(row.position, gaps)


async def _next_batch(session: AsyncSession, now: datetime) -> Sequence[EventRow]:
    """Return the events that come next, and move the position behind them."""
    await insert_missing(session, NotificationPositionRow, [{"reader": READER, "position": 0, "gaps": []}])
    row = (
        await session.scalars(
            select(NotificationPositionRow).where(NotificationPositionRow.reader == READER).with_for_update(),
        )
    ).one()
    trail = _trail(row)
    found = await session.scalars(select(EventRow).where(trail.unseen()).order_by(EventRow.seq).limit(AT_ONCE))
    events = found.all()
    fresh = trail.take([event.seq for event in events], now)
    row.position = trail.position
    row.gaps = [{"first": gap.first, "last": gap.last, "since": gap.since.isoformat()} for gap in trail.gaps]
    return [event for event in events if event.seq in fresh]


async def _tell(change: Change, events: Sequence[EventRow], reach: Reach) -> int:
    session = change.session
    people = People(session, change.now)
    told = 0
    for situation in await _situations(session, events):
        is_news = change.now - situation.event.at < STILL_NEWS
        lines = [line for line in LINES.get(_name(situation.event), ()) if line.holds(situation)]
        for found in await _whom(change, people, lines, situation):
            if not await _keep(session, found.row):
                continue
            told += 1
            if found.line.is_urgent(situation) and is_news and not found.is_shown_only:
                await _send_to_person(change, found, situation, reach)
        if is_news:
            await _send_to_robots(change, lines, situation, reach.robots)
    return told


async def _situations(session: AsyncSession, events: Iterable[EventRow]) -> list[Situation]:
    """Return the events that anybody is told of, each with its need and dispatch."""
    ours = [event for event in events if _name(event) in LINES]
    dispatches = await session.scalars(
        select(DispatchRow).where(DispatchRow.id.in_(_keys(ours, DispatchRow.__tablename__)))
    )
    needs = await session.scalars(select(NeedRow).where(NeedRow.id.in_({event.need_id for event in ours})))
    dispatch_of = {row.id: row for row in dispatches}
    need_of = {row.id: row for row in needs}
    return [
        Situation(event, need_of.get(event.need_id) if event.need_id else None, dispatch_of.get(event.key))
        for event in ours
    ]


def _keys(events: Iterable[EventRow], noun: str) -> set[UUID]:
    return {event.key for event in events if event.noun == noun}


def _name(event: EventRow) -> str:
    return f"{event.noun}.{event.move}"


async def _whom(change: Change, people: People, lines: Iterable[Line], situation: Situation) -> list[_Found]:
    """Return who is told what of an event: each person once, and only of what that person may see."""
    need = situation.need
    is_quiet = need is not None and need.is_quiet
    found: dict[UUID, _Found] = {}
    for line in lines:
        if (is_quiet and line.audience in AROUND) or (line.audience is Audience.OFFICER and is_complaint(situation)):
            continue
        for person_id in await people.told(line, situation):
            row = await _row(change, people, line, situation, person_id)
            if person_id not in found and await people.may_see(person_id, row):
                found[person_id] = _Found(person_id, line, row, is_quiet)
    return list(found.values())


async def _row(change: Change, people: People, line: Line, situation: Situation, person_id: UUID) -> NotificationRow:
    event = situation.event
    row = NotificationRow(
        id=change.key(),
        person_id=person_id,
        event_seq=event.seq,
        kind=line.kind,
        is_urgent=line.is_urgent(situation),
        at=event.at,
    )
    if line.audience is Audience.OFFICER:
        row.region_id = await people.community(event.region_path)
    elif event.noun == "resource":
        row.resource_id = event.key
    else:
        row.need_id = event.need_id
        row.dispatch_id = event.key if event.noun == "dispatch" else None
    return row


async def _keep(session: AsyncSession, row: NotificationRow) -> bool:
    values = {
        column.key: getattr(row, column.key) for column in NotificationRow.__table__.columns if column.key != "read_at"
    }
    return bool(await insert_missing(session, NotificationRow, [values]))


async def _send_to_person(change: Change, found: _Found, situation: Situation, reach: Reach) -> None:
    """Make the message of an urgent notification, by the way that reaches the person, if there is one."""
    way = await way_to(change.session, found.person_id, reach.ways)
    if way is None:
        return
    at_any_hour = found.line.audience in STAFFS and situation.is_p1
    message = _message(change, way, at_any_hour=at_any_hour)
    await insert_missing(change.session, MessageRow, [{**message, "person_id": found.person_id}])
    line = {"message_id": message["id"], "notification_id": found.row.id, "way": way}
    await insert_missing(change.session, MessageLineRow, [line])


async def _send_to_robots(change: Change, lines: Iterable[Line], situation: Situation, robots: Iterable[Robot]) -> None:
    """Let the robots of the community hear what its staff are told at once; complaints are for no group."""
    is_heard = any(line.is_for_robots(situation) for line in lines)
    if not is_heard or is_complaint(situation) or (situation.need is not None and situation.need.is_quiet):
        return
    for robot in robots:
        if situation.event.region_path.startswith(robot.region_path):
            message = _message(change, robot.way, at_any_hour=situation.is_p1)
            heard = {"robot": robot.name, "event_seq": situation.event.seq}
            await insert_missing(change.session, MessageRow, [{**message, **heard}])


def _message(change: Change, way: Way, *, at_any_hour: bool) -> dict[str, Any]:
    settings = change.context.vocabulary.settings
    return {
        "id": change.key(),
        "way": way,
        "purpose": MessagePurpose.NOW,
        "is_for_any_hour": at_any_hour,
        "status": MessageStatus.WAITING,
        "attempts": 0,
        "created_at": change.now,
        "next_at": change.now if at_any_hour else opens_at(change.now, settings),
    }
