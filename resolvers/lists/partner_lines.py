"""Lines of the register of partners 供给主体清单, and the partners that lines of other lists name."""

from resolvers.lists.entries import ListedContact, ListedPartner
from resolvers.lists.naming import is_department, is_market_body, partner_kind
from resolvers.lists.phones import is_mobile, read_phones
from resolvers.lists.places import Chain, read_chain
from resolvers.lists.rows import Row, join_pieces
from resolvers.lists.understanding import (
    LONGEST_PARTNER_NAME,
    Setting,
    read_contact,
    read_external_id,
)
from resolvers.lists.words import read_partner_kind
from storage.codes import PartnerKind

NEEDED = frozenset({"name"})
LONGEST_INTRODUCTION = 500


def read_partner(row: Row, setting: Setting) -> ListedPartner | None:
    """Return the partner a line speaks of; None when it cannot be taken, with its faults in the row."""
    name = row.text("name", LONGEST_PARTNER_NAME)
    if not name and not row.faults:
        row.fault("NAME_MISSING", row.first("name"))
    kind_text = row.text("kind")
    kind = read_partner_kind(kind_text) if kind_text else None
    if kind_text and kind is None:
        row.warn("KIND_UNREAD", row.first("kind"), kind_text)
    introduction = join_pieces([*row.texts("introduction"), *row.texts("remark")])
    if len(introduction) > LONGEST_INTRODUCTION:
        row.fault("TOO_LONG", row.first("introduction") or row.first("remark"), LONGEST_INTRODUCTION)
    office = row.first("office_phone")
    partner = named_partner(
        row.line,
        read_chain(row.fields),
        name,
        read_contact(row),
        kind=kind,
        external_id=read_external_id(row, setting),
        introduction=introduction,
        office_phones=read_phones(office.cell) if office else (),
    )
    return None if row.faults else partner


def named_partner(
    line: int,
    chain: Chain,
    name: str,
    contact: ListedContact,
    *,
    kind: PartnerKind | None = None,
    external_id: str = "",
    introduction: str = "",
    office_phones: tuple[str, ...] = (),
) -> ListedPartner:
    """Return a partner of which at least the name is known.

    A landline is the office's; a mobile number is its contact's own and stays with that person.
    """
    kind = kind or partner_kind(name)
    is_unit = kind is PartnerKind.UNIT
    landlines = (*office_phones, *(phone for phone in contact.phones if not is_mobile(phone)))
    mobiles = tuple(phone for phone in contact.phones if is_mobile(phone))
    if kind is PartnerKind.VOLUNTEER:
        landlines, mobiles = (), contact.phones
    return ListedPartner(
        line=line,
        chain=chain,
        external_id=external_id,
        name=name,
        kind=kind,
        is_department=is_unit and is_department(name),
        is_market_body=is_unit and is_market_body(name),
        introduction=introduction,
        office_phone=landlines[0] if landlines else None,
        contact=ListedContact(contact.name, mobiles),
    )
