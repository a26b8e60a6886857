"""What the readers of the three lists share: the setting they read in, and the fields that mean the same in each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from resolvers.lists.dates import Calendar
from resolvers.lists.entries import Amount, ListedContact
from resolvers.lists.phones import read_phones
from resolvers.lists.quantities import Quantity, count_in_text, read_quantities
from resolvers.lists.rows import Row
from resolvers.quantities import FEN_A_YUAN
from storage.codes import Unit

LONGEST_NAME = 40
LONGEST_PARTNER_NAME = 80
LONGEST_TITLE = 120
LONGEST_EXTERNAL_ID = 80
LONGEST_ADDRESS = 120
LONGEST_DOOR = 40
WITHOUT_CATEGORY = frozenset({"", "未分类", "其他", "其它", "无", "other", "none"})

_DOOR = re.compile(r"(?<=[栋幢座楼苑区院号])\s*((?:[\dA-Za-z]+\s*单元|[\dA-Za-z]+-\d|\d{3,4}\s*(?:室|房|号|$)).*)$")


@dataclass(frozen=True, slots=True)
class Setting:
    """What lines are read against: the present, the categories by code and by name.

    `ahead` is how wishes and deadlines without a year are read, `behind` how dates of what has happened are.
    `heads` are the official heads by field, `fields` those the file has a column for; `numbers_are_ids` says whether
    its numbers tell lines apart in their source, or only count them.
    """

    now: datetime
    ahead: Calendar
    behind: Calendar
    categories: Mapping[str, str]
    heads: Mapping[str, str]
    fields: frozenset[str]
    numbers_are_ids: bool

    def category(self, text: str) -> str | None:
        """Return the code of the category that a text names by its code or its name, exactly."""
        return self.categories.get(text.strip().lower())


def read_external_id(row: Row, setting: Setting) -> str:
    """Return the line's own number in its source; a running number is none."""
    return row.text("number", LONGEST_EXTERNAL_ID) if setting.numbers_are_ids else ""


def read_contact(row: Row) -> ListedContact:
    """Return whom to call; staff are told of more than one phone and of a cell without any."""
    phones: list[str] = []
    for place in row.places("contact_phone"):
        found = read_phones(place.cell)
        if row.text_at(place) and not found:
            row.warn("PHONE_UNREAD", place, place.cell)
        phones.extend(found)
    phones = list(dict.fromkeys(phones))
    if len(phones) > 1:
        row.warn("SEVERAL_PHONES", row.first("contact_phone"), phones[0])
    return ListedContact(row.text("contact_name", LONGEST_NAME), tuple(phones))


def read_address(row: Row) -> tuple[str, str]:
    """Return a line's address up to the building, and the door, which fewer people may see."""
    address = row.joined("address", " ")
    found = _DOOR.search(address)
    building, door = (address[: found.start()], found[1]) if found else (address, "")
    if len(building) > LONGEST_ADDRESS or len(door) > LONGEST_DOOR:
        row.fault("TOO_LONG", row.first("address"), LONGEST_ADDRESS)
    return building.strip(), door.strip()


def read_quantity(row: Row, *texts: str) -> Quantity | None:
    """Return how much a line speaks of: its column says it, else the first of the `texts` that counts anything.

    Several quantities are several needs or resources in one cell: the line is left whole and staff are told. None
    when the line names no quantity.
    """
    place = row.first("quantity")
    if place is not None and row.text_at(place):
        found = read_quantities(place.cell)
        if len(found) > 1:
            row.warn("SEVERAL_IN_ONE", place, place.cell)
        if found:
            return found[0]
    for text in texts:
        found = count_in_text(text)
        if len(found) > 1:
            row.warn("SEVERAL_IN_ONE", row.first("text"))
            return Quantity(1, None)
        if found:
            return found[0]
    return None


def amount_of(quantity: Quantity | None, unit: Unit) -> Amount:
    """Return a quantity as it is stored; one that does not say what it counts counts `unit`, money in yuan."""
    if quantity is None:
        return Amount(1, unit)
    if quantity.unit is not None:
        return Amount(quantity.amount, quantity.unit)
    return Amount(quantity.amount * FEN_A_YUAN if unit is Unit.YUAN else quantity.amount, unit)
