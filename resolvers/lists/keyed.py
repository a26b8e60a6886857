"""The natural key of a line: by its number in its source, else by what it says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import normalise
from resolvers.lists.entries import Entry, ListedNeed, ListedResource
from resolvers.lists.options import ListNoun
from storage.tables import NeedPrivateRow, NeedRow, PartnerRow, ResourceRow

LONGEST_KEY = 120
KEYS_IN_ONE_QUERY = 500
REGIONS_IN_ONE_QUERY = 100
TEXT_KEY = "text:"


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A row of ours that came in under a key: its number for people, and the words it came with."""

    number: str
    words: str


KeyedTable = NeedRow | ResourceRow | PartnerRow
StoredLines = Mapping[tuple[UUID, str], StoredLine]
"""By region and key."""


def source_key(source: str, entry: Entry) -> str:
    """Return the key of a line within its region, at most 120 characters.

    A line without a number of its own is known by a hash of what it says, however its characters are written.
    """
    if not entry.external_id:
        words, *others = entry.identity
        return TEXT_KEY + _digest(normalise(words), str(len(words)), *others)
    key = f"{source}:{entry.external_id}"
    return key if len(key) <= LONGEST_KEY else f"{source[:40]}:{_digest(key)}"


def words_of(entry: Entry) -> str:
    """Return the words by which two lines of one number are told apart."""
    if isinstance(entry, ListedNeed):
        return entry.words
    return entry.text if isinstance(entry, ListedResource) else entry.name


async def load_stored(session: AsyncSession, noun: ListNoun, keys: Mapping[UUID, Sequence[str]]) -> StoredLines:
    """Return the rows that came in under these keys, which are given by region."""
    table, statement = _statement(noun)
    found: dict[tuple[UUID, str], StoredLine] = {}
    for part in _parts(keys):
        wanted = or_(*(and_(table.region_id == region, table.source_key.in_(chosen)) for region, chosen in part))
        for region, key, number, words in await session.execute(statement.where(wanted)):
            found[region, key or ""] = StoredLine(number, words)
    return found


async def load_own_numbers(session: AsyncSession, noun: ListNoun, numbers: Sequence[str]) -> frozenset[str]:
    """Return those of the numbers that rows of ours have; partners have none."""
    found: set[str] = set()
    if noun is not ListNoun.PARTNERS:
        table = NeedRow if noun is ListNoun.NEEDS else ResourceRow
        for start in range(0, len(numbers), KEYS_IN_ONE_QUERY):
            part = numbers[start : start + KEYS_IN_ONE_QUERY]
            found.update(await session.scalars(select(table.number).where(table.number.in_(part))))
    return frozenset(found)


def _statement(noun: ListNoun) -> tuple[type[KeyedTable], Select[UUID, str | None, str, str]]:
    if noun is ListNoun.NEEDS:
        return NeedRow, (
            select(NeedRow.region_id, NeedRow.source_key, NeedRow.number, NeedPrivateRow.words).join(
                NeedPrivateRow, NeedPrivateRow.need_id == NeedRow.id
            )
        )
    if noun is ListNoun.RESOURCES:
        return ResourceRow, select(ResourceRow.region_id, ResourceRow.source_key, ResourceRow.number, ResourceRow.text)
    return PartnerRow, select(PartnerRow.region_id, PartnerRow.source_key, PartnerRow.name, PartnerRow.name)


def _parts(keys: Mapping[UUID, Sequence[str]]) -> Iterator[list[tuple[UUID, Sequence[str]]]]:
    """Yield regions with some of their keys, so many at once that each query stays within a database's limits."""
    part: list[tuple[UUID, Sequence[str]]] = []
    size = 0
    for region, wanted in keys.items():
        for start in range(0, len(wanted), KEYS_IN_ONE_QUERY):
            chosen = wanted[start : start + KEYS_IN_ONE_QUERY]
            if part and (size + len(chosen) > KEYS_IN_ONE_QUERY or len(part) == REGIONS_IN_ONE_QUERY):
                yield part
                part, size = [], 0
            part.append((region, chosen))
            size += len(chosen)
    if part:
        yield part


def _digest(*texts: str) -> str:
    return sha256("\n".join(texts).encode()).hexdigest()[:40]
