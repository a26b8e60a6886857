"""The one table of hard rules and soft wishes; a community's settings override single lines of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

STAFF = frozenset({"STAFF"})
EVERYBODY = frozenset({"STAFF", "PARTNER", "ASKER"})
STAFF_AND_PARTNER = frozenset({"STAFF", "PARTNER"})

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        # part: points per unit of its value         what the value is
        "prior": -5.0,  # 1: the log-odds of a resource of which nothing is known
        "words": 4.0,  # share of the need's words found, weighed by rarity, 0..1
        "likeness": 6.0,  # cosine of the two texts, 0..1
        "spelling": 0.5,  # likeness of spelling by token sets, 0..1
        "category": 4.0,  # agreement of the two distributions over leaves, 0..1
        "distance": -0.5,  # ln(1 + km), or levels climbed in the tree when a point is missing
        "time": 0.8,  # share of the wished time that is free, 0..1
        "capacity": 0.6,  # share of the quantity on hand, 0..1
        "track": 1.5,  # expected success over that of a newcomer, -1..1
        "load": -0.4,  # ln(1 + open dispatches)
        "rest": 0.3,  # 1 - exp(-weeks since last asked), 0..1
        "freshness": 0.3,  # share of the confirmation's time left, 0..1
        "return_asked": -0.2,  # 1 when something is asked in return
        "ties": 0.3,  # interests, occupations and ages in common, with consent
    },
)

AUDIENCES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "prior": STAFF,
        "words": EVERYBODY,
        "likeness": EVERYBODY,
        "spelling": STAFF,
        "category": EVERYBODY,
        "distance": EVERYBODY,
        "time": EVERYBODY,
        "capacity": EVERYBODY,
        "track": STAFF_AND_PARTNER,
        "load": STAFF_AND_PARTNER,
        "rest": STAFF_AND_PARTNER,
        "freshness": STAFF_AND_PARTNER,
        "return_asked": EVERYBODY,
        "ties": STAFF,
    },
)
"""Who may read a part that speaks for a resource; a part that speaks against it is never shown to the asker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchSettings:
    """Hard rules as limits, soft wishes as weights in log-odds points per unit of a part's value."""

    version: str = "1"
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)
    haste: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({"P1": 2.0, "P2": 1.4, "P3": 1.0, "P4": 0.7}),
    )
    stale_after_rhythms: float = 2.0
    shared_path_without_point: int = 12
    time_zone: str = "Asia/Shanghai"
    half_life_days: float = 180.0
    track_prior_events: float = 4.0
    track_prior_success: float = 0.7
    near_misses: int = 5

    def weight(self, code: str) -> float:
        """Points per unit of the part named by `code`; a line the community leaves out keeps its default."""
        return self.weights.get(code, WEIGHTS.get(code, 0.0))
