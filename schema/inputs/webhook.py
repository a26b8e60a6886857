"""Inputs about webhooks."""

import strawberry

from resolvers.changes import Work
from resolvers.webhooks.registering import WebhookDraft, remove_webhook, replay_webhook
from schema.identity import key, optional_key
from schema.inputs.shared import Id
from schema.words import EventNoun
from storage.tables import WebhookRow


@strawberry.input(description="登记一个网址，辖区和下级有事时通知它。")
class CreateWebhookInput:
    """Where to, and what of."""

    region: Id
    url: str = strawberry.field(description="https 网址，要在互联网上。")
    nouns: list[EventNoun] = strawberry.field(description="送哪几类事件，至少一类。")

    def draft(self) -> WebhookDraft:
        """Return what is asked for."""
        return WebhookDraft(key(self.region, "Region", "region"), self.url, self.nouns)


@strawberry.input(description="删除一个网址，不再通知它。")
class RemoveWebhookInput:
    """The webhook that ends now."""

    webhook: Id

    def work(self) -> Work[WebhookRow]:
        """Return the change asked for."""
        return lambda change: remove_webhook(change, key(self.webhook, "Webhook", "webhook"))


@strawberry.input(description="再送一次：写明哪一条就送那一条，不写就送全部已放弃的。")
class ReplayWebhookInput:
    """What is sent again."""

    webhook: Id
    delivery: Id | None = None

    def work(self) -> Work[WebhookRow]:
        """Return the change asked for."""
        return lambda change: replay_webhook(
            change,
            key(self.webhook, "Webhook", "webhook"),
            optional_key(self.delivery, "WebhookDelivery", "delivery"),
        )
