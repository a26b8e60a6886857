"""People a list names: those we know by phone and name, and those to be entered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from resolvers.changes import Change
from resolvers.lists.bulk import Values, imported, insert_events, insert_rows
from resolvers.lists.entries import ListedContact
from storage.tables import PersonPrivateRow, PersonRow, RegionRow

PHONES_IN_ONE_QUERY = 500
LONGEST_CALLED = 40
NAMELESS = "居民"


@dataclass(slots=True)
class PeopleIn:
    """People by phone and name; without a phone two lines are two people, whatever their names."""

    _known: dict[tuple[str, str], UUID] = field(default_factory=dict)
    _new: list[tuple[UUID, ListedContact, RegionRow]] = field(default_factory=list)

    def enter(self, change: Change, contact: ListedContact, region: RegionRow) -> UUID:
        """Return the person a contact names, entering somebody new."""
        identity = (contact.phone or "", contact.name)
        if contact.phone is not None and identity in self._known:
            return self._known[identity]
        key = change.key()
        self._known[identity] = key
        self._new.append((key, contact, region))
        return key

    async def write(self, change: Change) -> None:
        """Write the people that are new."""
        new = self._new
        await insert_rows(change, PersonRow, [_person(change, key, contact, region) for key, contact, region in new])
        await insert_rows(change, PersonPrivateRow, [_private(key, contact) for key, contact, _ in new])
        await insert_events(change, [imported(change, "person", key, region.path) for key, _, region in new])
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
    """Return how a person is spoken of where the name itself is nobody's business.

    >>> called_by("王小明"), called_by("")
    ('王姓居民', '居民')
    """
    return f"{name[0]}姓{NAMELESS}" if name and not name.isascii() else name[:LONGEST_CALLED] or NAMELESS


def _person(change: Change, key: UUID, contact: ListedContact, region: RegionRow) -> Values:
    return {"id": key, "called": called_by(contact.name), "region_id": region.id, "created_at": change.now}


def _private(key: UUID, contact: ListedContact) -> Values:
    return {"person_id": key, "name": contact.name or None, "phone": contact.phone}
