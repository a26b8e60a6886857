"""People a list names: those we know by phone and name, and those to be entered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from resolvers.changes import Change
from resolvers.lists.bulk import Values, imported, insert_events, insert_rows
from resolvers.lists.entries import ListedContact
from storage.tables import PersonPrivateRow, PersonRow, RegionRow

PHONES_IN_ONE_QUERY = 500
LONGEST_CALLED = 40
NAMELESS = "居民"


class _NewPerson(NamedTuple):
    key: UUID
    contact: ListedContact
    region: RegionRow
    called: str


@dataclass(slots=True)
class PeopleIn:
    """People by phone and name; without a phone two lines are two people, whatever their names."""

    _known: dict[tuple[str, str], UUID] = field(default_factory=dict)
    _new: list[_NewPerson] = field(default_factory=list)

    def enter(self, change: Change, contact: ListedContact, region: RegionRow, *, called: str) -> UUID:
        """Return the person a contact names, entering somebody new, who is then called so."""
        identity = (contact.phone or "", contact.name)
        if contact.phone is not None and identity in self._known:
            return self._known[identity]
        key = change.key()
        self._known[identity] = key
        self._new.append(_NewPerson(key, contact, region, called[:LONGEST_CALLED]))
        return key

    async def write(self, change: Change) -> None:
        """Write the people that are new."""
        await insert_rows(change, PersonRow, [_person(change, new) for new in self._new])
        await insert_rows(change, PersonPrivateRow, [_private(new) for new in self._new])
        await insert_events(change, [imported(change, "person", new.key, new.region.path) for new in self._new])
        self._new = []


async def load_people(change: Change, contacts: Iterable[ListedContact]) -> PeopleIn:
    """Return the people we know who have one of the contacts' phones."""
    phones = sorted({contact.phone for contact in contacts if contact.phone is not None})
    known: dict[tuple[str, str], UUID] = {}
    for start in range(0, len(phones), PHONES_IN_ONE_QUERY):
        known.update(await _with_phones(change, phones[start : start + PHONES_IN_ONE_QUERY]))
    return PeopleIn(known)


async def _with_phones(change: Change, phones: Sequence[str]) -> dict[tuple[str, str], UUID]:
    rows = await change.session.execute(
        select(PersonPrivateRow.phone, PersonPrivateRow.name, PersonPrivateRow.person_id)
        .where(PersonPrivateRow.phone.in_(phones))
        .order_by(PersonPrivateRow.person_id.desc()),
    )
    return {(phone or "", name or ""): key for phone, name, key in rows}


def called_by(name: str) -> str:
    """Return how a resident is spoken of where the name itself is nobody's business.

    >>> called_by("王小明"), called_by("")
    ('王姓居民', '居民')
    """
    return f"{name[0]}姓{NAMELESS}" if name and not name.isascii() else name[:LONGEST_CALLED] or NAMELESS


def _person(change: Change, new: _NewPerson) -> Values:
    return {"id": new.key, "called": new.called, "region_id": new.region.id, "created_at": change.now}


def _private(new: _NewPerson) -> Values:
    return {"person_id": new.key, "name": new.contact.name or None, "phone": new.contact.phone}
