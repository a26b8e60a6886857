"""Accounts: the one user name and password a person may have."""

import re
import unicodedata
from uuid import UUID

from resolvers.changes import Change
from resolvers.refusals import AlreadyThere, InvalidInput
from resolvers.upserts import insert_missing
from storage.tables import AccountRow

USER_NAME = re.compile(r"[\w.@+-]{3,60}")


def plain_user_name(user_name: str) -> str:
    """Return the one spelling under which a user name is kept: full-width letters and capitals make no other name."""
    return unicodedata.normalize("NFKC", user_name).strip().casefold()


async def open_account(change: Change, person_id: UUID, user_name: str, password_hash: str) -> AccountRow:
    """Give a person an account; refuses a user name that is taken, and a second account."""
    name = plain_user_name(user_name)
    if not USER_NAME.fullmatch(name):
        raise InvalidInput.at("userName", "USER_NAME", user_name)
    key = change.key()
    row = {
        "id": key,
        "person_id": person_id,
        "user_name": name,
        "password_hash": password_hash,
        "created_at": change.now,
    }
    if not await insert_missing(change.session, AccountRow, [row]):
        raise AlreadyThere("account")
    return await change.session.get_one(AccountRow, key)
