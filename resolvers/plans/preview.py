"""What staff read of a plan before anybody is asked."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from resolvers.matches.shown import ResourceMatch, refuse_count
from storage.tables import NeedPartRow, NeedRow, RegionRow


@dataclass(frozen=True, slots=True)
class Pairing:
    """A part and a resource that staff want together, or apart; without a resource the part is left out."""

    part_id: UUID
    resource_id: UUID | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What staff settle beforehand: pairs to keep, pairs to leave out, and how likely a fit must be (0 to 1).

    Nobody less likely to fit is asked, however many needs stay open, unless pinned; None for what the region sets.
    """

    pinned: tuple[Pairing, ...] = ()
    forbidden: tuple[Pairing, ...] = ()
    least_probability: float | None = None


class WhyUncovered(StrEnum):
    """Why (some of) a part is given to nobody: nobody fits, or those who fit are closed or full on the day."""

    NO_CANDIDATE = "NO_CANDIDATE"
    NO_ROOM = "NO_ROOM"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One dispatch as it would be sent; `quantity` as it is stored, numbers from 1.

    `candidates` are all who were compared for the part, the one chosen among them, best first.
    """

    number: int
    need: NeedRow
    part: NeedPartRow
    chosen: ResourceMatch
    quantity: int
    starts_at: datetime | None
    ends_at: datetime | None
    is_pinned: bool
    candidates: tuple[ResourceMatch, ...]


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A part, or as much of it as is left, that is given to nobody; `quantity` as it is stored.

    `candidates` are those who fit and have no room left, best first.
    """

    need: NeedRow
    part: NeedPartRow
    quantity: int
    why: WhyUncovered
    candidates: tuple[ResourceMatch, ...]


def first_candidates(of: PlanLine | Uncovered, first: int) -> tuple[ResourceMatch, ...]:
    """Return the `first` best candidates, 1 to 100."""
    refuse_count(first)
    return of.candidates[:first]


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """A plan of one region and day with its bound: no plan covers more units than `covered_at_most`.

    `score` is the sum of the lines' scores. `points_short` is how many points, urgency and rotation counted in, a
    plan that covers as many could have more; None when one could cover more. `is_cut` says that more parts are open
    than one plan takes. `rotation` and `least_probability` are what the plan was made with.
    """

    region: RegionRow
    day: date
    stamp: str
    lines: tuple[PlanLine, ...]
    uncovered: tuple[Uncovered, ...]
    covered: int
    covered_at_most: int
    score: float
    points_short: float | None
    is_cut: bool
    rotation: float
    least_probability: float

    @property
    def partners_asked(self) -> int:
        """How many partners get at least one line."""
        return len({line.chosen.resource.partner_id for line in self.lines})

    @property
    def partners_possible(self) -> int:
        """How many partners were compared for any part."""
        compared = [one.candidates for one in self.lines] + [one.candidates for one in self.uncovered]
        return len({each.resource.partner_id for candidates in compared for each in candidates})

    @property
    def most_of_one_partner(self) -> int:
        """How many lines the partner with the most lines gets."""
        return max(Counter(line.chosen.resource.partner_id for line in self.lines).values(), default=0)
