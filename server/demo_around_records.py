"""What the demo's file of the surroundings says, as frozen records: places, agreements, filters and settings."""

from collections.abc import Mapping
from dataclasses import dataclass

from resolvers.settings.named import SettingGroup
from storage.codes import PlaceKind, Unit


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """A place nearby, recorded so many days ago."""

    region: str
    by: str
    kind: PlaceKind
    name: str
    address: str
    lat: float
    lng: float
    hours: str
    days_ago: int
    phone: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DemoPromise:
    """One thing promised a year."""

    text: str
    quantity: int | None = None
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class DemoPartnership:
    """An agreement that began so many days ago and lasts until `for_days` from the day the demo is loaded."""

    partner: str
    region: str
    by: str
    badge: str
    terms: str
    region_brings: str
    days_ago: int
    for_days: int
    promises: tuple[DemoPromise, ...]


@dataclass(frozen=True, slots=True)
class DemoFilter:
    """A filter somebody keeps."""

    person: str
    screen: str
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class DemoSetting:
    """What a region set for itself."""

    region: str
    by: str
    group: SettingGroup
    lines: Mapping[str, str]
    days_ago: int


@dataclass(frozen=True, slots=True)
class DemoAround:
    """All of the file."""

    place: tuple[DemoPlace, ...]
    partnership: tuple[DemoPartnership, ...]
    saved_filter: tuple[DemoFilter, ...]
    setting: tuple[DemoSetting, ...]
