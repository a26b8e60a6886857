"""Who is told what, and how soon: one readable table from events to people.

Nobody is told what they did themselves. Askers are never told that somebody did not want to come or did not manage:
they hear that it is arranged anew. Complaints stay with their askers and staff.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from storage.codes import DispatchStatus, NeedStatus, Urgency
from storage.codes import NotificationKind as Kind
from storage.tables import DispatchRow, EventRow, NeedRow


class Audience(StrEnum):
    """The circles of people who may be told of an event.

    ASKER are those for whom a need is and who raised it, OWNER the member of staff in charge, STAFF all of the
    community, OFFICER those of the street, ENDORSER neighbours who stand behind a need, PARTNER the contacts of the
    partner an event is about, HELPERS the contacts of all partners who did something for a need.
    """

    ASKER = "ASKER"
    OWNER = "OWNER"
    STAFF = "STAFF"
    OFFICER = "OFFICER"
    ENDORSER = "ENDORSER"
    PARTNER = "PARTNER"
    HELPERS = "HELPERS"


class Soon(StrEnum):
    """NOW leaves at once, outside quiet hours; DIGEST once a day; URGENT_NOW is NOW for P1 and DIGEST else."""

    NOW = "NOW"
    DIGEST = "DIGEST"
    URGENT_NOW = "URGENT_NOW"


@dataclass(frozen=True, slots=True)
class Situation:
    """An event with the need and the dispatch it is about, as they stand when people are told."""

    event: EventRow
    need: NeedRow | None
    dispatch: DispatchRow | None

    @property
    def is_p1(self) -> bool:
        """Whether it is about a need that cannot wait."""
        return self.need is not None and self.need.urgency is Urgency.P1


Holds = Callable[[Situation], bool]


@dataclass(frozen=True, slots=True)
class Line:
    """Of which event (`noun.MOVE`) who is told what, how soon, and when it still holds."""

    event: str
    audience: Audience
    kind: Kind
    soon: Soon
    holds: Holds = lambda _: True

    def is_urgent(self, situation: Situation) -> bool:
        """Whether it leaves at once."""
        return self.soon is Soon.NOW or (self.soon is Soon.URGENT_NOW and situation.is_p1)

    def is_for_robots(self, situation: Situation) -> bool:
        """Whether the community's group hears it."""
        return self.audience in STAFFS and self.kind in ROBOT_KINDS and self.is_urgent(situation)


def _need_is(*statuses: NeedStatus) -> Holds:
    return lambda now: now.need is not None and now.need.status in statuses


def _dispatch_is(*statuses: DispatchStatus) -> Holds:
    return lambda now: now.dispatch is not None and now.dispatch.status in statuses


def _then(status: NeedStatus) -> Holds:
    """Return the condition that the event itself brought the need to a state."""
    return lambda now: now.event.details.get("status") == status


def _ended_with_need(now: Situation) -> bool:
    """Whether a dispatch ended because its need did, which is nobody's failure."""
    return str(now.event.details.get("reason", "")).startswith("NEED_")


def _failed_by_itself(now: Situation) -> bool:
    return not _ended_with_need(now)


def _confirmed_by_staff(now: Situation) -> bool:
    """Whether staff agreed to a claim or a proposal; what a partner took it knows."""
    dispatch = now.dispatch
    if dispatch is None or now.event.on_behalf_of_partner_id is not None:
        return False
    return dispatch.is_claim or dispatch.proposed_quantity is not None or dispatch.proposed_starts_at is not None


def _help_was_promised(now: Situation) -> bool:
    """Whether the asker was told that somebody comes, and the need still waits for somebody."""
    was_taken = now.dispatch is not None and now.dispatch.taken_at is not None
    return was_taken and _failed_by_itself(now) and now.event.details.get("reason") != "FULLY_PROMISED"


_A, _S = Audience, Soon

