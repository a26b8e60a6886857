"""Signing in and out, inviting, granting roles, setting what one likes."""

from dataclasses import replace
from typing import Annotated, Any

import strawberry

from resolvers.invitations import accept_invitation, invitation_link
from resolvers.people import SignedIn, sign_in, sign_out, viewer_by_token
from resolvers.refusals import Refusal
from resolvers.roles import roles_of
from resolvers.viewer import NOBODY
from schema.answers import answer, mutation
from schema.info import GraphContext, Info, Loaders
from schema.inputs.people import (
    AcceptInvitationInput,
    GrantRoleInput,
    InvitePersonInput,
    RevokeRoleInput,
    SetPreferenceInput,
    SetQuietInput,
    SignInInput,
)
from schema.phrases import phrases_in
from schema.refusals import refusal_of
from schema.relations import told
from schema.results import (
    AcceptInvitationResult,
    GrantRoleResult,
    InvitationSuccess,
    InvitePersonResult,
    PersonSuccess,
    QuietSuccess,
    RevokeRoleResult,
    RoleSuccess,
    SetPreferenceResult,
    SetQuietResult,
    SignInResult,
    SignInSuccess,
    SignOutResult,
    SignOutSuccess,
)
from schema.rules import ADMINISTRATOR, PUBLIC, SIGNED_IN, STAFF
from storage.tables import InvitationRow, NeedRow, RoleGrantRow


async def _signed_in(graph: GraphContext, signed_in: SignedIn) -> Any:
    """Let the rest of the request be the person's, and the browser keep the token."""
    viewer = await viewer_by_token(graph.context, signed_in.token)
    graph.context = replace(graph.context, viewer=viewer)
    graph.loaders = Loaders(graph.context)
    graph.session_token = signed_in.token
    graph.keep_token(signed_in.token)
    made: Any = SignInSuccess
    return made(viewer=viewer, token=signed_in.token)


def _invitation(info: Info, row: InvitationRow) -> InvitationSuccess:
    return InvitationSuccess(link=invitation_link(info.context.context, row), expires_at=row.expires_at)


async def _roles(info: Info, row: RoleGrantRow) -> Any:
    made: Any = RoleSuccess
    person = await info.context.loaders.one("person").load(row.person_id)
    return made(person=person, roles=list(await roles_of(info.context.context, row.person_id)))


def _quiet(row: object) -> Any:
    made: Any = QuietSuccess
    return made(need=row) if isinstance(row, NeedRow) else made(person=row)


@strawberry.type
class PeopleMutations:
    """Who may come in, and as what."""

    set_quiet = mutation(SetQuietInput, SetQuietResult, _quiet, SIGNED_IN, "静默：停发或恢复消息。")
    set_preference = mutation(
        SetPreferenceInput, SetPreferenceResult, PersonSuccess.of, SIGNED_IN, "我的设置，例如长辈版。"
    )

    @told(PUBLIC, "登录。", of=SignInResult)
    async def sign_in(self, info: Info, given: Annotated[SignInInput, strawberry.argument(name="input")]) -> Any:
        """Sign in."""
        try:
            signed_in = await sign_in(
                info.context.context, given.user_name, given.password, address=info.context.address
            )
        except Refusal as fact:
            return refusal_of(fact, phrases_in(info.context.language))
        return await _signed_in(info.context, signed_in)

    @told(SIGNED_IN, "退出登录。", of=SignOutResult)
    async def sign_out(self, info: Info) -> Any:
        """Sign out."""
        made: Any = SignOutSuccess
        result = await answer(
            info, lambda change: sign_out(change, info.context.session_token), lambda _: made(viewer=NOBODY)
        )
        info.context.keep_token(None)
        return result

    @told(PUBLIC, "接受邀请，开通账号。", of=AcceptInvitationResult)
    async def accept_invitation(
        self, info: Info, given: Annotated[AcceptInvitationInput, strawberry.argument(name="input")]
    ) -> Any:
        """Take up an invitation."""
        try:
            signed_in = await accept_invitation(info.context.context, given.token, given.user_name, given.password)
        except Refusal as fact:
            return refusal_of(fact, phrases_in(info.context.language))
        return await _signed_in(info.context, signed_in)

    @told(STAFF, "邀请一个人开通账号。", of=InvitePersonResult)
    async def invite_person(
        self, info: Info, given: Annotated[InvitePersonInput, strawberry.argument(name="input")]
    ) -> Any:
        """Invite somebody."""
        return await answer(info, given.work(), lambda row: _invitation(info, row))

    @told(ADMINISTRATOR, "给角色。", of=GrantRoleResult)
    async def grant_role(self, info: Info, given: Annotated[GrantRoleInput, strawberry.argument(name="input")]) -> Any:
        """Grant a role."""
        result = await answer(info, given.work(), lambda row: row)
        return await _roles(info, result) if isinstance(result, RoleGrantRow) else result

    @told(ADMINISTRATOR, "收回角色。", of=RevokeRoleResult)
    async def revoke_role(
        self, info: Info, given: Annotated[RevokeRoleInput, strawberry.argument(name="input")]
    ) -> Any:
        """Revoke a role."""
        result = await answer(info, given.work(), lambda row: row)
        return await _roles(info, result) if isinstance(result, RoleGrantRow) else result
