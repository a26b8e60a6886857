"""What is noted of a request while it is answered, for its line in the log and for the figures: never what it says."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from starlette.types import Scope

PLACE = "community.note"
CURRENT: ContextVar[str] = ContextVar("the id of the request that is being answered", default="")


@dataclass(slots=True)
class Note:
    """The id of a request, and what its door found out: which operation it was, at what cost, and who asked.

    `operation` is one of the pages' own names, or a word of ours for all others: a client's own word may be anything.
    """

    request_id: str = ""
    operation: str = ""
    kind: str = ""
    cost: int | None = None
    person_id: UUID | None = None


def note_in(scope: Scope) -> Note:
    """Return the note of a request; one that nobody reads where none is kept."""
    note: Any = scope.get(PLACE)
    return note if isinstance(note, Note) else Note()
