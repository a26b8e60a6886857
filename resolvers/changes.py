"""One mutation, one transaction: everything that writes gets a `Change` and never commits.

A change carries the session, the moment and the viewer, and leaves its events beside the rows it writes. A client
that sends an Idempotency-Key gets, on a retry, the row of the first time: the key is taken in the same transaction.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias, TypeVar, cast
from uuid import UUID

from sqlalchemy import event, inspect, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.context import Context
from resolvers.lengths import look_at_flush
from resolvers.refusals import KeyUsedOtherwise, NotSignedIn
from resolvers.upserts import insert_missing
from resolvers.viewer import Viewer
from storage.codes import Channel
from storage.columns import Table
from storage.deadlock import is_deadlock
from storage.keys import uuid7
from storage.tables import EventRow, IdempotencyRow

Changed = TypeVar("Changed", bound=Table)

MOST_TRIES = 5

_TABLES = {mapper.class_.__tablename__: mapper.class_ for mapper in Table.registry.mappers}


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """For whom a step is recorded, and how it reached us: staff write down what was said by phone."""

    channel: Channel
    person_id: UUID | None = None
    partner_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One running write transaction."""

    context: Context
    session: AsyncSession
    now: datetime

    @property
    def viewer(self) -> Viewer:
        """Return who is asking."""
        return self.context.viewer

    @property
    def person_id(self) -> UUID:
        """Return the person asking; refuses somebody who has not signed in."""
        if self.viewer.person_id is None:
            raise NotSignedIn
        return self.viewer.person_id

    def seen_by(self, viewer: Viewer) -> "Change":
        """Return the same transaction as somebody else's: the holder of a link may do the one thing it is for."""
        return replace(self, context=replace(self.context, viewer=viewer))

    def key(self) -> UUID:
        """Return a new key."""
        return uuid7(lambda: self.now, self.context.random_bits)

    def record(
        self,
        row: Table,
        move: str,
        *,
        region_path: str,
        need_id: UUID | None = None,
        partner_id: UUID | None = None,
        on_behalf: OnBehalf | None = None,
        details: dict[str, Any] | None = None,
    ) -> None:
        """Leave the event of a row: `details` holds codes, ids and field names, never a personal value."""
        self.session.add(
            EventRow(
                noun=row.__tablename__,
                key=key_of(row),
                move=move,
                region_path=region_path,
                need_id=need_id,
                partner_id=partner_id,
                actor_id=self.viewer.person_id,
                on_behalf_of_id=on_behalf.person_id if on_behalf else None,
                on_behalf_of_partner_id=on_behalf.partner_id if on_behalf else None,
                channel=on_behalf.channel if on_behalf else Channel.WEB,
                details=details or {},
                at=self.now,
            ),
        )


Work: TypeAlias = Callable[[Change], Awaitable[Changed]]
"""What a mutation does within its transaction: it returns the row it changed."""


async def make_change(context: Context, work: Work[Changed]) -> Changed:
    """Run `work` in one transaction and return the row it changed.

    With an Idempotency-Key that was used before for the same operation, the row of the first time is read and
    returned and nothing is changed; for another operation it is refused. A transaction that PostgreSQL ended because
    it and another waited for each other has left nothing, and is run again.
    """
    for _ in range(MOST_TRIES - 1):
        try:
            return await _change_once(context, work)
        except DBAPIError as error:
            if not is_deadlock(error):
                raise
    return await _change_once(context, work)


async def _change_once(context: Context, work: Work[Changed]) -> Changed:
    async with context.database.write() as session:
        event.listen(session.sync_session, "before_flush", look_at_flush)
        change = Change(context, session, context.now())
        first_time = await _answered_before(change)
        if first_time is not None:
            return first_time  # type: ignore[return-value]  # the operation's hash says it is the same kind of row
        row = await work(change)
        await session.flush()
        await _remember(change, row)
        return row


async def _answered_before(change: Change) -> Table | None:
    """Take the key for this transaction; return the row of an earlier answer if it was taken before."""
    request, person_id = change.context.request, change.viewer.person_id
    if request is None or person_id is None:
        return None
    earlier = await change.session.get(IdempotencyRow, (person_id, request.idempotency_key))
    if earlier is None:
        row = {
            "person_id": person_id,
            "idempotency_key": request.idempotency_key,
            "operation_hash": request.operation_hash,
            "outcome_type": "",
            "outcome": {},
            "created_at": change.now,
        }
        if await insert_missing(change.session, IdempotencyRow, [row]):
            return None
        earlier = await change.session.get_one(IdempotencyRow, (person_id, request.idempotency_key))
    if earlier.operation_hash != request.operation_hash:
        raise KeyUsedOtherwise
    table = _TABLES[earlier.outcome_type]
    return await change.session.get_one(table, UUID(earlier.outcome["id"]))


async def _remember(change: Change, row: Table) -> None:
    request, person_id = change.context.request, change.viewer.person_id
    if request is None or person_id is None:
        return
    await change.session.execute(
        update(IdempotencyRow)
        .where(IdempotencyRow.person_id == person_id, IdempotencyRow.idempotency_key == request.idempotency_key)
        .values(outcome_type=row.__tablename__, outcome={"id": str(key_of(row))}),
    )


def key_of(row: Table) -> UUID:
    """Return the key of a row that has one key column."""
    return cast("UUID", inspect(row).mapper.primary_key_from_instance(row)[0])
