"""One round of everything that tells people: idempotent, so that a loop and a command may both run it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from resolvers.context import Context
from resolvers.notifications.digests import make_digests
from resolvers.notifications.messenger import Messenger
from resolvers.notifications.reach import Reach
from resolvers.notifications.reminders import note_reminders
from resolvers.notifications.sending import SendReport, Write, send_due
from resolvers.notifications.telling import tell_events
from storage.codes import Way


@dataclass(frozen=True, slots=True)
class RoundReport:
    """How many reminders were noted, notifications and digests made, and what became of messages."""

    reminded: int
    told: int
    digests: int
    messages: SendReport


async def run_round(
    context: Context, now: datetime, reach: Reach, messengers: Mapping[Way, Messenger], write: Write
) -> RoundReport:
    """Do everything that is due at the moment `now`, in the order in which one follows from the other."""
    return RoundReport(
        reminded=await note_reminders(context, now),
        told=await tell_events(context, now, reach),
        digests=await make_digests(context, now, reach),
        messages=await send_due(context, now, messengers, write),
    )
