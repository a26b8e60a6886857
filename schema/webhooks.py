"""Webhooks: what programs of other systems are told, for the administrators of a region."""

from datetime import datetime
from typing import Annotated, Any, TypeAlias
from uuid import UUID

import strawberry
from strawberry import relay

from resolvers.webhooks.delivering import MOST_ATTEMPTS
from resolvers.webhooks.reading import last_deliveries
from schema.batches import load_batch
from schema.connections import First
from schema.info import Info
from schema.places import Person, Region
from schema.refusals import InvalidInput, NotAllowed, NotFound, NotSignedIn
from schema.relations import related, shown, told
from schema.results import Asked, Success
from schema.rules import ADMINISTRATOR
from schema.words import DeliveryFault, DeliveryStatus, EventNoun
from storage.tables import WebhookDeliveryRow, WebhookRow


@strawberry.type(
    name="WebhookDelivery",
    description=f"一条事件送往一个地址：不成功就隔一阵再送，间隔加倍，送 {MOST_ATTEMPTS} 次为止。",
)
class WebhookDeliveryType(relay.Node):
    """One event on its way to one webhook."""

    id: relay.NodeID[UUID]
    event_seq: int = shown(ADMINISTRATOR, "事件的序号，按它的顺序送。")
    status: DeliveryStatus = shown(ADMINISTRATOR)
    attempts: int = shown(ADMINISTRATOR, "送过几次。")
    attempted_at: datetime | None = shown(ADMINISTRATOR, "最近一次是什么时候送的。")
    next_at: datetime | None = shown(ADMINISTRATOR, "什么时候再送；为空就是不再送。")
    answered: int | None = shown(ADMINISTRATOR, "对方回的 HTTP 状态码；没有回就为空。")
    fault: DeliveryFault | None = shown(ADMINISTRATOR, "最近一次为什么没有送到。")
    created_at: datetime = shown(ADMINISTRATOR)
    ended_at: datetime | None = shown(ADMINISTRATOR, "送到或者放弃的时间。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, WebhookDeliveryRow)

    @told(ADMINISTRATOR, "关于什么的事件。")
    async def noun(row: strawberry.Parent[WebhookDeliveryRow], info: Info) -> EventNoun | None:
        """Return the noun of the event."""
        event = await load_batch(info, "told_event", row.id)
        return None if event is None else EventNoun(event.noun)

    @told(ADMINISTRATOR, "发生了什么，是一个代码，例如 ACCEPTED。")
    async def move(row: strawberry.Parent[WebhookDeliveryRow], info: Info) -> str | None:
        """Return the move of the event."""
        event = await load_batch(info, "told_event", row.id)
        return None if event is None else str(event.move)


@strawberry.type(
    name="Webhook",
    description="一个网址，辖区和下级有事时送去一条签名的 JSON：只有编号、代码和栏目名，没有个人信息。",
)
class WebhookType(relay.Node):
    """An address that is told what happens."""

    id: relay.NodeID[UUID]
    url: str = shown(ADMINISTRATOR)
    nouns: list[EventNoun] = shown(ADMINISTRATOR, "送哪几类事件。")
    region: Region | None = related("region", "region_id", rule=ADMINISTRATOR)
    created_at: datetime = shown(ADMINISTRATOR)
    created_by: Person | None = related("person", "created_by", rule=ADMINISTRATOR)
    removed_at: datetime | None = shown(ADMINISTRATOR, "什么时候删除的；删除后不再送。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, WebhookRow)

    @told(ADMINISTRATOR, "有几条在等着送。")
    async def waiting(row: strawberry.Parent[WebhookRow], info: Info) -> int:
        """Return how many deliveries wait."""
        return int((await load_batch(info, "delivery_counts", row.id)).get(DeliveryStatus.WAITING, 0))

    @told(ADMINISTRATOR, "有几条送了多次没有送到，已放弃；可以用 replayWebhook 再送。")
    async def dead(row: strawberry.Parent[WebhookRow], info: Info) -> int:
        """Return how many deliveries were given up."""
        return int((await load_batch(info, "delivery_counts", row.id)).get(DeliveryStatus.DEAD, 0))

    @told(ADMINISTRATOR, "最近的投递，新的在前。", of=list[WebhookDeliveryType])
    async def deliveries(row: strawberry.Parent[WebhookRow], info: Info, first: First) -> Any:
        """Return the last deliveries."""
        return list(await last_deliveries(info.context.context, row.id, first))


@strawberry.type
class CreateWebhookSuccess:
    """The webhook, with its secret, shown this once."""

    webhook: WebhookType = strawberry.field(metadata=ADMINISTRATOR)
    secret: str = strawberry.field(
        metadata=ADMINISTRATOR,
        description="签名的密钥，只给这一次。请求头 Community-Signature 为 t=<秒>,v1=<十六进制>,"
        "即对「<秒>.<正文>」的 HMAC-SHA256;Community-Delivery 为投递的编号，重复的请丢掉。",
    )


@strawberry.type
class RemoveWebhookSuccess(Success):
    """The webhook to which nothing is sent any more."""

    webhook: WebhookType = strawberry.field(metadata=ADMINISTRATOR)


@strawberry.type
class ReplayWebhookSuccess(Success):
    """The webhook, with what waits to be sent again."""

    webhook: WebhookType = strawberry.field(metadata=ADMINISTRATOR)


CreateWebhookResult: TypeAlias = Annotated[
    CreateWebhookSuccess | NotSignedIn | NotAllowed | NotFound | InvalidInput, strawberry.union("CreateWebhookResult")
]
RemoveWebhookResult: TypeAlias = Annotated[RemoveWebhookSuccess | Asked, strawberry.union("RemoveWebhookResult")]
ReplayWebhookResult: TypeAlias = Annotated[ReplayWebhookSuccess | Asked, strawberry.union("ReplayWebhookResult")]
