"""Mail over SMTP, by the standard library in a thread."""

import asyncio
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from enum import StrEnum

from resolvers.notifications.messenger import Parcel, UndeliveredError

PATIENCE_SECONDS = 20
FOR_GOOD = 500
"""Codes from here on mean that the server will not take it however often it is asked."""


class MailSecurity(StrEnum):
    """How the line to the mail server is kept private; NONE is for a server on the same machine."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Mailer:
    """A mail server, who signs in there, and whom mail comes from."""

    host: str
    port: int
    sender: str
    security: MailSecurity = MailSecurity.STARTTLS
    user: str = ""
    password: str = ""

    async def send(self, parcel: Parcel) -> None:
        """Hand a mail over; raises `UndeliveredError` with the server's code, never with an address."""
        await asyncio.to_thread(self._send, parcel)

    def _send(self, parcel: Parcel) -> None:
        try:
            with self._line() as line:
                if self.user:
                    line.login(self.user, self.password)
                line.send_message(self._mail(parcel))
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            raise UndeliveredError(f"SMTP_{codes[0]}", is_final=min(codes) >= FOR_GOOD) from None
        except smtplib.SMTPAuthenticationError as refused:  # A wrong password is mended by the operator, not by time.
            raise UndeliveredError(f"SMTP_SIGN_IN_{refused.smtp_code}") from None
        except smtplib.SMTPResponseException as refused:
            raise UndeliveredError(f"SMTP_{refused.smtp_code}", is_final=refused.smtp_code >= FOR_GOOD) from None

    def _line(self) -> smtplib.SMTP:
        trusted = ssl.create_default_context()
        if self.security is MailSecurity.TLS:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=PATIENCE_SECONDS, context=trusted)
        line = smtplib.SMTP(self.host, self.port, timeout=PATIENCE_SECONDS)
        if self.security is MailSecurity.STARTTLS:
            try:
                line.starttls(context=trusted)
            except (OSError, smtplib.SMTPException):
                line.close()
                raise
        return line

    def _mail(self, parcel: Parcel) -> EmailMessage:
        wording = parcel.wording
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.sender, parcel.to, wording.subject
        mail["Date"] = formatdate(localtime=False)
        # The same message tried twice carries the same name, so that a mailbox may know it again.
        mail["Message-ID"] = f"<{parcel.message_id}@{parseaddr(self.sender)[1].rpartition('@')[2] or 'localhost'}>"
        mail["Auto-Submitted"] = "auto-generated"
        if wording.stop_link:
            mail["List-Unsubscribe"] = f"<{wording.stop_link}>"
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        mail.set_content(wording.text)
        return mail
