"""A way in for somebody of the town."""

from resolvers.accounts import open_account
from resolvers.changes import Change, make_change
from resolvers.passwords import hash_password
from resolvers.viewer import Viewer
from storage.tables import AccountRow
from tests.factories import Town

PASSWORD = "一串好记又够长的口令"


async def give_account(town: Town, person: Viewer, user_name: str = "wang") -> AccountRow:
    """Return the account of a person, whose password is PASSWORD."""
    person_id = person.person_id
    assert person_id is not None
    password_hash = await hash_password(PASSWORD)

    async def work(change: Change) -> AccountRow:
        return await open_account(change, person_id, user_name, password_hash)

    return await make_change(town.context, work)
