"""On whose behalf a session speaks: what the row policies of PostgreSQL go by, set anew in each transaction.

The WHERE clauses of the resolvers are the first lock; a policy that finds no standing shows no row of a private table.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import TextClause, text


class Purpose(StrEnum):
    """What a session is opened for.

    A viewer's reads what the viewer may; one at the door looks up accounts, sessions and invitations, to find out
    who comes in; the system's reads everything, for deadlines, lists, ranking and the command line.
    """

    VIEWING = "viewing"
    DOOR = "door"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Standing:
    """A purpose, the person concerned, and the moment at which that person's roles are in force."""

    purpose: Purpose = Purpose.VIEWING
    person_id: UUID | None = None
    moment: datetime | None = None

    def statement(self) -> TextClause:
        """Return the statement that tells PostgreSQL, until the end of the transaction."""
        return _TELL.bindparams(
            purpose=self.purpose,
            person="" if self.person_id is None else str(self.person_id),
            moment="" if self.moment is None else self.moment.isoformat(),
        )


NOBODY = Standing()
SYSTEM = Standing(Purpose.SYSTEM)

_TELL = text(
    "SELECT set_config('community.purpose', :purpose, true), set_config('community.person_id', :person, true),"
    " set_config('community.moment', :moment, true)"
)
