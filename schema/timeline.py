"""The course of a need as sentences, made from its events."""

from datetime import datetime

import strawberry

from schema.info import Info
from schema.phrases import phrases_in
from schema.relations import shown, told
from schema.rules import CONCERNED
from schema.words import Channel
from storage.tables import EventRow


@strawberry.type
class TimelineColumns:
    """One event of a need; schema/nodes adds what it points at."""

    seq: int = shown(CONCERNED)
    at: datetime = shown(CONCERNED)
    move: str = shown(CONCERNED, "代码，例如 dispatch.TAKEN 里的 TAKEN。")
    noun: str = shown(CONCERNED)
    channel: Channel = shown(CONCERNED)

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, EventRow)

    @told(CONCERNED, "是否代录。")
    def on_behalf(row: strawberry.Parent[EventRow]) -> bool:
        """Whether staff wrote down what somebody else said."""
        return row.on_behalf_of_id is not None or row.on_behalf_of_partner_id is not None

    @told(CONCERNED, "一句话，读者的语言。")
    def sentence(row: strawberry.Parent[EventRow], info: Info) -> str:
        """Return what happened."""
        phrases = phrases_in(info.context.language)
        sentence = phrases.move(row.noun, row.move)
        if row.on_behalf_of_id is None and row.on_behalf_of_partner_id is None:
            return sentence
        return phrases.on_behalf.format(sentence=sentence, channel=phrases.channels[row.channel])