TABLE: Final = (
    # The askers.
    Line("need.ACCEPTED", _A.ASKER, Kind.NEED_ACCEPTED, _S.NOW),
    Line("dispatch.SENT", _A.ASKER, Kind.HELP_SOUGHT, _S.DIGEST, _dispatch_is(DispatchStatus.SENT)),
    Line("dispatch.TAKEN", _A.ASKER, Kind.HELP_COMING, _S.NOW),
    Line("dispatch.STARTED", _A.ASKER, Kind.WORK_BEGUN, _S.NOW, _dispatch_is(DispatchStatus.UNDER_WAY)),
    Line("dispatch.DONE", _A.ASKER, Kind.HELP_DONE, _S.NOW),
    Line("dispatch.RETURNED", _A.ASKER, Kind.HELP_CHANGED, _S.NOW, _help_was_promised),
    Line("dispatch.FAILED", _A.ASKER, Kind.HELP_CHANGED, _S.NOW, _help_was_promised),
    Line("dispatch.RECALLED", _A.ASKER, Kind.HELP_CHANGED, _S.NOW, _help_was_promised),
    Line("need.ANSWERED", _A.ASKER, Kind.NEED_ANSWERED, _S.NOW),
    Line("need.VERDICT_ASKED", _A.ASKER, Kind.VERDICT_ASKED, _S.NOW, _need_is(NeedStatus.DONE)),
    Line("need.DECLINED", _A.ASKER, Kind.NEED_DECLINED, _S.NOW),
    Line("need.TRANSFERRED", _A.ASKER, Kind.NEED_TRANSFERRED, _S.NOW),
    Line("need.HELD", _A.ASKER, Kind.NEED_HELD, _S.DIGEST, _need_is(NeedStatus.ON_HOLD)),
    Line("need.RESUMED", _A.ASKER, Kind.NEED_RESUMED, _S.DIGEST),
    Line("need.MERGED", _A.ASKER, Kind.NEED_MERGED, _S.DIGEST),
    Line("need.COMMENTED", _A.ASKER, Kind.COMMENTED, _S.DIGEST),
    # Neighbours who stand behind a need.
    Line("need.MERGED", _A.ENDORSER, Kind.NEED_MERGED, _S.DIGEST),
    Line("need.EVALUATED", _A.ENDORSER, Kind.NEED_CLOSED, _S.DIGEST, _then(NeedStatus.CLOSED)),
    Line("need.CLOSED_UNEVALUATED", _A.ENDORSER, Kind.NEED_CLOSED, _S.DIGEST),
    # The partners.
    Line("dispatch.SENT", _A.PARTNER, Kind.DISPATCH_ASKED, _S.NOW, _dispatch_is(DispatchStatus.SENT)),
    Line("dispatch.TAKEN", _A.PARTNER, Kind.DISPATCH_CONFIRMED, _S.NOW, _confirmed_by_staff),
    Line("dispatch.RECALLED", _A.PARTNER, Kind.DISPATCH_RECALLED, _S.NOW),
    Line("dispatch.FAILED", _A.PARTNER, Kind.DISPATCH_RECALLED, _S.NOW, _ended_with_need),
    Line("need.EVALUATED", _A.HELPERS, Kind.THANKED, _S.DIGEST, _then(NeedStatus.CLOSED)),
    Line("resource.WENT_STALE", _A.PARTNER, Kind.RESOURCE_STALE, _S.DIGEST),
    # The member of staff in charge.
    Line("need.ACCEPTED", _A.OWNER, Kind.NEED_HANDED_OVER, _S.NOW),
    Line("need.HANDED_OVER", _A.OWNER, Kind.NEED_HANDED_OVER, _S.NOW),
    Line("need.URGED", _A.OWNER, Kind.URGED, _S.NOW),
    Line("need.WITHDRAWN", _A.OWNER, Kind.NEED_WITHDRAWN, _S.DIGEST),
    Line("need.COMMENTED", _A.OWNER, Kind.COMMENTED, _S.DIGEST),
    Line("need.EVALUATED", _A.OWNER, Kind.NOT_SOLVED, _S.NOW, _then(NeedStatus.REOPENED)),
    Line("need.REOPENED", _A.OWNER, Kind.NOT_SOLVED, _S.NOW),
    Line("dispatch.TAKEN", _A.OWNER, Kind.DISPATCH_TAKEN, _S.DIGEST),
    Line("dispatch.DONE", _A.OWNER, Kind.DISPATCH_DONE, _S.DIGEST),
    Line("dispatch.CLAIMED", _A.OWNER, Kind.DISPATCH_UNCONFIRMED, _S.NOW, _dispatch_is(DispatchStatus.CLAIMED)),
    Line("dispatch.PROPOSED", _A.OWNER, Kind.DISPATCH_UNCONFIRMED, _S.NOW, _dispatch_is(DispatchStatus.PROPOSED)),
    Line("dispatch.ASKED_BACK", _A.OWNER, Kind.DISPATCH_ASKED_BACK, _S.NOW),
    Line("dispatch.RETURNED", _A.OWNER, Kind.DISPATCH_RETURNED, _S.NOW),
    Line("dispatch.EXPIRED", _A.OWNER, Kind.DISPATCH_EXPIRED, _S.NOW),
    Line("dispatch.FAILED", _A.OWNER, Kind.DISPATCH_FAILED, _S.NOW, _failed_by_itself),
    Line("need.OVERDUE", _A.OWNER, Kind.OVERDUE, _S.NOW),
    # The community's staff, of needs that nobody has accepted yet; the street, by number alone.
    Line("need.RAISED", _A.STAFF, Kind.NEED_WAITING, _S.URGENT_NOW, _need_is(NeedStatus.RAISED)),
    Line("need.URGED", _A.STAFF, Kind.URGED, _S.NOW, _need_is(NeedStatus.RAISED)),
    Line("need.OVERDUE", _A.STAFF, Kind.OVERDUE, _S.NOW, _need_is(NeedStatus.RAISED)),
    Line("need.OVERDUE", _A.OFFICER, Kind.OVERDUE_BELOW, _S.DIGEST),
)
"""Where two lines of an event reach one person, the first is told."""

STAFFS = frozenset({Audience.OWNER, Audience.STAFF})
"""Who works: P1 reaches them at any hour."""

ROBOT_KINDS = frozenset(
    {
        Kind.NEED_WAITING,
        Kind.DISPATCH_UNCONFIRMED,
        Kind.DISPATCH_ASKED_BACK,
        Kind.DISPATCH_RETURNED,
        Kind.DISPATCH_EXPIRED,
        Kind.DISPATCH_FAILED,
        Kind.NOT_SOLVED,
        Kind.URGED,
        Kind.OVERDUE,
    }
)
"""What a community's group hears when its staff are told it at once: what anybody at the desk could take up."""

AROUND = frozenset({Audience.ASKER, Audience.ENDORSER})
"""Who is not even shown anything in the inbox about a need that was set quiet."""


def _by_event() -> Mapping[str, tuple[Line, ...]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in TABLE:
        found[line.event].append(line)
    return {event: tuple(lines) for event, lines in found.items()}


LINES: Final = _by_event()
STAFF_KINDS: Final = frozenset(line.kind for line in TABLE if line.audience in STAFFS | {Audience.OFFICER})
"""What opens in the console; a comment does only for who is in charge."""
