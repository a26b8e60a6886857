"""The one table of soft wishes and the limits of the hard rules; a community's settings override single lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

STAFF = frozenset({"STAFF"})
EVERYBODY = frozenset({"STAFF", "PARTNER", "ASKER"})
STAFF_AND_PARTNER = frozenset({"STAFF", "PARTNER"})

CHINESE, OTHER = 0, 1

TEXT_WEIGHTS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        # part: points per unit of its value, in Chinese and in other languages; what the value is, always 0..1
        "words": (1.0, 1.0),  # share of the need's words found, weighed by rarity and saturated as in BM25
        "likeness": (1.5, 0.0),  # cosine of the texts by words
        "pieces": (0.0, 7.0),  # as words, by pieces of words
        "piece_likeness": (1.5, 1.0),  # as likeness, by pieces of words
        "ideas": (0.0, 2.5),  # as words, by the ideas the words speak of
        "idea_likeness": (0.0, 0.5),  # as likeness, by ideas
        "context": (0.5, 3.0),  # cosine with what the community's own texts of the kind say
        "covered": (0.0, 1.0),  # share of the need's word weights found, however often
        "explained": (0.0, 0.0),  # share of the resource's word weights found in the need
        # What only learning weighs: the share of the need's rare words found, of its labels such as A3, likeness to the
        # resource's first words, how near needs come that the resource did not answer, how near all do, its length,
        # which words go together in accepted pairs, and likeness to needs it answered before.
        "rare": (0.0, 0.0),
        "labels": (0.0, 0.0),
        "opening": (0.0, 0.0),
        "sought_after": (0.0, 0.0),
        "central": (0.0, 0.0),
        "length": (0.0, 0.0),
        "association": (0.0, 0.0),
        "history": (0.0, 0.0),
        "typical": (0.0, 16.0),  # mean cosine with the community's texts: what is said as others say it
        "category": (10.0, 1.0),  # agreement of the two distributions over leaves
    },
)

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        # part: points per unit of its value         what the value is
        "prior": -5.0,  # 1: the log-odds of a resource of which nothing is known
        "distance": -0.5,  # ln(1 + km), or levels climbed in the tree when a point is missing
        "time": 0.8,  # share of the wished time that is free, 0..1
        "capacity": 0.6,  # share of the quantity on hand, 0..1
        "track": 1.5,  # expected success over that of a newcomer, -1..1
        "load": -0.4,  # ln(1 + open dispatches)
        "rest": 0.3,  # 1 - exp(-weeks since last asked), 0..1
        "freshness": 0.3,  # share of the confirmation's time left, 0..1
        "return_asked": -0.2,  # 1 when something is asked in return
        "counterparty": -8.0,  # chance that the partner is the one complained about, 0..1
        "ties": 0.3,  # interests, occupations and ages in common, with consent
    },
)

WORDED = frozenset(
    ("words", "likeness", "pieces", "piece_likeness", "ideas", "idea_likeness", "context", "covered", "explained")
)
"""Parts that compare the words of two texts; being shares, they would give a long need no more than a short one."""
PLAIN_NEED, MOST_EMPHASIS = 20, 10.0

AUDIENCES: Mapping[str, frozenset[str]] = MappingProxyType(
    dict.fromkeys(TEXT_WEIGHTS, EVERYBODY)
    | {
        "prior": STAFF,
        "typical": STAFF,
        "association": STAFF,
        "sought_after": STAFF,
        "central": STAFF,
        "length": STAFF,
        "counterparty": STAFF,
        "history": STAFF_AND_PARTNER,
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


PLAIN_CALIBRATION = (1.0, 0.0)
"""The probability before any outcome is known: the sigmoid of the score itself."""


def emphasis(text: str, *, chinese: bool) -> float:
    """Return by how much the words of a normalised need count more: a letter says more in its words than a line does.

    1 up to 20 characters, growing with the length, 10 at most; for a need in another language always 1.
    """
    return min(max(len(text) / PLAIN_NEED, 1.0), MOST_EMPHASIS) if chinese else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchSettings:
    """Hard rules as limits, soft wishes as weights in log-odds points per unit of a part's value.

    `weights` holds only what a community sets itself; a line it leaves out keeps what was `learned` from decisions,
    for needs in Chinese, else its default. `calibration` is the slope, above 0, and the offset that turn a score
    into a probability. Raises ValueError for another slope.
    """

    version: str = "1"
    weights: Mapping[str, float] = field(default_factory=dict)
    learned: Mapping[str, float] = field(default_factory=dict)
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
    calibration: tuple[float, float] = PLAIN_CALIBRATION

    def __post_init__(self) -> None:
        """Keep lines out that would turn the order round."""
        if not self.calibration[0] > 0:
            message = f"the slope of a calibration must be above 0, not {self.calibration[0]}"
            raise ValueError(message)

    def weight(self, code: str, *, chinese: bool) -> float:
        """Return the points per unit of the part named by `code`, for a need in Chinese or in another language."""
        if code in self.weights:
            return self.weights[code]
        if chinese and code in self.learned:
            return self.learned[code]
        if code in TEXT_WEIGHTS:
            return TEXT_WEIGHTS[code][CHINESE if chinese else OTHER]
        return WEIGHTS[code]

    def unweighted(self) -> "MatchSettings":
        """Return the settings under which every part, also one without a weight, counts its feature in points."""
        return replace(self, weights=dict.fromkeys((*TEXT_WEIGHTS, *WEIGHTS), 1.0))
