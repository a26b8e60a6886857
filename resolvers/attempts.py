"""Sign-in attempts, counted per account and per address before a password is looked at.

Each attempt counts as failed until it turns out well, by one conditional write, so that many at once get no more
tries than one after the other. A user name nobody has is counted like any other: a pause tells nothing about it.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, cast

from sqlalchemy import CursorResult, case, delete, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.accounts import plain_user_name
from resolvers.context import Context
from resolvers.refusals import SignInPaused
from resolvers.upserts import insert_missing
from storage.columns import UtcDateTime
from storage.standing import Purpose
from storage.tables import SignInAttemptRow

FORGOTTEN_AFTER = timedelta(hours=24)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15))
"""How long nobody may try after each further failure; from the last one on always as long."""
FREE_BY_ACCOUNT = 5
FREE_BY_ADDRESS = 30
"""Many people share the address of an office, so it has more tries than an account."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt that was counted: whom it is counted for, addresses before accounts so that no two writers cross."""

    address: str | None
    account: str

    @property
    def counted(self) -> list[tuple[str, int]]:
        """Return each subject with its failures that are free."""
        by_address = [] if self.address is None else [(self.address, FREE_BY_ADDRESS)]
        return [*by_address, (self.account, FREE_BY_ACCOUNT)]


async def take_attempt(context: Context, user_name: str, address: str) -> Attempt:
    """Count an attempt to come in as `user_name` from `address`, "" where nobody knows it.

    Raises `SignInPaused` while there were too many; an attempt that is refused so is not counted.
    """
    attempt = Attempt(
        _subject(context, "address", _neighbourhood(address)) if address else None,
        _subject(context, "account", plain_user_name(user_name)),
    )
    now = context.now()
    async with context.opened_for(Purpose.DOOR).database.write() as session:
        for subject, free in attempt.counted:
            await _count(session, subject, free, now)
    return attempt


async def forgive_attempt(session: AsyncSession, attempt: Attempt, now: datetime) -> None:
    """Take back what was counted, since it turned out well; the account starts anew, the address keeps the others'."""
    if attempt.address is not None:
        await session.execute(
            update(SignInAttemptRow)
            .where(SignInAttemptRow.subject == attempt.address, SignInAttemptRow.failures > 0)
            .values(failures=SignInAttemptRow.failures - 1, closed_until=now)
        )
    await session.execute(delete(SignInAttemptRow).where(SignInAttemptRow.subject == attempt.account))


async def _count(session: AsyncSession, subject: str, free: int, now: datetime) -> None:
    new = {"subject": subject, "failures": 0, "last_at": now, "closed_until": now}
    await insert_missing(session, SignInAttemptRow, [new])
    is_old = SignInAttemptRow.last_at <= now - FORGOTTEN_AFTER
    failures = case((is_old, 1), else_=SignInAttemptRow.failures + 1)
    steps = [(failures < free, _moment(now))]
    steps += [(failures == free + step, _moment(now + pause)) for step, pause in enumerate(PAUSES)]
    counted = await session.execute(
        update(SignInAttemptRow)
        .where(SignInAttemptRow.subject == subject, SignInAttemptRow.closed_until <= now)
        .values(failures=failures, last_at=now, closed_until=case(*steps, else_=_moment(now + PAUSES[-1])))
    )
    if not cast("CursorResult[Any]", counted).rowcount:
        is_this = SignInAttemptRow.subject == subject
        until = (await session.scalars(select(SignInAttemptRow.closed_until).where(is_this))).one()
        raise SignInPaused.of(until, now)


def _moment(moment: datetime) -> Any:
    return literal(moment, UtcDateTime)


def _subject(context: Context, kind: str, value: str) -> str:
    """Return under what an account or an address is counted: nobody reads from the table whose it is."""
    return hmac.digest(context.stamps.secret.encode(), f"{kind} {value}".encode(), "sha256").hex()


def _neighbourhood(address: str) -> str:
    """Return whom an address stands for: of IPv6 its network, since one house has all addresses of a /64.

    >>> _neighbourhood("2001:db8::1"), _neighbourhood("10.0.0.7"), _neighbourhood("test")
    ('2001:db8::/64', '10.0.0.7', 'test')
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped or ip_network((parsed, 64), strict=False))
    return str(parsed)
