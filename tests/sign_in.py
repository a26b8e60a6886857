"""Signing in without waiting for a password's slow check."""

from resolvers.accounts import open_account
from resolvers.changes import Change
from resolvers.people import begin_sign_in
from resolvers.viewer import Viewer
from tests.factories import Town


async def token_for(town: Town, viewer: Viewer) -> str:
    """Open an account for a viewer and return the token of its session."""
    assert viewer.person_id is not None
    token = f"token-of-{viewer.person_id}"
    async with town.context.database.write() as session:
        change = Change(town.context, session, town.context.now())
        account = await open_account(change, viewer.person_id, f"account{viewer.person_id.hex}", "unused")
        await begin_sign_in(change, account_id=account.id, token=token)
    return token
