"""How long personal data is kept: what a setting says, kept by the loop that keeps deadlines."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, case, delete, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.access import within
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.erasing import erase_need_words
from resolvers.settings.named import SettingGroup
from resolvers.settings.reading import regional_settings
from storage.codes import NeedStatus
from storage.columns import Table, UtcDateTime
from storage.tables import (
    ContactViewRow,
    IdempotencyRow,
    InvitationRow,
    MachineTokenRow,
    MessageRow,
    NeedPrivateRow,
    NeedRow,
    NotificationRow,
    SignInAttemptRow,
    SignInRow,
    WebhookDeliveryRow,
)
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import RetentionSettings

ENDED = (
    NeedStatus.CLOSED,
    NeedStatus.DECLINED,
    NeedStatus.TRANSFERRED,
    NeedStatus.MERGED,
    NeedStatus.WITHDRAWN,
)


async def remove_outdated(context: Context, now: datetime) -> int:
    """Remove the rows whose time is over and return how many there were; a second round finds none."""
    kept = context.vocabulary.settings.retention
    removed = 0
    async with context.database.write() as session:
        for table, condition in _outdated(kept, now):
            done = await session.execute(delete(table).where(condition))
            removed += cast("CursorResult[Any]", done).rowcount
    return removed


def _outdated(kept: RetentionSettings, now: datetime) -> list[tuple[type[Table], ColumnElement[bool]]]:
    sessions = now - timedelta(days=kept.ended_sessions_days)
    return [
        (SignInAttemptRow, SignInAttemptRow.last_at < now - timedelta(days=kept.sign_in_attempts_days)),
        (SignInRow, func.coalesce(SignInRow.ended_at, SignInRow.expires_at) < sessions),
        (MachineTokenRow, func.coalesce(MachineTokenRow.revoked_at, MachineTokenRow.expires_at) < sessions),
        (IdempotencyRow, IdempotencyRow.created_at < now - timedelta(days=kept.answered_requests_days)),
        (InvitationRow, InvitationRow.expires_at < sessions),
        (MessageRow, MessageRow.created_at < now - timedelta(days=kept.messages_days)),
        (NotificationRow, NotificationRow.at < now - timedelta(days=kept.notifications_days)),
        (WebhookDeliveryRow, WebhookDeliveryRow.ended_at < now - timedelta(days=kept.webhook_deliveries_days)),
        (ContactViewRow, ContactViewRow.at < now - timedelta(days=kept.contact_views_days)),
    ]


async def needs_to_forget(session: AsyncSession, vocabulary: Vocabulary, now: datetime) -> Sequence[UUID]:
    """Return the needs that ended so long ago that nobody needs their words and contact any more."""
    found = await session.scalars(
        select(NeedRow.id).where(await _is_forgotten(session, vocabulary, now)).order_by(NeedRow.id)
    )
    return found.all()


async def _is_forgotten(session: AsyncSession, vocabulary: Vocabulary, now: datetime) -> ColumnElement[bool]:
    """Return the condition of needs whose time is over by the settings of their own region, the nearest one first."""
    regional = await regional_settings(session, vocabulary)

    def until_in(kept: RetentionSettings) -> ColumnElement[datetime]:
        return literal(now - timedelta(days=kept.words_of_ended_needs_days), UtcDateTime)

    set_in = [
        (within(NeedRow.region_path, [path]), until_in(regional.vocabulary(path).settings.retention))
        for path in reversed(regional.paths(SettingGroup.RETENTION))
    ]
    as_shipped = until_in(vocabulary.settings.retention)
    until = case(*set_in, else_=as_shipped) if set_in else as_shipped
    ended_at = func.coalesce(NeedRow.closed_at, NeedRow.finish_by)
    return (
        NeedRow.status.in_(ENDED)
        & (ended_at < until)
        & select(NeedPrivateRow.need_id).where(NeedPrivateRow.need_id == NeedRow.id).exists()
    )


async def forget_need(change: Change, need_id: UUID) -> bool:
    """Erase the words of a need if that is still due."""
    due = NeedRow.id == need_id, await _is_forgotten(change.session, change.context.vocabulary, change.now)
    need = await change.session.scalar(select(NeedRow).where(*due).with_for_update())
    if need is None:
        return False
    await erase_need_words(change, need)
    return True
