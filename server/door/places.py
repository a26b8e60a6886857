"""How many lines one person may hold open at a time in this process: streams and sockets together."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

MOST_LINES = 10


class NoPlaceError(Exception):
    """A person holds as many open lines as one may."""


class Places:
    """The open lines, counted by person."""

    def __init__(self, most: int = MOST_LINES) -> None:
        self.most = most
        self.held: Counter[UUID] = Counter()

    @contextmanager
    def taken(self, person_id: UUID) -> Iterator[None]:
        """Hold a place for a person; raises `NoPlaceError` when all are taken."""
        if self.held[person_id] >= self.most:
            raise NoPlaceError
        self.held[person_id] += 1
        try:
            yield
        finally:
            self.held[person_id] -= 1
            if not self.held[person_id]:
                del self.held[person_id]
