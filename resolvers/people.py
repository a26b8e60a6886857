"""Persons and their way in: signing in and out, and what persons set about themselves.

A token is 256 random bits; only its SHA-256 is stored, so that somebody who reads the table cannot sign in with it.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Select, null, select

from resolvers.access import STAFF
from resolvers.accounts import plain_user_name
from resolvers.attempts import Attempt, forgive_attempt, take_attempt
from resolvers.changes import Change, make_change
from resolvers.context import Context
from resolvers.passwords import password_fits
from resolvers.refusals import InvalidInput, NotAllowed, NotFound, NotSignedIn, SignInRefused
from resolvers.viewer import NOBODY, Viewer, viewer_of
from storage.standing import Purpose
from storage.tables import AccountRow, MachineTokenRow, PersonPrivateRow, PersonRow, RegionRow, SignInRow

LONGEST_CALLED = 40
SIGNED_IN_FOR = timedelta(days=14)
MACHINE = "cpt_"
"""How a token of a program begins, so that whoever finds one in a file knows what it is."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A way in that was just opened: the token is shown this once, to the browser that asked."""

    row: SignInRow
    token: str


def hash_token(token: str) -> str:
    """Return what is stored of a token."""
    return sha256(token.encode()).hexdigest()


async def sign_in(context: Context, user_name: str, password: str, *, address: str = "") -> SignedIn:
    """Sign in by user name and password, from a network address; which of the two does not fit is not said.

    Raises `SignInRefused`, or `SignInPaused` before the password is looked at when too many attempts failed.

    The password is checked before the transaction begins, so that no writer waits for it. An Idempotency-Key is not
    heeded: a retry gets a way in of its own, since the token of the first time is not kept.
    """
    door = context.opened_for(Purpose.DOOR)
    attempt = await take_attempt(context, user_name, address)
    async with door.database.read() as session:
        found = await session.execute(
            select(AccountRow.id, AccountRow.password_hash).where(
                AccountRow.user_name == plain_user_name(user_name), AccountRow.disabled_at.is_(None)
            ),
        )
        account = found.one_or_none()
    if not await password_fits(account.password_hash if account else None, password) or account is None:
        raise SignInRefused
    token = secrets.token_urlsafe(32)
    begin = partial(begin_sign_in, account_id=account.id, token=token, attempt=attempt)
    return SignedIn(await make_change(replace(door, request=None), begin), token)


async def begin_sign_in(change: Change, *, account_id: UUID, token: str, attempt: Attempt | None = None) -> SignInRow:
    """Open an account for whoever holds the token, for fourteen days; the attempt that led here is forgiven."""
    if attempt is not None:
        await forgive_attempt(change.session, attempt, change.now)
    row = SignInRow(
        id=change.key(),
        account_id=account_id,
        token_hash=hash_token(token),
        created_at=change.now,
        expires_at=change.now + SIGNED_IN_FOR,
    )
    change.session.add(row)
    return row


async def sign_out(change: Change, token: str | None) -> SignInRow:
    """End the way in that a token opened; it opens nothing from now on."""
    row = await change.session.scalar(
        select(SignInRow).where(SignInRow.token_hash == hash_token(token or ""), SignInRow.ended_at.is_(None)),
    )
    if row is None:
        raise NotSignedIn
    row.ended_at = change.now
    return row


async def viewer_by_token(context: Context, token: str | None) -> Viewer:
    """Return who holds a token, a browser's or a program's; nobody when it is unknown, ended or too old."""
    if not token:
        return NOBODY
    now = context.now()
    holder = _holder_of_machine_token if token.startswith(MACHINE) else _holder_of_session
    async with context.opened_for(Purpose.DOOR).database.read() as session:
        found = (await session.execute(holder(hash_token(token), now))).one_or_none()
        if found is None:
            return NOBODY
        person_id, scope = found
        return replace(await viewer_of(session, person_id, now), scope=scope)


def _holder_of_session(token_hash: str, now: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(AccountRow.person_id, null())
        .join(SignInRow, SignInRow.account_id == AccountRow.id)
        .where(
            SignInRow.token_hash == token_hash,
            SignInRow.ended_at.is_(None),
            SignInRow.expires_at > now,
            AccountRow.disabled_at.is_(None),
        )
    )


def _holder_of_machine_token(token_hash: str, now: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(AccountRow.person_id, MachineTokenRow.scope)
        .join(MachineTokenRow, MachineTokenRow.account_id == AccountRow.id)
        .where(
            MachineTokenRow.token_hash == token_hash,
            MachineTokenRow.revoked_at.is_(None),
            MachineTokenRow.expires_at > now,
            AccountRow.disabled_at.is_(None),
        )
    )


async def enter_person(
    change: Change, called: str, region: RegionRow, *, name: str | None = None, phone: str | None = None
) -> PersonRow:
    """Enter somebody we did not know, who has no account yet; who may do so is for the caller to say."""
    if not called.strip():
        raise InvalidInput.at("called", "EMPTY")
    if len(called.strip()) > LONGEST_CALLED:
        raise InvalidInput.at("called", "TOO_LONG", LONGEST_CALLED)
    person = PersonRow(id=change.key(), called=called.strip(), region_id=region.id, created_at=change.now, version=1)
    change.session.add(person)
    await change.session.flush()
    change.session.add(PersonPrivateRow(person_id=person.id, name=name or called.strip(), phone=phone))
    change.record(person, "ENTERED", region_path=region.path)
    return person


async def set_person_quiet(change: Change, person_id: UUID, *, is_quiet: bool) -> PersonRow:
    """Stop, or allow again, all messages to a person: by the person, or by staff where that person lives."""
    person, path = await person_and_path(change, person_id)
    is_staff = bool(path) and change.viewer.reaches(path, *STAFF)
    if change.person_id != person_id and not is_staff:
        raise NotAllowed("STAFF")
    person.is_quiet = is_quiet
    _note(change, person, path, "SILENCED" if is_quiet else "UNSILENCED")
    return person


async def set_preference(change: Change, *, prefers_large_type: bool) -> PersonRow:
    """Keep what the viewer prefers to read: large type with everyday words, or not."""
    person, path = await person_and_path(change, change.person_id)
    person.prefers_large_type = prefers_large_type
    _note(change, person, path, "PREFERENCE_SET")
    return person


async def note_person(
    change: Change, person_id: UUID, move: str, *, details: dict[str, Any] | None = None
) -> PersonRow:
    """Leave the event of something that concerns a person alone, and return the person."""
    person, path = await person_and_path(change, person_id)
    _note(change, person, path, move, details)
    return person


async def person_and_path(change: Change, person_id: UUID) -> tuple[PersonRow, str]:
    """Return a person and the path of the region that person lives in; "" when nobody has said."""
    found = await change.session.execute(
        select(PersonRow, RegionRow.path)
        .outerjoin(RegionRow, RegionRow.id == PersonRow.region_id)
        .where(PersonRow.id == person_id),
    )
    line = found.one_or_none()
    if line is None:
        raise NotFound("person")
    return line[0], line[1] or ""


def _note(
    change: Change, person: PersonRow, region_path: str, move: str, details: dict[str, Any] | None = None
) -> None:
    person.version += 1
    change.record(person, move, region_path=region_path, details=details)
