"""Expected refusals: facts with the particulars a person needs, without sentences.

The sentence and the remedy of each are made in schema/phrases, in the reader's language.
"""

from dataclasses import dataclass, field
from datetime import datetime
from math import ceil


class Refusal(Exception):  # noqa: N818 - a refusal is an expected answer, not an error
    """An expected "no"; nothing was changed."""


@dataclass
class NotSignedIn(Refusal):
    """Somebody must sign in first."""


@dataclass
class NotAllowed(Refusal):
    """The viewer's roles do not reach this; `needed` names who may."""

    needed: str = "STAFF"


@dataclass
class NotFound(Refusal):
    """There is no such thing, or the viewer may not know of it; `noun` says what was looked for."""

    noun: str


@dataclass
class FieldFault:
    """One field of an input that cannot be taken, by a code that phrases turn into a sentence."""

    field: str
    code: str
    value: str = ""


@dataclass
class InvalidInput(Refusal):
    """The input cannot be taken as it is."""

    faults: list[FieldFault]

    @classmethod
    def at(cls, field_name: str, code: str, value: object = "") -> "InvalidInput":
        """Return the refusal of one field."""
        return cls([FieldFault(field_name, code, str(value))])


@dataclass
class StaleVersion(Refusal):
    """Somebody changed it meanwhile; `changed` names the fields."""

    changed: list[str] = field(default_factory=list)


@dataclass
class MoveNotPossible(Refusal):
    """The thing stands elsewhere in its life; `possible` names the states it can reach now."""

    noun: str
    status: str
    possible: list[str]


@dataclass
class NothingLeft(Refusal):
    """The capacity asked for is taken, or more was asked for than is open."""

    asked: int
    left: int | None = None


@dataclass
class CandidateBarred(Refusal):
    """The partner or resource may not be asked for this need; `rule` names why."""

    rule: str


@dataclass
class PublishingForbidden(Refusal):
    """Needs of this kind are never published."""

    why: str


@dataclass
class PublishWarning(Refusal):
    """The public wording may point at a person; `warnings` quotes what was found."""

    warnings: list[str]


@dataclass
class AlreadyThere(Refusal):
    """It was done before: evaluated in this round, endorsed, or such a name is taken."""

    noun: str


@dataclass
class UrgedToday(Refusal):
    """The need was urged today already; it may be urged again from `again_at`."""

    again_at: datetime


@dataclass
class SignInRefused(Refusal):
    """User name and password do not fit."""


@dataclass
class SignInPaused(Refusal):
    """Too many attempts failed; nobody may try again before `until`, which is `minutes` (1 or more) from now."""

    until: datetime
    minutes: int

    @classmethod
    def of(cls, until: datetime, now: datetime) -> "SignInPaused":
        """Return the refusal at the moment `now`."""
        return cls(until, max(1, ceil((until - now).total_seconds() / 60)))


@dataclass
class LinkExpired(Refusal):
    """The link is too old, was used, or was never ours."""


@dataclass
class RankingUnknown(Refusal):
    """The ranking's stamp was not made by us for this part."""


@dataclass
class PlanOutdated(Refusal):
    """What some lines of a plan rest on has changed; `lines` numbers them from 1."""

    lines: list[int]


@dataclass
class StillPromised(Refusal):
    """Something was promised and is not done yet; `needs` holds the numbers of the needs."""

    needs: list[str]


@dataclass
class ListRefused(Refusal):
    """A file cannot be taken in as a list, by a code of `resolvers.lists.sentences`; nothing of it was.

    `line` counts from 1, `column` from 0.
    """

    file_name: str
    code: str
    line: int | None = None
    column: int | None = None
    value: str = ""


@dataclass
class KeyUsedOtherwise(Refusal):
    """The Idempotency-Key was used for another request."""
