"""Erasing a person: private rows go, what happened stays, and no figure changes.

The person's row stays as 已注销, so that events, verdicts and endorsements point somewhere and say nothing.
"""

from dataclasses import replace
from functools import partial
from typing import Final

from sqlalchemy import delete, select, update

from resolvers.attempts import Attempt, forgive_attempt
from resolvers.changes import Change, make_change
from resolvers.context import Context
from resolvers.life.accepting import withdraw_need
from resolvers.life.finding_needs import note_move
from resolvers.life.moves import NEED_MOVES, OPEN_DISPATCHES
from resolvers.my_data import needs_of
from resolvers.people import note_person
from resolvers.photos import forget_own_photos, forget_photos
from resolvers.refusals import MoveNotPossible, NotAllowed
from resolvers.sessions import own_account, proven_attempt
from storage.codes import DispatchStatus, NeedStatus, PartnerKind, PartnerStatus, ResourceStatus
from storage.standing import Purpose
from storage.tables import (
    AccountRow,
    DispatchRow,
    EvaluationRow,
    IdempotencyRow,
    InvitationRow,
    MachineTokenRow,
    MailboxRow,
    MessageRow,
    NeedPartRow,
    NeedPrivateRow,
    NeedRemarkRow,
    NeedRow,
    NeedShareRow,
    NotificationRow,
    NotificationSwitchRow,
    PartnerContactRow,
    PartnerRow,
    PersonPrivateRow,
    PersonRow,
    ResourceRow,
    RoleGrantRow,
    SavedFilterRow,
    SignInRow,
)

ERASED: Final = "已注销"


async def erase_me(context: Context, password: str, *, address: str = "") -> PersonRow:
    """Erase the viewer, who gives the password once more.

    Needs that nobody works on yet are withdrawn. Raises `MoveNotPossible` while somebody works for the viewer, or the
    viewer has promised something as a volunteer.
    """
    if context.viewer.is_machine:
        raise NotAllowed("OWNER")
    _, attempt = await proven_attempt(context, password, address=address)
    door = context.opened_for(Purpose.DOOR)
    return await make_change(replace(door, request=None), partial(_erase, attempt=attempt))


async def _erase(change: Change, *, attempt: Attempt) -> PersonRow:
    account = await own_account(change)
    await _withdraw_needs(change)
    await _leave_partners(change)
    await _erase_needs(change)
    await _erase_words(change)
    await _close_account(change, account)
    await forgive_attempt(change.session, attempt, change.now)
    person = await note_person(change, change.person_id, "ERASED")
    person.called, person.region_id, person.is_quiet, person.erased_at = ERASED, None, True, change.now
    await change.session.execute(delete(PersonPrivateRow).where(PersonPrivateRow.person_id == person.id))
    return person


async def _withdraw_needs(change: Change) -> None:
    ended = {NeedStatus.CLOSED, NeedStatus.DONE, NeedStatus.WITHDRAWN}
    can_end = [status for status, ahead in NEED_MOVES.items() if NeedStatus.WITHDRAWN in ahead]
    worked_on = NeedStatus.UNDER_WAY
    needs = await change.session.scalars(
        select(NeedRow).where(needs_of(change.person_id), NeedRow.status.in_(can_end), NeedRow.status.not_in(ended))
    )
    for need in needs.all():
        if need.status is worked_on:
            raise MoveNotPossible("need", need.status, [NeedStatus.DONE])
        await withdraw_need(change, need.id)


async def _leave_partners(change: Change) -> None:
    """End to speak for partners; a volunteer, who is the person itself, leaves with all that was offered."""
    volunteers = (
        await change.session.scalars(
            select(PartnerRow)
            .join(PartnerContactRow, PartnerContactRow.partner_id == PartnerRow.id)
            .where(PartnerContactRow.person_id == change.person_id, PartnerRow.kind == PartnerKind.VOLUNTEER)
        )
    ).all()
    for volunteer in volunteers:
        await _leave(change, volunteer)
    await change.session.execute(
        update(PartnerContactRow)
        .where(PartnerContactRow.person_id == change.person_id, PartnerContactRow.until.is_(None))
        .values(until=change.now)
    )


async def _leave(change: Change, volunteer: PartnerRow) -> None:
    theirs = DispatchRow.partner_id == volunteer.id
    promised = await change.session.scalar(
        select(DispatchRow.status).where(theirs, DispatchRow.status.in_(OPEN_DISPATCHES)).limit(1)
    )
    if promised is not None:
        raise MoveNotPossible("dispatch", promised, [DispatchStatus.DONE, DispatchStatus.RETURNED])
    await change.session.execute(update(DispatchRow).where(theirs).values(helper_name=None))
    resources = await change.session.scalars(select(ResourceRow).where(ResourceRow.partner_id == volunteer.id))
    for resource in resources:
        resource.status, resource.version = ResourceStatus.WITHDRAWN, resource.version + 1
        change.record(resource, "WITHDRAWN", region_path=resource.region_path, partner_id=volunteer.id)
    volunteer.status, volunteer.name, volunteer.version = PartnerStatus.LEFT, ERASED, volunteer.version + 1
    volunteer.introduction, volunteer.office_phone = "", None
    change.record(volunteer, "LEFT", region_path=volunteer.region_path, partner_id=volunteer.id)


async def _erase_needs(change: Change) -> None:
    needs = (await change.session.scalars(select(NeedRow).where(needs_of(change.person_id)))).all()
    for need in needs:
        await erase_need_words(change, need)


async def erase_need_words(change: Change, need: NeedRow) -> None:
    """Erase what is private of a need: its words, contact, photos and point; its labels and its course stay."""
    need.lat, need.lng = None, None
    await forget_photos(change, need)
    await change.session.execute(delete(NeedPrivateRow).where(NeedPrivateRow.need_id == need.id))
    await change.session.execute(update(NeedPartRow).where(NeedPartRow.need_id == need.id).values(text=""))
    shared = NeedShareRow.need_id == need.id, NeedShareRow.stopped_at.is_(None)
    await change.session.execute(update(NeedShareRow).where(*shared).values(stopped_at=change.now))
    note_move(change, need, "WORDS_ERASED")


async def _erase_words(change: Change) -> None:
    me = change.person_id
    await change.session.execute(update(NeedRemarkRow).where(NeedRemarkRow.author_id == me).values(text=""))
    await change.session.execute(update(EvaluationRow).where(EvaluationRow.person_id == me).values(text=""))
    await forget_own_photos(change)


async def _close_account(change: Change, account: AccountRow) -> None:
    me = change.person_id
    await change.session.flush()
    for table in (SignInRow, MachineTokenRow):
        await change.session.execute(delete(table).where(table.account_id == account.id))
    await change.session.execute(delete(AccountRow).where(AccountRow.id == account.id))
    for own in (IdempotencyRow, MailboxRow, NotificationSwitchRow, MessageRow, NotificationRow, SavedFilterRow):
        await change.session.execute(delete(own).where(own.person_id == me))
    unanswered = InvitationRow.person_id == me, InvitationRow.accepted_at.is_(None)
    await change.session.execute(delete(InvitationRow).where(*unanswered))
    await change.session.execute(
        update(RoleGrantRow)
        .where(RoleGrantRow.person_id == me, RoleGrantRow.valid_until.is_(None))
        .values(valid_until=change.now)
    )
