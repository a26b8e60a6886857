"""How far a reader of the event table has come.

A number is given to an event before its transaction commits, so a higher number may be seen before a lower one. The
trail remembers the numbers that were skipped and asks for them again until a minute has passed; after that they were
rolled back and never come.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_

from storage.tables import EventRow

PATIENCE = timedelta(seconds=60)
MOST_GAPS_ASKED_FOR = 50


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers from `first` to `last`, both included, that were not there when higher ones were."""

    first: int
    last: int
    since: datetime


@dataclass(slots=True)
class EventTrail:
    """The highest number seen, and the gaps below it, lowest first."""

    position: int = 0
    gaps: list[Gap] = field(default_factory=list)

    def copy(self) -> "EventTrail":
        """Return a trail that goes on from here by itself."""
        return EventTrail(self.position, list(self.gaps))

    def unseen(self) -> ColumnElement[bool]:
        """Return the condition of events that may be new; `take` tells which of them are."""
        if len(self.gaps) > MOST_GAPS_ASKED_FOR:
            return EventRow.seq >= self.gaps[0].first
        return or_(
            EventRow.seq > self.position,
            *(and_(EventRow.seq >= gap.first, EventRow.seq <= gap.last) for gap in self.gaps),
        )

    def take(self, numbers: Iterable[int], now: datetime) -> frozenset[int]:
        """Mark the numbers found as seen and return those that are new; gaps older than a minute are let go."""
        new = sorted(number for number in set(numbers) if self.is_unseen(number))
        for number in new:
            if number > self.position:
                if number > self.position + 1:
                    self.gaps.append(Gap(self.position + 1, number - 1, now))
                self.position = number
            else:
                self._close(number)
        self.gaps = [gap for gap in self.gaps if now - gap.since < PATIENCE]
        return frozenset(new)

    def is_unseen(self, number: int) -> bool:
        """Whether a number may still come: it is above the highest seen, or in a gap."""
        return number > self.position or any(gap.first <= number <= gap.last for gap in self.gaps)

    def _close(self, number: int) -> None:
        """Take one number out of its gap, which leaves none, one or two."""
        at, gap = next((at, gap) for at, gap in enumerate(self.gaps) if gap.first <= number <= gap.last)
        left = (Gap(gap.first, number - 1, gap.since), Gap(number + 1, gap.last, gap.since))
        self.gaps[at : at + 1] = [part for part in left if part.first <= part.last]
