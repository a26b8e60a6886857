"""What we hold about a person, for that person to take along: every row that is theirs, as plain values."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, inspect, or_, select

from resolvers.context import Context
from storage.codes import Channel
from storage.columns import Table
from storage.tables import (
    AccountRow,
    ContactViewRow,
    EndorsementRow,
    EvaluationRow,
    EventRow,
    FileRow,
    InvitationRow,
    MachineTokenRow,
    MailboxRow,
    MessageRow,
    NeedPartRow,
    NeedPhotoRow,
    NeedPrivateRow,
    NeedRemarkRow,
    NeedRow,
    NeedShareRow,
    NeedUrgeRow,
    NotificationRow,
    NotificationSwitchRow,
    PartnerContactRow,
    PersonPrivateRow,
    PersonRow,
    RoleGrantRow,
    SavedFilterRow,
    SignInRow,
)

KEPT_BACK = frozenset({"password_hash", "token_hash"})
"""What only opens doors and says nothing about anybody."""

Data = dict[str, list[dict[str, Any]]]


def needs_of(person_id: UUID) -> ColumnElement[bool]:
    """Needs that are a person's own: raised for it, or by it for a partner or region without staff between."""
    typed = and_(NeedRow.raised_by == person_id, NeedRow.for_person_id.is_(None), NeedRow.channel == Channel.WEB)
    return or_(NeedRow.for_person_id == person_id, typed)


def _held(person_id: UUID) -> list[tuple[type[Table], ColumnElement[bool]]]:
    """Return the tables that hold something about a person, with the condition of its rows."""
    accounts = select(AccountRow.id).where(AccountRow.person_id == person_id)
    needs = select(NeedRow.id).where(needs_of(person_id))
    return [
        (PersonRow, PersonRow.id == person_id),
        (PersonPrivateRow, PersonPrivateRow.person_id == person_id),
        (AccountRow, AccountRow.person_id == person_id),
        (SignInRow, SignInRow.account_id.in_(accounts)),
        (MachineTokenRow, MachineTokenRow.account_id.in_(accounts)),
        (InvitationRow, InvitationRow.person_id == person_id),
        (RoleGrantRow, RoleGrantRow.person_id == person_id),
        (SavedFilterRow, SavedFilterRow.person_id == person_id),
        (PartnerContactRow, PartnerContactRow.person_id == person_id),
        (NeedRow, NeedRow.id.in_(needs)),
        (NeedPrivateRow, NeedPrivateRow.need_id.in_(needs)),
        (NeedPartRow, NeedPartRow.need_id.in_(needs)),
        (FileRow, FileRow.owner_id == person_id),
        (NeedPhotoRow, NeedPhotoRow.need_id.in_(needs)),
        (NeedRemarkRow, NeedRemarkRow.author_id == person_id),
        (NeedUrgeRow, NeedUrgeRow.person_id == person_id),
        (NeedShareRow, NeedShareRow.shared_by == person_id),
        (EndorsementRow, EndorsementRow.person_id == person_id),
        (EvaluationRow, EvaluationRow.person_id == person_id),
        (ContactViewRow, ContactViewRow.person_id == person_id),
        (MailboxRow, MailboxRow.person_id == person_id),
        (NotificationSwitchRow, NotificationSwitchRow.person_id == person_id),
        (NotificationRow, NotificationRow.person_id == person_id),
        (MessageRow, MessageRow.person_id == person_id),
        (EventRow, EventRow.actor_id == person_id),
    ]


async def my_data(context: Context) -> Data | None:
    """Return all that is held about the viewer, by table; None for nobody."""
    person_id = context.viewer.person_id
    if person_id is None:
        return None
    async with context.database.read() as session:
        return {
            table.__tablename__: [_plain(row) for row in await session.scalars(select(table).where(condition))]
            for table, condition in _held(person_id)
        }


def _plain(row: Table) -> dict[str, Any]:
    names = [column.key for column in inspect(row).mapper.column_attrs if column.key not in KEPT_BACK]
    return {name: _value(getattr(row, name)) for name in names}


def _value(value: object) -> object:
    match value:
        case datetime() | date():
            return value.isoformat()
        case UUID():
            return str(value)
    return value
