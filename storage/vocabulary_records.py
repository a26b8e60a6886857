"""What the shipped vocabulary consists of: one record for each kind of line in the files of storage/seed."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import time
from enum import StrEnum

from storage.codes import Kind, Urgency


class PublicRule(StrEnum):
    """Whether needs of a leaf may be public: never, a summary by staff, or yes."""

    N = "N"
    S = "S"
    Y = "Y"


class ReasonList(StrEnum):
    """The places where a reason is chosen from a list."""

    RETURN = "RETURN"
    DECLINE = "DECLINE"
    WITHDRAW = "WITHDRAW"
    NOT_SOLVED = "NOT_SOLVED"
    NOT_SATISFIED = "NOT_SATISFIED"
    SATISFIED = "SATISFIED"
    HOLD = "HOLD"
    DISMISS = "DISMISS"


class Whose(StrEnum):
    """Whose matter a reason is: M teaches the matcher, N is neutral, R is the asker's, A needs an authority."""

    M = "M"
    N = "N"
    R = "R"
    A = "A"


class ReasonFlag(StrEnum):
    """What follows from a reason, besides its next step."""

    IS_NO_RETURN = "IS_NO_RETURN"
    HOLDS_NEED = "HOLDS_NEED"
    STAYS_FIRST = "STAYS_FIRST"
    BARS_PARTNER = "BARS_PARTNER"
    RECORDS_ABSENCE = "RECORDS_ABSENCE"
    CALL_AT_ONCE = "CALL_AT_ONCE"
    MERGES = "MERGES"
    TRANSFERS = "TRANSFERS"
    NEEDS_SECOND_OFFICER = "NEEDS_SECOND_OFFICER"
    HIDES_NEED = "HIDES_NEED"
    COUNTS_AS_UNSOLVED = "COUNTS_AS_UNSOLVED"
    STAFF_ONLY = "STAFF_ONLY"
    SILENCES = "SILENCES"
    HIDDEN_FROM_PARTNER = "HIDDEN_FROM_PARTNER"
    GOES_TO_RESPONSIBLE_PERSON = "GOES_TO_RESPONSIBLE_PERSON"
    STOPS_DISPATCHES = "STOPS_DISPATCHES"


class Step(StrEnum):
    """The steps that have a deadline."""

    ACCEPT = "ACCEPT"
    DISPATCH = "DISPATCH"
    ANSWER = "ANSWER"
    ANSWER_VOLUNTEER = "ANSWER_VOLUNTEER"
    BEGIN = "BEGIN"
    FINISH = "FINISH"
    FOLLOW_UP = "FOLLOW_UP"
    DECLINE = "DECLINE"
    OBJECTION = "OBJECTION"
    UNREACHABLE = "UNREACHABLE"
    DISSATISFIED_CALL = "DISSATISFIED_CALL"
    CORRECTION = "CORRECTION"
    REMIND_VERDICT = "REMIND_VERDICT"
    CALL_VERDICT = "CALL_VERDICT"
    CLOSE_UNEVALUATED = "CLOSE_UNEVALUATED"


class SpanUnit(StrEnum):
    """What a deadline counts; the first three run round the clock, the others follow the work calendar."""

    MINUTE = "MINUTE"
    HOUR = "HOUR"
    DAY = "DAY"
    WORKING_HOUR = "WORKING_HOUR"
    WORKING_DAY = "WORKING_DAY"


