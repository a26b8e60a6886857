"""Who can sign in to the demo city, for the page and the command line."""

from functools import cache

from resolvers.demo_accounts import DemoAccount
from server.demo_records import read_demo_city


@cache
def demo_accounts() -> tuple[DemoAccount, ...]:
    """Return the demo city's accounts in the order of its page; whoever holds an office enters by the console."""
    people = read_demo_city().people
    in_office = {grant.person for grant in people.grants}
    return tuple(
        DemoAccount(
            user_name=account.user_name,
            password=people.password,
            called=account.zh,
            does_zh=account.zh,
            does_en=account.en,
            entry="console" if account.person in in_office else "resident",
        )
        for account in people.accounts
    )
