"""Where somebody is signed in, how all of it ends at once, and a new password, which ends what was open elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import ColumnElement, select, update

from resolvers.attempts import Attempt, forgive_attempt, take_attempt
from resolvers.changes import Change, make_change
from resolvers.context import Context
from resolvers.passwords import hash_password, password_fits
from resolvers.people import hash_token, note_person
from resolvers.refusals import InvalidInput, NotAllowed, NotFound, NotSignedIn, StaleVersion
from storage.standing import Purpose
from storage.tables import AccountRow, PersonRow, SignInRow


@dataclass(frozen=True, slots=True)
class Session:
    """A place where the viewer is signed in; `is_this` is the one that asks."""

    row: SignInRow
    is_this: bool


async def live_sessions(context: Context, token: str | None) -> list[Session]:
    """Return where the viewer is signed in, the latest first; nothing for nobody."""
    async with context.database.read() as session:
        rows: Sequence[SignInRow] = (
            await session.scalars(
                select(SignInRow)
                .join(AccountRow, AccountRow.id == SignInRow.account_id)
                .where(AccountRow.person_id == context.viewer.person_id, *_live(context))
                .order_by(SignInRow.id.desc())
            )
        ).all()
    shown = hash_token(token or "")
    return [Session(row, row.token_hash == shown) for row in rows]


def _live(context: Context) -> tuple[ColumnElement[bool], ...]:
    return SignInRow.ended_at.is_(None), SignInRow.expires_at > context.now()


async def own_account(change: Change) -> AccountRow:
    """Return the viewer's account, locked."""
    account = await change.session.scalar(
        select(AccountRow).where(AccountRow.person_id == change.person_id).with_for_update()
    )
    if account is None:
        raise NotFound("account")
    return account


async def sign_out_everywhere(change: Change) -> PersonRow:
    """End every way in that a password opened, this one too; tokens of programs are revoked one by one."""
    account = await own_account(change)
    await end_sessions(change, account)
    return await note_person(change, change.person_id, "SIGNED_OUT_EVERYWHERE")


async def sign_out_others(change: Change, token: str | None) -> PersonRow:
    """End every way in that a password opened but the one that `token` opened."""
    account = await own_account(change)
    await end_sessions(change, account, but=token or "")
    return await note_person(change, change.person_id, "SIGNED_OUT_OTHERS")


async def end_sessions(change: Change, account: AccountRow, *, but: str | None = None) -> None:
    """End the ways in of an account, but for the one that the token `but` opened."""
    open_ones = SignInRow.account_id == account.id, SignInRow.ended_at.is_(None)
    kept = () if but is None else (SignInRow.token_hash != hash_token(but),)
    await change.session.execute(update(SignInRow).where(*open_ones, *kept).values(ended_at=change.now))


async def proven_attempt(context: Context, password: str, *, address: str) -> tuple[AccountRow, Attempt]:
    """Return the viewer's account once the password fits, with the attempt, which whoever goes on forgives.

    It is counted like an attempt to sign in, so that a browser left open lets nobody guess. Refuses a password that
    does not fit, naming the field `password`.
    """
    if context.viewer.person_id is None:
        raise NotSignedIn
    async with context.database.read() as session:
        account = await session.scalar(select(AccountRow).where(AccountRow.person_id == context.viewer.person_id))
    if account is None:
        raise NotFound("account")
    attempt = await take_attempt(context, account.user_name, address)
    if not await password_fits(account.password_hash, password):
        raise InvalidInput.at("password", "WRONG_PASSWORD")
    return account, attempt


async def change_password(
    context: Context, password: str, new_password: str, *, token: str | None, address: str = ""
) -> PersonRow:
    """Set a new password by the old one, and end every way in but the one that `token` opened."""
    if context.viewer.is_machine:
        raise NotAllowed("OWNER")
    new_hash = await hash_password(new_password, field="newPassword")
    account, attempt = await proven_attempt(context, password, address=address)
    work = partial(_set_password, proven=account, attempt=attempt, new_hash=new_hash, token=token)
    return await make_change(replace(context.opened_for(Purpose.DOOR), request=None), work)


async def _set_password(
    change: Change, *, proven: AccountRow, attempt: Attempt, new_hash: str, token: str | None
) -> PersonRow:
    account = await own_account(change)
    if account.password_hash != proven.password_hash:
        raise StaleVersion
    await forgive_attempt(change.session, attempt, change.now)
    account.password_hash = new_hash
    await end_sessions(change, account, but=token or "")
    return await note_person(change, account.person_id, "PASSWORD_CHANGED")
