"""What administrators ask about webhooks."""

from typing import Any

import strawberry
from strawberry import relay

from resolvers.webhooks.reading import webhooks_in
from schema.identity import key
from schema.info import Info
from schema.relations import told
from schema.rules import ADMINISTRATOR
from schema.webhooks import WebhookType


@strawberry.type
class WebhookQueries:
    """Which programs are told what happens."""

    @told(ADMINISTRATOR, "辖区和下级登记的通知网址，新的在前，至多 100 个；不是管理员时为空。", of=list[WebhookType])
    async def webhooks(self, info: Info, region: relay.GlobalID) -> Any:
        """Return the webhooks of a region and its subtree."""
        return list(await webhooks_in(info.context.context, key(region, "Region", "region")))
