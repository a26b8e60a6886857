"""How well a resource is looked after: who answers for it, and how its confirmation stands."""

from typing import Any

import strawberry

from resolvers.freshness import freshness
from schema.info import Info
from schema.places import Person
from schema.relations import told
from schema.rules import PARTNER, PUBLIC
from schema.words import Freshness
from storage.tables import PartnerContactRow, ResourceRow


@strawberry.type
class ResourceSides:
    """What stands beside a resource's own columns."""

    @told(PUBLIC, "确认过、快到期或已过期。")
    def freshness(row: strawberry.Parent[ResourceRow], info: Info) -> Freshness:
        """Return how its confirmation stands."""
        return freshness(row, info.context.context.now())

    @told(PARTNER, "责任人：合伙人的负责人，没有就是第一位联系人；只给本单位和工作人员。", of=Person | None)
    async def owner(row: strawberry.Parent[ResourceRow], info: Info) -> Any:
        """Return who answers for it."""
        contacts: list[PartnerContactRow] = await info.context.loaders.many("contacts").load(row.partner_id)
        now = info.context.context.now()
        current = [one for one in contacts if one.until is None or one.until > now]
        first = min(current, key=lambda one: (not one.is_leader, one.id), default=None)
        return None if first is None else await info.context.loaders.one("person").load(first.person_id)
