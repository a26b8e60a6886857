"""The one small interface behind which messages leave: by mail, by text, to a group's robot."""

from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Wording:
    """What a message says: plain text, with the address at which its reader stops all mail ("" for none).

    `facts` are codes and numbers for a program that listens; nothing in it is personal.
    """

    subject: str
    text: str
    stop_link: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message as it is handed over: `to` is an e-mail address, a phone number, or the name of a robot."""

    message_id: UUID
    to: str
    wording: Wording


class UndeliveredError(Exception):
    """A message was not taken; `fault` is a code without anything personal, and a final one is not tried again."""

    def __init__(self, fault: str, *, is_final: bool = False) -> None:
        super().__init__(fault)
        self.fault = fault
        self.is_final = is_final


class Messenger(Protocol):
    """A way out of the system."""

    async def send(self, parcel: Parcel) -> None:
        """Hand a message over; raises `UndeliveredError` when it was not taken."""
