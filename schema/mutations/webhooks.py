"""What administrators do about webhooks."""

from typing import Annotated, Any

import strawberry

from resolvers.access import require_signed_in
from resolvers.refusals import Refusal
from resolvers.webhooks.registering import create_webhook
from schema.answers import mutation
from schema.info import Info
from schema.inputs.webhook import CreateWebhookInput, RemoveWebhookInput, ReplayWebhookInput
from schema.phrases import phrases_in
from schema.refusals import refusal_of
from schema.relations import told
from schema.rules import ADMINISTRATOR
from schema.scopes import refuse_beyond_scope
from schema.webhooks import (
    CreateWebhookResult,
    CreateWebhookSuccess,
    RemoveWebhookResult,
    RemoveWebhookSuccess,
    ReplayWebhookResult,
    ReplayWebhookSuccess,
)


@strawberry.type
class WebhookMutations:
    """Which programs are told what happens."""

    remove_webhook = mutation(
        RemoveWebhookInput, RemoveWebhookResult, RemoveWebhookSuccess.of, ADMINISTRATOR, "删除一个通知网址。"
    )
    replay_webhook = mutation(
        ReplayWebhookInput, ReplayWebhookResult, ReplayWebhookSuccess.of, ADMINISTRATOR, "把没有送到的再送一次。"
    )

    @told(ADMINISTRATOR, "登记一个通知网址；签名的密钥只给这一次。", of=CreateWebhookResult)
    async def create_webhook(
        self, info: Info, given: Annotated[CreateWebhookInput, strawberry.argument(name="input")]
    ) -> Any:
        """Register a webhook; the secret is made anew each time, so that an Idempotency-Key is not heeded."""
        graph = info.context
        made: Any = CreateWebhookSuccess
        try:
            require_signed_in(graph.context.viewer)
            refuse_beyond_scope(graph.context.viewer, info.field_name)
            done = await create_webhook(graph.context, given.draft())
        except Refusal as fact:
            return refusal_of(fact, phrases_in(graph.language))
        return made(webhook=done.row, secret=done.secret)
