"""What the files of the demo city say, as frozen records.

Days are counted back from the moment the demo is loaded, so that it never grows old. Money is in yuan here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from server.demo_around_records import DemoAround
from server.demo_need_records import DemoNeed
from storage.codes import Kind, PartnerKind, Role, Travel, Unit
from storage.seed_records import SEED_FOLDER, by_key, read_seed


@dataclass(frozen=True, slots=True)
class DemoRegion:
    """A region below another; its buildings, if it is a compound, become regions named `key/building`."""

    key: str
    name: str
    lat: float
    lng: float
    within: str = ""
    letters: str = ""
    phone: str = ""
    hours: str = ""
    buildings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoRegions:
    """The tree of regions, level by level, and the notice that stands on every page."""

    notice_zh: str
    notice_en: str
    city: DemoRegion
    district: DemoRegion
    streets: tuple[DemoRegion, ...]
    communities: tuple[DemoRegion, ...]
    grids: tuple[DemoRegion, ...]
    compounds: tuple[DemoRegion, ...]


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person; `home` is the key of a compound."""

    key: str
    called: str
    name: str
    phone: str = ""
    home: str = ""
    building: str = ""
    door: str = ""
    birth_year: int | None = None
    is_quiet: bool = False
    prefers_large_type: bool = False

    @property
    def region(self) -> str:
        """Return the key of the building, or of the compound, or nothing."""
        return f"{self.home}/{self.building}" if self.building else self.home


@dataclass(frozen=True, slots=True)
class DemoGrant:
    """A role held in a region."""

    person: str
    role: Role
    region: str


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody who can sign in, and what the page of the demo calls them."""

    person: str
    user_name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class DemoPeople:
    """Everybody who does not speak for a partner, the roles, and who can sign in with the one password."""

    people: tuple[DemoPerson, ...]
    grants: tuple[DemoGrant, ...]
    password: str
    accounts: tuple[DemoAccount, ...]


@dataclass(frozen=True, slots=True)
class DemoBulletin:
    """Something told to a region; its last day is `for_days` from the day the demo is loaded."""

    region: str
    by: str
    title: str
    text: str
    days_ago: int
    for_days: int | None = None
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class DemoReplyTemplate:
    """Words kept for the staff of a region."""

    region: str
    by: str
    title: str
    text: str
    days_ago: int


@dataclass(frozen=True, slots=True)
class DemoBoard:
    """What is told to many, and what is kept for colleagues."""

    bulletins: tuple[DemoBulletin, ...]
    reply_templates: tuple[DemoReplyTemplate, ...]


@dataclass(frozen=True, slots=True)
class DemoResource:
    """Something a partner offers.

    `hours` are lines such as "1-5 09:00-17:00", Monday is 1. Without `radius_m` and without travel REMOTE it serves
    `regions`, the partner's own by default. `capacity` counts `unit` in one half hour, or the stock.
    """

    key: str
    title: str
    text: str
    category: str
    confirmed_days_ago: int
    kind: Kind = Kind.SERVICE
    second_category: str | None = None
    unit: Unit | None = None
    capacity: int = 1
    travel: Travel | None = None
    regions: tuple[str, ...] = ()
    radius_m: int | None = None
    hours: tuple[str, ...] = ()
    notice_hours: int = 0
    min_age: int | None = None
    max_age: int | None = None
    groups: tuple[str, ...] = ()
    asks: str = ""
    fee: str = ""
    paused_for_days: int | None = None


@dataclass(frozen=True, slots=True)
class DemoPartner:
    """A partner with those who speak for it, the first of a group being its leader, and what it offers."""

    key: str
    kind: PartnerKind
    name: str
    introduction: str
    region: str
    at: tuple[float, float]
    contacts: tuple[DemoPerson, ...]
    resources: tuple[DemoResource, ...]
    office_phone: str | None = None
    office_of: str | None = None
    is_department: bool = False
    is_market_body: bool = False
    is_able_person: bool = False
    qualifications: tuple[str, ...] = ()
    qualifications_absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Partners:
    partner: tuple[DemoPartner, ...]


@dataclass(frozen=True, slots=True)
class _Needs:
    need: tuple[DemoNeed, ...]


@dataclass(frozen=True, slots=True)
class DemoCity:
    """The whole demo city, with everything found by its key."""

    regions: DemoRegions
    people: DemoPeople
    partners: Mapping[str, DemoPartner]
    resources: Mapping[str, DemoResource]
    partner_of: Mapping[str, DemoPartner]
    needs: Mapping[str, DemoNeed]
    board: DemoBoard
    around: DemoAround


def read_demo_city() -> DemoCity:
    """Return the demo city as its files say. Raises SeedMistake when one of them does not fit its record."""
    partners = [partner for name in _names("partners") for partner in read_seed(_Partners, *name).partner]
    needs = [need for name in _names("needs") for need in read_seed(_Needs, *name).need]
    offers = [(resource.key, resource, partner) for partner in partners for resource in partner.resources]
    return DemoCity(
        regions=read_seed(DemoRegions, "demo", "regions.toml"),
        people=read_seed(DemoPeople, "demo", "people.toml"),
        partners=by_key("demo/partners", ((partner.key, partner) for partner in partners)),
        resources=by_key("demo/partners", ((key, resource) for key, resource, _ in offers)),
        partner_of=by_key("demo/partners", ((key, partner) for key, _, partner in offers)),
        needs=by_key("demo/needs", ((need.key, need) for need in needs)),
        board=read_seed(DemoBoard, "demo", "board.toml"),
        around=read_seed(DemoAround, "demo", "around.toml"),
    )


def _names(folder: str) -> list[tuple[str, str, str]]:
    return [("demo", folder, file.name) for file in sorted((SEED_FOLDER / "demo" / folder).glob("*.toml"))]
