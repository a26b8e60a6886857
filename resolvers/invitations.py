"""Invitations: how somebody whom staff or a partner know gets an account of their own.

An invitation is a signed stamp. It can be made again from its row, so that a retried request shows the same link;
the row holds only its hash, so that nobody who reads the table can accept it.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select

from resolvers.access import STAFF, require_partner, require_role, require_signed_in
from resolvers.accounts import open_account
from resolvers.changes import Change, make_change
from resolvers.context import Context
from resolvers.partners import add_contact
from resolvers.passwords import hash_password
from resolvers.people import SignedIn, begin_sign_in, enter_person, hash_token
from resolvers.refusals import LinkExpired, NotFound
from resolvers.roles import give_role
from resolvers.settings.reading import vocabulary_in
from resolvers.stamps import ACCEPT_INVITATION
from resolvers.viewer import Viewer
from storage.codes import Role
from storage.standing import Purpose
from storage.tables import InvitationRow, PartnerRow, RegionRow, SignInRow


@dataclass(frozen=True, slots=True)
class Invitee:
    """Who is invited, into which region, and what that person will be: a role, a partner's contact, or a resident."""

    called: str
    region_id: UUID
    name: str | None = None
    phone: str | None = None
    role: Role | None = None
    partner_id: UUID | None = None


async def invite_person(change: Change, invitee: Invitee) -> InvitationRow:
    """Enter a person and invite that person to make an account.

    Administrators invite into any role, staff invite grid workers, residents and partners' contacts, and contacts
    of a partner invite colleagues. A role begins when the invitation is accepted; a contact speaks for its partner
    from now on, since staff may also record its answers.
    """
    require_signed_in(change.viewer)
    region = await change.session.get(RegionRow, invitee.region_id)
    if region is None:
        raise NotFound("region")
    partner = await _refuse_beyond_right(change, invitee, region)
    person = await enter_person(change, invitee.called, region, name=invitee.name, phone=invitee.phone)
    if partner is not None:
        await add_contact(change, partner, person.id)
    vocabulary = await vocabulary_in(change.session, change.context.vocabulary, region.path)
    days = vocabulary.settings.invitation_valid_days
    invitation = InvitationRow(
        id=change.key(),
        person_id=person.id,
        region_id=region.id,
        role=invitee.role,
        invited_by=change.person_id,
        created_at=change.now,
        expires_at=(change.now + timedelta(days=days)).replace(microsecond=0),
    )
    invitation.token_hash = hash_token(_stamp(change.context, invitation))
    change.session.add(invitation)
    change.record(invitation, "INVITED", region_path=region.path, partner_id=invitee.partner_id)
    return invitation


async def _refuse_beyond_right(change: Change, invitee: Invitee, region: RegionRow) -> PartnerRow | None:
    """Refuse who may not invite this person; return the partner the person will speak for."""
    partner = None
    if invitee.partner_id is not None:
        partner = await change.session.get(PartnerRow, invitee.partner_id)
        if partner is None:
            raise NotFound("partner")
        require_partner(change.viewer, partner)
    if invitee.role is not None:
        inviting = STAFF if invitee.role is Role.GRID_WORKER else ()
        require_role(change.viewer, region.path, Role.ADMINISTRATOR, *inviting)
    elif partner is None:
        require_role(change.viewer, region.path, *STAFF, Role.ADMINISTRATOR)
    return partner


def invitation_link(context: Context, invitation: InvitationRow) -> str:
    """Return the address at which an invitation is accepted."""
    return f"{context.public_address}/resident.html?invitation={_stamp(context, invitation)}"


def _stamp(context: Context, invitation: InvitationRow) -> str:
    content = {"invitation": str(invitation.id)}
    return context.stamps.make_until(ACCEPT_INVITATION, content, invitation.expires_at)


async def accept_invitation(context: Context, token: str, user_name: str, password: str) -> SignedIn:
    """Make the invited person's account and sign that person in; the invitation is worth nothing afterwards."""
    password_hash = await hash_password(password)
    key = secrets.token_urlsafe(32)
    accept = partial(_accept, token=token, names=(user_name, password_hash), key=key)
    door = context.opened_for(Purpose.DOOR)
    row = await make_change(replace(door, request=None), accept)
    return SignedIn(row, key)


async def _accept(change: Change, *, token: str, names: tuple[str, str], key: str) -> SignInRow:
    content = change.context.stamps.read(ACCEPT_INVITATION, token)
    if content is None:
        raise LinkExpired
    invitation = await change.session.scalar(
        select(InvitationRow)
        .where(
            InvitationRow.id == UUID(content["invitation"]),
            InvitationRow.token_hash == hash_token(token),
            InvitationRow.accepted_at.is_(None),
        )
        .with_for_update(),
    )
    if invitation is None:
        raise LinkExpired
    invitation.accepted_at = change.now
    accepting = change.seen_by(Viewer(invitation.person_id))
    account = await open_account(accepting, invitation.person_id, *names)
    region = await change.session.get_one(RegionRow, invitation.region_id)
    if invitation.role is not None:
        await give_role(accepting, invitation.person_id, invitation.role, region, granted_by=invitation.invited_by)
    accepting.record(invitation, "ACCEPTED", region_path=region.path)
    return await begin_sign_in(accepting, account_id=account.id, token=key)
