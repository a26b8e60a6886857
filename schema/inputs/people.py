"""Inputs about people, their roles and their way in."""

from datetime import datetime

import strawberry

from resolvers import invitations, people, roles
from resolvers.changes import Change, Work
from resolvers.life.voices import set_need_quiet
from resolvers.refusals import InvalidInput
from schema.identity import key, optional_key
from schema.inputs.shared import Id
from schema.words import Role
from storage.columns import Table
from storage.tables import InvitationRow, PersonRow, RoleGrantRow


@strawberry.input(description="登录。")
class SignInInput:
    """User name and password."""

    user_name: str
    password: str


@strawberry.input(description="接受邀请，设置用户名和密码。")
class AcceptInvitationInput:
    """An invitation taken up."""

    token: str
    user_name: str
    password: str


@strawberry.input(description="邀请一个人开通账号，可以同时给角色，或成为合伙人的联系人。")
class InvitePersonInput:
    """Who is invited, and as what."""

    called: str
    region: Id
    name: str | None = None
    phone: str | None = None
    role: Role | None = None
    partner: Id | None = None

    def work(self) -> Work[InvitationRow]:
        """Return the change asked for."""
        return lambda change: invitations.invite_person(change, self._invitee())

    def _invitee(self) -> invitations.Invitee:
        return invitations.Invitee(
            called=self.called,
            region_id=key(self.region, "Region", "region"),
            name=self.name,
            phone=self.phone,
            role=self.role,
            partner_id=optional_key(self.partner, "Partner", "partner"),
        )


@strawberry.input(description="在某辖区给一个人角色。")
class GrantRoleInput:
    """A role to be held from now on."""

    person: Id
    role: Role
    region: Id
    until: datetime | None = None

    def work(self) -> Work[RoleGrantRow]:
        """Return the change asked for."""
        return lambda change: roles.grant_role(
            change,
            key(self.person, "Person", "person"),
            self.role,
            key(self.region, "Region", "region"),
            until=self.until,
        )


@strawberry.input(description="收回角色。")
class RevokeRoleInput:
    """A role that ends now."""

    person: Id
    role: Role
    region: Id

    def work(self) -> Work[RoleGrantRow]:
        """Return the change asked for."""
        return lambda change: roles.revoke_role(
            change, key(self.person, "Person", "person"), self.role, key(self.region, "Region", "region")
        )


@strawberry.input(description="静默：不再为一个人或一件需求发消息(两者选一)。")
class SetQuietInput:
    """Whose messages stop."""

    quiet: bool
    person: Id | None = None
    need: Id | None = None

    def work(self) -> Work[Table]:
        """Return the change asked for."""
        return self._silence

    async def _silence(self, change: Change) -> Table:
        if (self.person is None) == (self.need is None):
            raise InvalidInput.at("person", "ONE_OF_PERSON_NEED")
        if self.need is not None:
            return await set_need_quiet(change, key(self.need, "Need", "need"), is_quiet=self.quiet)
        person = key(self.person, "Person", "person") if self.person else change.person_id
        return await people.set_person_quiet(change, person, is_quiet=self.quiet)


@strawberry.input(description="我的设置。")
class SetPreferenceInput:
    """How the viewer likes the pages."""

    prefers_large_type: bool = strawberry.field(description="长辈版。")

    def work(self) -> Work[PersonRow]:
        """Return the change asked for."""
        return lambda change: people.set_preference(change, prefers_large_type=self.prefers_large_type)
