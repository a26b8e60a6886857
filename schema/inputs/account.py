"""Inputs about a person's own account."""

import strawberry

from resolvers.changes import Work
from resolvers.machine_tokens import TokenDraft, revoke_token
from schema.identity import key
from schema.inputs.shared import Id
from schema.words import TokenScope
from storage.tables import MachineTokenRow


@strawberry.input(description="改密码；其他地方的登录随之结束，程序的令牌另行收回。")
class ChangePasswordInput:
    """The present password and the new one."""

    password: str = strawberry.field(description="现在的密码。")
    new_password: str


@strawberry.input(description="给程序开一个令牌。")
class CreateTokenInput:
    """What a token is for."""

    name: str = strawberry.field(description="给谁用的，例如「区平台每日同步」。")
    scope: TokenScope = TokenScope.READ
    days: int = strawberry.field(default=90, description="有效天数，1 到 365。")

    def draft(self) -> TokenDraft:
        """Return what is asked for."""
        return TokenDraft(self.name, self.scope, self.days)


@strawberry.input(description="注销账号，删除个人信息。")
class EraseMeInput:
    """The password once more, since nothing brings this back."""

    password: str = strawberry.field(description="再输一次密码，确认是本人。")


@strawberry.input(description="收回一个令牌。")
class RevokeTokenInput:
    """The token that ends now."""

    token: Id

    def work(self) -> Work[MachineTokenRow]:
        """Return the change asked for."""
        return lambda change: revoke_token(change, key(self.token, "MachineToken", "token"))
