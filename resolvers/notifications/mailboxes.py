"""Where a person reads mail: given by the person, confirmed from the mailbox itself, stopped by a link in any mail."""

import re
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select

from resolvers.changes import Change
from resolvers.context import Context
from resolvers.people import note_person
from resolvers.refusals import InvalidInput, LinkExpired
from resolvers.stamps import CONFIRM_MAIL, STOP_MAIL
from resolvers.upserts import insert_missing
from storage.codes import MessagePurpose, MessageStatus, Way
from storage.tables import MailboxRow, MessageRow, PersonRow

LONGEST_ADDRESS: Final = 120
CONFIRM_VALID: Final = timedelta(days=2)
STOP_VALID: Final = timedelta(days=180)
ASKED_A_DAY: Final = 5
"""So often a day a person may have an address asked whether it is right: nobody floods a stranger's mailbox."""

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class LinkedMailbox:
    """What a link in a mail is for: to confirm a mailbox, or to stop all mail to it."""

    person_id: UUID
    stops: bool


async def set_mailbox(change: Change, address: str | None) -> PersonRow:
    """Keep where the viewer reads mail, or nowhere; a new address is asked first whether it is right."""
    person = await note_person(change, change.person_id, "MAILBOX_SET", details={"fields": ["address"]})
    if address is None:
        await change.session.execute(delete(MailboxRow).where(MailboxRow.person_id == person.id))
        return person
    given = address.strip()
    if len(given) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(given):
        raise InvalidInput.at("address", "MAIL_ADDRESS", given[:LONGEST_ADDRESS])
    await _refuse_too_often(change)
    await insert_missing(change.session, MailboxRow, [{"person_id": person.id, "address": given}])
    mailbox = await change.session.get_one(MailboxRow, person.id)
    if mailbox.address != given:
        mailbox.address, mailbox.confirmed_at = given, None
    mailbox.stopped_at = None
    if mailbox.confirmed_at is None:
        _ask(change, person.id)
    return person


async def _refuse_too_often(change: Change) -> None:
    asked = await change.session.scalar(
        select(func.count())
        .select_from(MessageRow)
        .where(
            MessageRow.person_id == change.person_id,
            MessageRow.purpose == MessagePurpose.CONFIRM,
            MessageRow.created_at > change.now - timedelta(days=1),
        )
    )
    if (asked or 0) >= ASKED_A_DAY:
        raise InvalidInput.at("address", "ASKED_TOO_OFTEN", ASKED_A_DAY)


def _ask(change: Change, person_id: UUID) -> None:
    change.session.add(
        MessageRow(
            id=change.key(),
            person_id=person_id,
            way=Way.MAIL,
            purpose=MessagePurpose.CONFIRM,
            is_for_any_hour=True,
            status=MessageStatus.WAITING,
            attempts=0,
            created_at=change.now,
            next_at=change.now,
        )
    )


def confirm_link(context: Context, mailbox: MailboxRow) -> str:
    """Return the address at which the reader of a mailbox says that it is theirs."""
    content = {"person": str(mailbox.person_id), "address": _digest(mailbox.address)}
    return f"{context.public_address}/m/{context.stamps.make(CONFIRM_MAIL, content, lifetime=CONFIRM_VALID)}"


def stop_link(context: Context, person_id: UUID) -> str:
    """Return the address at which a person stops all mail without signing in."""
    stamp = context.stamps.make(STOP_MAIL, {"person": str(person_id)}, lifetime=STOP_VALID)
    return f"{context.public_address}/m/{stamp}"


def open_mail_link(context: Context, token: str) -> LinkedMailbox:
    """Return what a link in a mail is for; refuses one that is too old, or was never ours."""
    for purpose in (STOP_MAIL, CONFIRM_MAIL):
        content = context.stamps.read(purpose, token)
        if content is not None:
            return LinkedMailbox(UUID(content["person"]), stops=purpose == STOP_MAIL)
    raise LinkExpired


async def follow_mail_link(change: Change, token: str) -> MailboxRow:
    """Confirm or stop a mailbox, as its link says; twice is as good as once."""
    linked = open_mail_link(change.context, token)
    mailbox = await change.session.get(MailboxRow, linked.person_id, with_for_update=True)
    if mailbox is None:
        raise LinkExpired
    if linked.stops:
        mailbox.stopped_at = mailbox.stopped_at or change.now
    else:
        content = change.context.stamps.read(CONFIRM_MAIL, token)
        if content is None or content["address"] != _digest(mailbox.address):
            raise LinkExpired
        mailbox.confirmed_at = mailbox.confirmed_at or change.now
    await note_person(change, linked.person_id, "MAIL_STOPPED" if linked.stops else "MAILBOX_CONFIRMED")
    return mailbox


def _digest(address: str) -> str:
    """Return what a link says of an address, so that it does not say the address."""
    return sha256(address.encode()).hexdigest()[:16]
