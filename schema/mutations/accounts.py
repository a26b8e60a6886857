"""What persons change about their own account."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar

import strawberry

from resolvers.access import require_signed_in
from resolvers.erasing import erase_me
from resolvers.machine_tokens import create_token
from resolvers.refusals import Refusal
from resolvers.sessions import change_password, sign_out_everywhere, sign_out_others
from schema.accounts import (
    ChangePasswordResult,
    CreateTokenResult,
    CreateTokenSuccess,
    EraseMeResult,
    EraseMeSuccess,
    PasswordSuccess,
    RevokeTokenResult,
    RevokeTokenSuccess,
    SignOutEverywhereResult,
    SignOutEverywhereSuccess,
    SignOutOthersResult,
    SignOutOthersSuccess,
)
from schema.answers import answer, mutation
from schema.info import Info
from schema.inputs.account import ChangePasswordInput, CreateTokenInput, EraseMeInput, RevokeTokenInput
from schema.phrases import phrases_in
from schema.refusals import refusal_of
from schema.relations import told
from schema.rules import SIGNED_IN
from schema.scopes import refuse_beyond_scope

Done = TypeVar("Done")


async def _answer_once(info: Info, work: Callable[[], Awaitable[Done]], success: Callable[[Done], object]) -> Any:
    """Run work that looks at a password or makes a secret, so that an Idempotency-Key is not heeded."""
    try:
        require_signed_in(info.context.context.viewer)
        refuse_beyond_scope(info.context.context.viewer, info.field_name)
        done = await work()
    except Refusal as fact:
        return refusal_of(fact, phrases_in(info.context.language))
    return success(done)


def _revoked(row: object) -> Any:
    made: Any = RevokeTokenSuccess
    return made(token=row)


@strawberry.type
class AccountMutations:
    """A person's own account."""

    revoke_token = mutation(
        RevokeTokenInput,
        RevokeTokenResult,
        _revoked,
        SIGNED_IN,
        "收回一个供程序使用的令牌。",
    )

    @told(SIGNED_IN, "改密码，其他地方的登录随之结束。", of=ChangePasswordResult)
    async def change_password(
        self, info: Info, given: Annotated[ChangePasswordInput, strawberry.argument(name="input")]
    ) -> Any:
        """Set a new password."""
        graph = info.context
        made: Any = PasswordSuccess
        return await _answer_once(
            info,
            lambda: change_password(
                graph.context, given.password, given.new_password, token=graph.session_token, address=graph.address
            ),
            lambda row: made(person=row),
        )

    @told(SIGNED_IN, "退出所有地方的登录，包括这里。", of=SignOutEverywhereResult)
    async def sign_out_everywhere(self, info: Info) -> Any:
        """End every session."""
        made: Any = SignOutEverywhereSuccess
        result = await answer(info, sign_out_everywhere, lambda row: made(person=row))
        if isinstance(result, SignOutEverywhereSuccess):
            info.context.keep_token(None)
        return result

    @told(SIGNED_IN, "退出别处的登录，这里不退出。", of=SignOutOthersResult)
    async def sign_out_others(self, info: Info) -> Any:
        """End every session but this one."""
        made: Any = SignOutOthersSuccess
        token = info.context.session_token
        return await answer(info, lambda change: sign_out_others(change, token), lambda row: made(person=row))

    @told(SIGNED_IN, "注销账号，删除姓名、电话、住址和原话；办事的经过和统计不变。", of=EraseMeResult)
    async def erase_me(self, info: Info, given: Annotated[EraseMeInput, strawberry.argument(name="input")]) -> Any:
        """Erase the viewer."""
        graph = info.context
        made: Any = EraseMeSuccess
        result = await _answer_once(
            info,
            lambda: erase_me(graph.context, given.password, address=graph.address),
            lambda row: made(erased_at=row.erased_at),
        )
        if isinstance(result, EraseMeSuccess):
            graph.keep_token(None)
        return result

    @told(SIGNED_IN, "给程序开一个令牌，令牌本身只给这一次。", of=CreateTokenResult)
    async def create_token(
        self, info: Info, given: Annotated[CreateTokenInput, strawberry.argument(name="input")]
    ) -> Any:
        """Make a token."""
        made: Any = CreateTokenSuccess
        return await _answer_once(
            info,
            lambda: create_token(info.context.context, given.draft()),
            lambda done: made(token=done.row, secret=done.token),
        )
