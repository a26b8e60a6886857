"""How people and communities can be reached: by the ways this process has, and the robots it was told of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.context import Context
from storage.codes import Way
from storage.tables import MailboxRow, PersonPrivateRow, RegionRow


@dataclass(frozen=True, slots=True)
class Robot:
    """A group of a community that hears what its staff are told at once; `region_path` is the community's."""

    name: str
    way: Way
    region_path: str


@dataclass(frozen=True, slots=True)
class Reach:
    """The ways by which persons are reached, and the robots of communities."""

    ways: frozenset[Way] = frozenset()
    robots: tuple[Robot, ...] = ()


def open_mailboxes() -> ColumnElement[bool]:
    """Return the condition of mailboxes that were confirmed by who reads them, and not stopped."""
    return MailboxRow.confirmed_at.is_not(None) & MailboxRow.stopped_at.is_(None)


async def way_to(session: AsyncSession, person_id: UUID, ways: frozenset[Way]) -> Way | None:
    """Return how a person is reached: by mail where there is a mailbox, else by a text to the phone, else not."""
    if Way.MAIL in ways and await mailbox_of(session, person_id):
        return Way.MAIL
    if Way.SMS in ways and await phone_of(session, person_id):
        return Way.SMS
    return None


async def mailbox_of(session: AsyncSession, person_id: UUID) -> str | None:
    """Return the address of a person's open mailbox."""
    found = select(MailboxRow.address).where(MailboxRow.person_id == person_id, open_mailboxes())
    return await session.scalar(found)


async def phone_of(session: AsyncSession, person_id: UUID) -> str | None:
    """Return a person's own phone."""
    return await session.scalar(select(PersonPrivateRow.phone).where(PersonPrivateRow.person_id == person_id))


async def region_path_of(context: Context, names: Sequence[str]) -> str | None:
    """Return the path of the region with these names from the root down; None when there is none."""
    parent_id: UUID | None = None
    path: str | None = None
    async with context.database.read() as session:
        for name in names:
            below = RegionRow.parent_id.is_(None) if parent_id is None else RegionRow.parent_id == parent_id
            found = await session.scalar(select(RegionRow).where(below, RegionRow.name == name))
            if found is None:
                return None
            parent_id, path = found.id, found.path
    return path


async def robots_at(context: Context, wanted: Iterable[tuple[str, Way, Sequence[str]]]) -> tuple[Robot, ...]:
    """Return the robots whose region is known, of names, ways and the names of their regions."""
    found = [(name, way, await region_path_of(context, region)) for name, way, region in wanted]
    return tuple(Robot(name, way, path) for name, way, path in found if path is not None)
