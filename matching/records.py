"""What is matched: needs asked and resources offered, as frozen records.

Keys and codes are plain strings; times are aware datetimes; a region path is the concatenation of codes of four
characters, one per level (city, district, street, community, grid, compound, building), so a subtree is a prefix.
"""

from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

LEVEL_WIDTH = 4
HIGHEST_LAT, HIGHEST_LNG = 90, 180
SUNDAY, MINUTES_A_DAY = 6, 1_440
MATCHED_NATURES = frozenset({"HELP", "SUGGESTION"})


@dataclass(frozen=True, slots=True)
class Point:
    """A place on earth in degrees, WGS-84. Raises ValueError unless both are finite and on the globe."""

    lat: float
    lng: float

    def __post_init__(self) -> None:
        """Keep NaN and swapped coordinates out."""
        if not (
            isfinite(self.lat) and isfinite(self.lng) and abs(self.lat) <= HIGHEST_LAT and abs(self.lng) <= HIGHEST_LNG
        ):
            message = f"lat must lie in -90..90 and lng in -180..180, not ({self.lat}, {self.lng})"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time, start included, end excluded. Raises ValueError when reversed or without a time zone."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        """Keep reversed and naive spans out."""
        if self.start.tzinfo is None or self.end.tzinfo is None:
            message = "a window needs times with a time zone"
            raise ValueError(message)
        if self.end < self.start:
            message = f"a window must not end ({self.end}) before it starts ({self.start})"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Opening hours on one weekday (Monday 0 … Sunday 6), in minutes of the local day, 0 ≤ opens < closes ≤ 1440."""

    weekday: int
    opens: int
    closes: int

    def __post_init__(self) -> None:
        """Keep hours outside the week out."""
        if not (0 <= self.weekday <= SUNDAY and 0 <= self.opens < self.closes <= MINUTES_A_DAY):
            message = f"weekly hours need 0 ≤ weekday ≤ 6 and 0 ≤ opens < closes ≤ 1440, not {self}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one earlier dispatch of a resource; None means not known yet.

    Only returns whose reason speaks of fit (wrong kind, wrong area, no qualification) are given as taken=False:
    a personal reason never lowers anybody's rank.
    """

    at: datetime
    taken: bool | None = None
    done: bool | None = None
    solved: float | None = None
    satisfied: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRecord:
    """One part of a need. Raises ValueError when the quantity is below 1."""

    key: str
    need_key: str
    text: str
    region_path: str = ""
    kind: str | None = None
    categories: tuple[str, ...] = ()
    quantity: int = 1
    unit: str = "TIME"
    window: Window | None = None
    point: Point | None = None
    urgency: str = "P3"
    nature: str = "HELP"
    age: int | None = None
    groups: frozenset[str] = frozenset()
    memberships: frozenset[str] = frozenset()
    ties: frozenset[str] = frozenset()
    barred_partners: frozenset[str] = frozenset()
    returned_resources: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Keep impossible quantities out."""
        if self.quantity < 1:
            message = f"quantity must be at least 1, not {self.quantity}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRecord:
    """One thing a partner offers.

    `stock` is what is free of a counted thing (goods, funds), None when nothing is counted. `weekly_hours` empty
    means no calendar: the time is agreed by talking. `busy` holds the spans already taken within the hours.
    `members_only` names the partner whose members alone are served. Raises ValueError when stock, load, radius or
    notice is negative.
    """

    key: str
    partner_key: str
    partner_name: str
    title: str
    text: str
    kind: str = "SERVICE"
    categories: tuple[str, ...] = ()
    serves: str = "REGIONS"
    region_paths: tuple[str, ...] = ()
    bases: tuple[Point, ...] = ()
    radius_m: int = 0
    home_region_path: str = ""
    travel: str = "PARTNER_COMES"
    stock: int | None = None
    weekly_hours: tuple[WeeklyHours, ...] = ()
    closed_days: frozenset[date] = frozenset()
    busy: tuple[Window, ...] = ()
    minimum_notice_hours: float = 0.0
    min_age: int | None = None
    max_age: int | None = None
    groups: frozenset[str] = frozenset()
    members_only: str | None = None
    paused_until: datetime | None = None
    confirmed_at: datetime | None = None
    confirm_every_days: int = 90
    qualifications_held: frozenset[str] = frozenset()
    qualifications_absent: frozenset[str] = frozenset()
    outcomes: tuple[Outcome, ...] = ()
    open_load: int = 0
    last_dispatched_at: datetime | None = None
    asks_in_return: str = ""
    ties: frozenset[str] = frozenset()
    created_at: datetime | None = None

    def __post_init__(self) -> None:
        """Keep impossible amounts out."""
        amounts = (self.stock or 0, self.open_load, self.radius_m, self.minimum_notice_hours)
        if any(not amount >= 0 for amount in amounts):
            message = "stock, open_load, radius_m and minimum_notice_hours must be 0 or more"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Part:
    """One named share of a score: what was seen, in its unit, and the log-odds points it gave.

    `audience` holds who may read it: STAFF, PARTNER (the resource's own partner), ASKER.
    """

    code: str
    value: float
    unit: str
    points: float
    audience: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A resource ranked for a need (or a need for a resource, where `key` is the need's).

    `score` is the exact sum of the parts' points, in log-odds; `probability` in [0, 1] is its sigmoid image;
    `position` counts from 1; `remarks` are codes with their subject, as `QUALIFICATION_UNKNOWN:健康证`.
    """

    key: str
    position: int
    score: float
    probability: float
    parts: tuple[Part, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A well fitting resource kept out by one rule alone: what was seen against what the rule allows."""

    key: str
    rule: str
    value: float
    limit: float
    unit: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best matches, the nearest misses, and how many were looked at."""

    matches: tuple[Match, ...]
    near_misses: tuple[NearMiss, ...]
    eligible_count: int
    considered_count: int
    model_version: str
    refused: str | None = None
