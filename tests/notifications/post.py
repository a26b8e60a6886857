"""A post office for tests: messengers that keep what they are given, and one that does not take it."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, update

from resolvers.context import Context
from resolvers.notifications.messenger import Parcel, UndeliveredError
from resolvers.viewer import Viewer
from server.post_office import PostOffice
from storage.codes import NotificationKind, Way
from storage.standing import Purpose
from storage.tables import MailboxRow, NotificationRow
from tests.factories import Town


@dataclass
class Kept:
    """Keeps what it is given; takes nothing while `faults` has any left."""

    parcels: list[Parcel] = field(default_factory=list)
    faults: list[UndeliveredError] = field(default_factory=list)

    async def send(self, parcel: Parcel) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.parcels.append(parcel)

    @property
    def texts(self) -> list[str]:
        return [one.wording.text for one in self.parcels]


@dataclass
class Post:
    """The ways out of a town."""

    town: Town
    mail: Kept = field(default_factory=Kept)
    sms: Kept = field(default_factory=Kept)
    others: dict[Way, Kept] = field(default_factory=dict)
    robots: Any = ()

    @property
    def office(self) -> PostOffice:
        return PostOffice({Way.MAIL: self.mail, Way.SMS: self.sms, **self.others}, self.robots)

    @property
    def system(self) -> Context:
        return self.town.context.opened_for(Purpose.SYSTEM)

    async def round(self) -> Any:
        """Do one round at the present moment."""
        return await self.office.run_round(self.system, self.town.context.now())

    async def settled(self) -> None:
        """Let the town's own beginnings pass, so that a test sees what follows."""
        await self.round()
        self.mail.parcels.clear()
        self.sms.parcels.clear()

    async def mailbox(self, viewer: Viewer, address: str) -> None:
        """Give somebody a confirmed mailbox."""
        now = self.town.context.now()
        async with self.system.database.write() as session:
            session.add(MailboxRow(person_id=viewer.person_id, address=address, confirmed_at=now))


async def told(town: Town, viewer: Viewer) -> list[NotificationKind]:
    """Return what a person was told, oldest first."""
    return await town.rows(
        select(NotificationRow.kind)
        .where(NotificationRow.person_id == viewer.person_id)
        .order_by(NotificationRow.event_seq)
    )


async def set_row(town: Town, row: Any, **values: Any) -> None:
    """Change a stored row."""
    async with town.context.opened_for(Purpose.SYSTEM).database.write() as session:
        await session.execute(update(type(row)).where(type(row).id == row.id).values(**values))
