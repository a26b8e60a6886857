"""The ways out that the settings open, and the rounds that use them: by the server's loop, and by `tick`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from resolvers.context import Context
from resolvers.notifications.digests import make_digests
from resolvers.notifications.drafts import Draft
from resolvers.notifications.messenger import Messenger, Wording
from resolvers.notifications.reach import Reach, robots_at
from resolvers.notifications.reminders import note_reminders
from resolvers.notifications.sending import SendReport, send_due
from resolvers.notifications.telling import tell_events
from schema.phrases.notifications import message_of
from server.messengers.mail import Mailer
from server.messengers.robots import RobotAddress, robot_messengers
from server.messengers.texts import TextLog
from server.settings import RobotSetting, Settings
from storage.codes import Way
from storage.keys import Clock

FOR_PERSONS = frozenset({Way.MAIL, Way.SMS})


@dataclass(frozen=True, slots=True)
class RoundReport:
    """How many reminders were noted, notifications and digests made, and what became of messages."""

    reminded: int = 0
    told: int = 0
    digests: int = 0
    messages: SendReport = SendReport()  # noqa: RUF009 - it is frozen


@dataclass(frozen=True, slots=True)
class PostOffice:
    """The messengers by their ways, and the robots the settings name."""

    messengers: Mapping[Way, Messenger] = field(default_factory=dict)
    robots: tuple[RobotSetting, ...] = ()

    @classmethod
    def of(cls, settings: Settings, clock: Clock) -> Self:
        """Return the post office that the settings describe; without a mail server there is no mail."""
        messengers: dict[Way, Messenger] = {Way.SMS: TextLog()}
        if settings.mail_host:
            messengers[Way.MAIL] = Mailer(
                settings.mail_host,
                settings.mail_port,
                settings.mail_from or settings.mail_user,
                settings.mail_security,
                settings.mail_user,
                settings.mail_password.get_secret_value(),
            )
        addresses = {
            one.name: RobotAddress(one.way, str(one.url), one.secret.get_secret_value()) for one in settings.robots
        }
        return cls(messengers | robot_messengers(addresses, clock), settings.robots)

    async def reach(self, context: Context) -> Reach:
        """Return whom this process reaches; a robot of an unknown region hears nothing."""
        wanted = [(one.name, one.way, one.region.split("/")) for one in self.robots]
        return Reach(frozenset(self.messengers) & FOR_PERSONS, await robots_at(context, wanted))

    async def tell(self, context: Context, now: datetime) -> RoundReport:
        """Tell people of the events since the last time and send what is due; twice does nothing more."""
        told = await tell_events(context, now, await self.reach(context))
        return RoundReport(told=told, messages=await self._send(context, now))

    async def run_round(self, context: Context, now: datetime) -> RoundReport:
        """Do everything that is due at the moment `now`, in the order in which one follows from the other."""
        reminded = await note_reminders(context, now)
        reach = await self.reach(context)
        told = await tell_events(context, now, reach)
        digests = await make_digests(context, now, reach)
        return RoundReport(reminded, told, digests, await self._send(context, now))

    async def _send(self, context: Context, now: datetime) -> SendReport:
        def write(draft: Draft) -> Wording:
            return message_of(draft, context.vocabulary, context.public_address)

        return await send_due(context, now, self.messengers, write)
