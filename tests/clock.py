"""A clock set by hand."""

from datetime import UTC, datetime, timedelta

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday, 2 March 2026, nine in the morning in Asia/Shanghai: a working day."""


class HandClock:
    """A clock that stands still until somebody moves it; calling it gives the present moment, aware."""

    def __init__(self, moment: datetime = MORNING) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def advance(
        self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0, milliseconds: float = 0
    ) -> datetime:
        """Move the clock on and return the new present."""
        self.moment += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds, milliseconds=milliseconds)
        return self.moment

    def set(self, moment: datetime) -> None:
        """Set the clock to an aware moment."""
        assert moment.tzinfo is not None, "a clock shows aware moments"
        self.moment = moment
