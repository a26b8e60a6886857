"""Events as officers and administrators look through them: ids and names of fields, never what was written."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import strawberry
from strawberry import relay
from strawberry.relay import to_base64

from resolvers.audit_search import EventFilter
from resolvers.indicators.figures import period_of
from resolvers.refusals import InvalidInput
from schema.identity import optional_key
from schema.inputs.indicator import PeriodInput
from schema.inputs.shared import Id
from schema.places import Person
from schema.relations import related, shown, told
from schema.rules import OFFICER
from schema.words import Channel
from storage.tables import EventRow


@strawberry.type(name="AuditEvent", description="一条操作记录：只有编号和栏目名，没有内容。")
class AuditEvent:
    """One event."""

    seq: int = shown(OFFICER)
    at: datetime = shown(OFFICER)
    noun: str = shown(OFFICER, "哪一类，例如 need、dispatch、resource、region_setting。")
    move: str = shown(OFFICER, "做了什么，例如 ACCEPTED。")
    channel: Channel = shown(OFFICER)
    actor: Person | None = related("person", "actor_id", rule=OFFICER, description="谁做的；系统自动的为空。")

    @told(OFFICER, "哪一条，编号。")
    def key(row: strawberry.Parent[EventRow]) -> str:
        """Return which row it is about."""
        return str(row.key)

    @told(OFFICER, "谁做的，编号；看不到称呼时也有，系统自动的为空。")
    def actor_id(row: strawberry.Parent[EventRow]) -> str | None:
        """Return who acted."""
        return None if row.actor_id is None else to_base64("Person", row.actor_id)

    @told(OFFICER, "替谁办的：居民或合伙人的编号；自己办的为空。")
    def on_behalf_of(row: strawberry.Parent[EventRow]) -> str | None:
        """Return for whom it was recorded."""
        if row.on_behalf_of_id is not None:
            return to_base64("Person", row.on_behalf_of_id)
        partner = row.on_behalf_of_partner_id
        return None if partner is None else to_base64("Partner", partner)

    @told(OFFICER, "涉及的栏目名。")
    def fields(row: strawberry.Parent[EventRow]) -> Sequence[str]:
        """Return the names of the fields it touched."""
        return [str(one) for one in row.details.get("fields", ())]

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, EventRow)


@strawberry.input(description="操作记录的筛选。")
class EventFilterInput:
    """Which events."""

    noun: str | None = strawberry.field(default=None, description="哪一类，例如 need。")
    about: Id | None = strawberry.field(default=None, description="只要这一条的。")
    actor: Id | None = strawberry.field(default=None, description="只要这个人做的。")
    move: str | None = None
    period: PeriodInput | None = None

    def wanted(self, now: datetime) -> EventFilter:
        """Return the filter as the resolvers take it."""
        period = self.period
        return EventFilter(
            noun=self.noun,
            key=None if self.about is None else _any_key(self.about),
            actor=optional_key(self.actor, "Person", "filter.actor"),
            move=self.move,
            period=None if period is None else period_of(period.since, period.until, now),
        )


def _any_key(given: relay.GlobalID) -> UUID:
    try:
        return UUID(given.node_id)
    except ValueError as error:
        raise InvalidInput.at("filter.about", "UNKNOWN_ID", given) from error