class OfficialList(StrEnum):
    """需求清单，资源清单，项目清单，供给主体清单."""

    NEEDS = "NEEDS"
    RESOURCES = "RESOURCES"
    PROJECTS = "PROJECTS"
    PARTNERS = "PARTNERS"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A category of the second level; its synonyms serve the matching and are never shown."""

    code: str
    zh: str
    en: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A category of the first level with its leaves."""

    code: str
    zh: str
    en: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Qualification:
    """A licence or certificate that may be recorded of a partner as held or as absent."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class LeafRule:
    """What a leaf demands.

    All of `qualifications` are demanded. The sentences say what a code cannot. `counterparties` are words in the
    name of a partner that may be the one complained about.
    """

    category: str
    public: PublicRule = PublicRule.S
    qualifications: tuple[str, ...] = ()
    requires_zh: str = ""
    requires_en: str = ""
    handoff_zh: str = ""
    handoff_en: str = ""
    counterparties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Danger:
    """A regular expression read before any matching, what to show first, and the numbers to call in order."""

    code: str
    pattern: str
    call: tuple[str, ...]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A coded reason: what the person sees, what comes next, whose matter it is."""

    code: str
    whose: Whose
    zh: str
    en: str
    next_step_zh: str = ""
    next_step_en: str = ""
    flags: frozenset[ReasonFlag] = frozenset()


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: amount is at least 1."""

    amount: int
    unit: SpanUnit


@dataclass(frozen=True, slots=True)
class Deadline:
    """How long a step may take by urgency; Q is a question's column; `all` holds where a column is missing."""

    code: Step
    zh: str
    en: str
    P1: Span | None = None
    P2: Span | None = None
    P3: Span | None = None
    P4: Span | None = None
    Q: Span | None = None
    all: Span | None = None

    def span(self, urgency: Urgency, *, is_question: bool = False) -> Span | None:
        """Return the time for that urgency; None when the step has no time of its own there."""
        columns = {Urgency.P1: self.P1, Urgency.P2: self.P2, Urgency.P3: self.P3, Urgency.P4: self.P4}
        return (self.Q if is_question else columns[urgency]) or self.all


@dataclass(frozen=True, slots=True)
class PlanningSettings:
    """How a day's plan is made.

    `rotation` is how many points (0 or more) a resource gives away for each dispatch beyond its chance, so that
    others get one; nobody less likely to fit than `least_probability` (0 to 1) is planned for.
    """

    rotation: float
    least_probability: float

    def __post_init__(self) -> None:
        """Keep figures out that no plan can be made with."""
        if not (self.rotation >= 0 and 0 <= self.least_probability <= 1):
            message = "rotation must be 0 or more and least_probability lie between 0 and 1"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class RetentionSettings:
    """After how many days (1 or more) personal data goes: of sign-ins after they ended, of needs after they ended."""

    sign_in_attempts_days: int
    ended_sessions_days: int
    answered_requests_days: int
    contact_views_days: int
    words_of_ended_needs_days: int
    notifications_days: int
    messages_days: int
    webhook_deliveries_days: int

    def __post_init__(self) -> None:
        """Keep figures out by which things would go before they are over."""
        if min(getattr(self, one.name) for one in fields(self)) < 1:
            message = "what is kept is kept for a day or more"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a community may set for itself; the fields are the names of rows of `region_setting`.

    Days and hours run round the clock; `working_hours` are local times of Asia/Shanghai.
    """

    messages_from: time
    messages_until: time
    digest_at: time
    working_hours: tuple[tuple[time, time], ...]
    desk_from: time
    desk_until: time
    duty_phone: str
    similar_needs_shown_from: int
    asked_at_once_urgent: int
    asked_at_once: int
    returns_before_gap: int
    held_needs_reviewed_every_days: int
    unverifiable_kept_days: int
    extensions_allowed: int
    reminder_at_percent: tuple[int, ...]
    invitation_valid_days: int
    reply_link_valid_days: int
    share_link_valid_days: int
    points_label: str
    dispatching_body: str
    confirm_every_days: Mapping[Kind, int]
    planning: PlanningSettings
    retention: RetentionSettings


@dataclass(frozen=True, slots=True)
class PublishingWarning:
    """Words and patterns that point at a person, listed before anything is made public."""

    code: str
    zh: str
    en: str
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an official list: its field, the heads officials expect, and other spellings understood.

    A column that is not `in_export` is only read; one to `drop` is left out with a warning and its row kept.
    """

    field: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    in_export: bool = True
    drop: bool = False


@dataclass(frozen=True, slots=True)
class ListColumns:
    """The columns of one official list, in the order of the export."""

    code: OfficialList
    zh: str
    en: str
    columns: tuple[Column, ...]
