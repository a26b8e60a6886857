"""What the files of the demo city say of a need, its parts and how its life went, as frozen records."""

from dataclasses import dataclass
from enum import StrEnum

from storage.codes import Channel, Kind, Manner, Matter, Nature, RemarkKind, Satisfied, Solved, Unit, Urgency


class Reach(StrEnum):
    """How far a need has come when the demo is loaded."""

    RAISED = "RAISED"
    ACCEPTED = "ACCEPTED"
    GAP = "GAP"
    ANSWERED = "ANSWERED"
    CLAIMED = "CLAIMED"
    DISPATCHED = "DISPATCHED"
    PROPOSED = "PROPOSED"
    EXPIRED = "EXPIRED"
    TAKEN = "TAKEN"
    UNDER_WAY = "UNDER_WAY"
    FAILED = "FAILED"
    DONE = "DONE"
    UNEVALUATED = "UNEVALUATED"
    EVALUATED = "EVALUATED"
    ON_HOLD = "ON_HOLD"
    DECLINED = "DECLINED"
    TRANSFERRED = "TRANSFERRED"
    MERGED = "MERGED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, slots=True)
class DemoPart:
    """A part of a need and who meets it: a resource, or a partner alone; `ask` is less than the quantity."""

    text: str
    category: str
    kind: Kind | None = None
    second_category: str | None = None
    quantity: int = 1
    unit: Unit = Unit.TIME
    resource: str | None = None
    partner: str | None = None
    minutes: int = 60
    ask: int | None = None


@dataclass(frozen=True, slots=True)
class DemoAttempt:
    """Somebody who was asked before and returned it."""

    resource: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class DemoRemark:
    """A comment, a note or what was said in a call, by the need's owner."""

    kind: RemarkKind
    text: str


@dataclass(frozen=True, slots=True)
class DemoEndorsement:
    """A neighbour who needs it too or supports it."""

    person: str
    also_needs: bool


@dataclass(frozen=True, slots=True)
class DemoMilestone:
    """A line of a project's timetable, counted from the day the need was raised."""

    title: str
    in_days: int


@dataclass(frozen=True, slots=True)
class DemoNeed:
    """A need in its asker's own words, and how its life went.

    Exactly one of `for_person`, `for_partner`, `for_region` is given. Fields of the
    verdict, of returns and of endings are read only where `reach` comes to them.
    """

    key: str
    words: str
    category: str
    days_ago: float
    for_person: str | None = None
    for_partner: str | None = None
    for_region: str | None = None
    by: str | None = None
    channel: Channel = Channel.WEB
    external_ref: str | None = None
    contact: str | None = None
    contact_relation: str | None = None
    nature: Nature = Nature.HELP
    matter: Matter = Matter.PERSONAL
    manner: Manner = Manner.EVERYDAY
    urgency: Urgency = Urgency.P3
    about: str | None = None
    summary: str = ""
    public_title: str = ""
    public_text: str = ""
    is_claimable: bool = False
    kind: Kind | None = None
    second_category: str | None = None
    quantity: int = 1
    unit: Unit = Unit.TIME
    resource: str | None = None
    partner: str | None = None
    minutes: int = 60
    parts: tuple[DemoPart, ...] = ()
    tried: tuple[DemoAttempt, ...] = ()
    claimed_by: str | None = None
    proposed_quantity: int | None = None
    spoken: Channel | None = None
    note: str = ""
    answer: str = ""
    reach: Reach = Reach.RAISED
    solved: Solved = Solved.YES
    satisfied: Satisfied | None = None
    tags: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    verdict_text: str = ""
    verdict_channel: Channel | None = None
    reason: str = ""
    reason_text: str = ""
    next_step: str = ""
    hold_days: int = 0
    into: str | None = None
    remarks: tuple[DemoRemark, ...] = ()
    endorsed: tuple[DemoEndorsement, ...] = ()
    milestones: tuple[DemoMilestone, ...] = ()
    struck_off: bool = False
    is_urged: bool = False
    is_shared: bool = False

    def all_parts(self) -> tuple[DemoPart, ...]:
        """Return its parts; a plain need has one, described by the need itself."""
        whole = DemoPart(
            text="",
            category=self.category,
            kind=self.kind,
            second_category=self.second_category,
            quantity=self.quantity,
            unit=self.unit,
            resource=self.resource,
            partner=self.partner,
            minutes=self.minutes,
        )
        return self.parts or (whole,)
