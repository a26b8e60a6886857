"""Tokens for programs: named, for a part of what their owner may do, for a time, revocable; shown once."""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select

from resolvers.access import own_tokens
from resolvers.changes import Change, make_change
from resolvers.context import Context
from resolvers.people import MACHINE, hash_token, note_person
from resolvers.refusals import FieldFault, InvalidInput, NotAllowed, NotFound
from resolvers.sessions import own_account
from storage.codes import TokenScope
from storage.tables import MachineTokenRow

LONGEST_LIFE_DAYS = 365
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class TokenDraft:
    """What a token is called, what it may do, and for how many days (1 to 365)."""

    name: str
    scope: TokenScope = TokenScope.READ
    days: int = 90


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A token that was just made, in clear this once."""

    row: MachineTokenRow
    token: str


async def live_tokens(context: Context) -> list[MachineTokenRow]:
    """Return the viewer's tokens that still open something, the latest first."""
    async with context.database.read() as session:
        found = await session.scalars(
            select(MachineTokenRow)
            .where(
                own_tokens(context.viewer),
                MachineTokenRow.revoked_at.is_(None),
                MachineTokenRow.expires_at > context.now(),
            )
            .order_by(MachineTokenRow.id.desc())
        )
        return list(found)


async def create_token(context: Context, draft: TokenDraft) -> MadeToken:
    """Make a token of the viewer's own.

    An Idempotency-Key is not heeded: a retry gets a token of its own, since the first is not kept in clear.
    """
    if context.viewer.is_machine:
        raise NotAllowed("OWNER")
    _refuse_faults(draft)
    token = MACHINE + secrets.token_urlsafe(32)
    return MadeToken(await make_change(replace(context, request=None), partial(_add, draft=draft, token=token)), token)


def _refuse_faults(draft: TokenDraft) -> None:
    faults = []
    if not draft.name.strip():
        faults.append(FieldFault("name", "EMPTY"))
    if len(draft.name.strip()) > LONGEST_NAME:
        faults.append(FieldFault("name", "TOO_LONG", str(LONGEST_NAME)))
    if draft.days < 1:
        faults.append(FieldFault("days", "POSITIVE", str(draft.days)))
    if draft.days > LONGEST_LIFE_DAYS:
        faults.append(FieldFault("days", "TOO_LARGE", str(LONGEST_LIFE_DAYS)))
    if faults:
        raise InvalidInput(faults)


async def _add(change: Change, *, draft: TokenDraft, token: str) -> MachineTokenRow:
    account = await own_account(change)
    row = MachineTokenRow(
        id=change.key(),
        account_id=account.id,
        name=draft.name.strip(),
        scope=draft.scope,
        token_hash=hash_token(token),
        created_at=change.now,
        expires_at=change.now + timedelta(days=draft.days),
    )
    change.session.add(row)
    await note_person(change, account.person_id, "TOKEN_MADE", details={"token": str(row.id), "scope": row.scope})
    return row


async def revoke_token(change: Change, token_id: UUID) -> MachineTokenRow:
    """End a token of the viewer's own; it opens nothing from now on."""
    row = await change.session.scalar(
        select(MachineTokenRow)
        .where(MachineTokenRow.id == token_id, MachineTokenRow.revoked_at.is_(None), own_tokens(change.viewer))
        .with_for_update()
    )
    if row is None:
        raise NotFound("token")
    row.revoked_at = change.now
    await note_person(change, change.person_id, "TOKEN_REVOKED", details={"token": str(row.id)})
    return row
