"""Who can sign in to the demo city, for the page and the command line."""

from functools import cache

from resolvers.demo_accounts import DemoAccount
from server.demo_records import read_demo_city
from storage.codes import Role

DOES = {
    Role.COMMUNITY_STAFF: ("受理、匹配、派单、回访", "accepts, matches, dispatches, follows up"),
    Role.GRID_WORKER: ("替居民提需求，看本网格的需求", "raises needs for residents of the grid"),
    Role.STREET_OFFICER: ("看三张清单", "reads the three lists"),
    Role.DISTRICT_OFFICER: ("看三张清单", "reads the three lists"),
    Role.ADMINISTRATOR: ("管理人员和角色", "invites people and grants roles"),
}
DESK = frozenset({Role.COMMUNITY_STAFF, Role.STREET_OFFICER, Role.DISTRICT_OFFICER, Role.ADMINISTRATOR})
GIVES = ("接单、办结、发布资源", "takes, finishes, offers")
ASKS = ("提需求、看进度、评价", "asks, follows, evaluates")


@cache
def demo_accounts() -> tuple[DemoAccount, ...]:
    """Return the demo city's accounts in the order of its page, each with what can be done there."""
    people = read_demo_city().people
    roles = {grant.person: grant.role for grant in people.grants}
    residents = {person.key for person in people.people}
    accounts = []
    for account in people.accounts:
        role = roles.get(account.person)
        does_zh, does_en = DOES[role] if role else ASKS if account.person in residents else GIVES
        accounts.append(
            DemoAccount(
                user_name=account.user_name,
                password=people.password,
                called=account.zh,
                does_zh=does_zh,
                does_en=does_en,
                entry="console" if role in DESK else "resident",
            ),
        )
    return tuple(accounts)
