"""The accounts of the demo city, to sign in with one click."""

import strawberry

from resolvers.demo_accounts import DemoAccount
from schema.info import Info
from schema.phrases import phrases_in
from schema.relations import shown
from schema.rules import DEMO


@strawberry.type(name="DemoAccount", description="演示账号，只在演示时有。")
class DemoAccountType:
    """An account anybody may use."""

    user_name: str = shown(DEMO)
    password: str = shown(DEMO)
    called: str = shown(DEMO)
    does: str = shown(DEMO, "能做什么。")
    entry: str = shown(DEMO, "从哪个入口进：console 或 resident。")

    @classmethod
    def of(cls, info: Info, account: DemoAccount) -> "DemoAccountType":
        """Return the account in the reader's language."""
        is_chinese = phrases_in(info.context.language).is_chinese
        return cls(
            user_name=account.user_name,
            password=account.password,
            called=account.called,
            does=account.does_zh if is_chinese else account.does_en,
            entry=account.entry,
        )
