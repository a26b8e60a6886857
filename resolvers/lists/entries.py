"""What the lines of the lists say, once understood: no keys of rows yet, no regions looked up."""

from dataclasses import dataclass, field
from datetime import date, datetime

from resolvers.lists.naming import Asker
from resolvers.lists.places import Chain
from resolvers.resource_drafts import OpenHours
from storage.codes import Kind, Matter, Nature, PartnerKind, Travel, Unit


@dataclass(frozen=True, slots=True)
class ListedContact:
    """Whom to call; `phones` are digits, the first one the best."""

    name: str = ""
    phones: tuple[str, ...] = ()

    @property
    def phone(self) -> str | None:
        """Return the phone to call first."""
        return self.phones[0] if self.phones else None


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of a unit, at least 1; money in fen. The default is one time."""

    quantity: int = 1
    unit: Unit = Unit.TIME


@dataclass(frozen=True, slots=True)
class ListedNeed:
    """A line of the list of needs.

    `note` holds what the list says and a need has no field for; it becomes an internal remark.
    """

    line: int
    chain: Chain
    external_id: str
    title: str
    words: str
    nature: Nature
    guessed_nature: Nature | None
    matter: Matter
    asker: Asker
    asker_name: str
    contact: ListedContact
    address: str
    door: str
    amount: Amount
    amount_text: str
    kind: Kind | None
    category: str | None
    earliest: datetime | None
    latest: datetime | None
    finish_by: datetime | None
    note: str

    @property
    def identity(self) -> tuple[str, ...]:
        """Return what two lines share when they are the same need: the words first, then who says so."""
        return (self.words, self.asker_name, self.contact.name, *self.contact.phones, self.address, self.door)


@dataclass(frozen=True, slots=True)
class ListedPartner:
    """A line of the register of partners, or the partner a line of another list names."""

    line: int
    chain: Chain
    external_id: str
    name: str
    kind: PartnerKind
    is_department: bool = False
    is_market_body: bool = False
    introduction: str = ""
    office_phone: str | None = None
    contact: ListedContact = field(default_factory=ListedContact)

    @property
    def identity(self) -> tuple[str, ...]:
        """Return what two lines share when they are the same partner."""
        return (self.name,)


@dataclass(frozen=True, slots=True)
class ListedResource:
    """A line of the list of resources; `area` names regions served, by name, empty for the region itself."""

    line: int
    chain: Chain
    external_id: str
    partner: ListedPartner
    kind: Kind
    title: str
    text: str
    category: str | None
    area: tuple[str, ...]
    radius_m: int | None
    point: tuple[float, float] | None
    is_remote: bool
    travel: Travel
    amount: Amount
    fee_note: str
    hours: tuple[OpenHours, ...]
    confirmed_at: datetime | None
    valid_until: date | None

    @property
    def identity(self) -> tuple[str, ...]:
        """Return what two lines share when they are the same resource: the words first, then who offers it."""
        return (self.text, self.title, self.partner.name)


Entry = ListedNeed | ListedResource | ListedPartner
