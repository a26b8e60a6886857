"""`webhooks`: which addresses are told what happens, what they did not get, and sending it again."""

import sys
from collections import Counter
from typing import Annotated
from uuid import UUID

import typer
from rich.table import Table
from sqlalchemy import func, select

from resolvers.changes import Change, make_change
from resolvers.context import Context
from resolvers.webhooks.registering import replay as replay_deliveries
from server.process import run, screen, warnings
from storage.codes import DeliveryStatus
from storage.tables import RegionRow, WebhookDeliveryRow, WebhookRow

webhooks = typer.Typer(
    help="通知网址：看、再送一次。 Webhooks: list, send again.\n\nExample: python -m server webhooks list",
    no_args_is_help=True,
)


@webhooks.command("list")
def list_webhooks() -> None:
    """列出登记的通知网址，等着送、已送到、已放弃的各几条。 List webhooks and how their deliveries stand.

    Example: python -m server webhooks list
    """

    async def work(context: Context) -> tuple[list[tuple[WebhookRow, str]], Counter[tuple[UUID, DeliveryStatus]]]:
        async with context.database.read() as session:
            found = await session.execute(
                select(WebhookRow, RegionRow.name)
                .join(RegionRow, RegionRow.id == WebhookRow.region_id)
                .where(WebhookRow.removed_at.is_(None))
                .order_by(WebhookRow.region_path, WebhookRow.id)
            )
            rows = [(webhook, name) for webhook, name in found]
            counted = await session.execute(
                select(WebhookDeliveryRow.webhook_id, WebhookDeliveryRow.status, func.count()).group_by(
                    WebhookDeliveryRow.webhook_id, WebhookDeliveryRow.status
                )
            )
            return rows, Counter({(webhook_id, status): count for webhook_id, status, count in counted})

    found, counts = run(work)
    if not found:
        screen.print("还没有登记通知网址。 No webhooks.")
        return
    table = Table()
    for head in ("编号 id", "辖区 region", "网址 url", "等着送 waiting", "已送到 delivered", "已放弃 dead"):
        table.add_column(head, overflow="fold")
    for webhook, name in found:
        states = (str(counts[webhook.id, status]) for status in DeliveryStatus)
        table.add_row(str(webhook.id), name, webhook.url, *states)
    screen.print(table)


@webhooks.command("replay")
def replay(
    webhook: Annotated[UUID, typer.Argument(help="编号，见 webhooks list Its id, see webhooks list")],
    delivery: Annotated[
        UUID | None, typer.Option(help="只送这一条；不写就送全部已放弃的 Only this one, else all that are dead")
    ] = None,
) -> None:
    """把没有送到的再送一次；服务在运行时由它去送。 Send again what was not delivered.

    Example: python -m server webhooks replay 01930000-0000-7000-8000-000000000000
    """

    async def work(context: Context) -> bool:
        async def again(change: Change) -> WebhookRow:
            row = await change.session.get(WebhookRow, webhook)
            if row is None or row.removed_at is not None:
                raise LookupError
            if not await replay_deliveries(change, row, delivery):
                raise LookupError
            return row

        try:
            await make_change(context, again)
        except LookupError:
            return False
        return True

    if not run(work):
        warnings.print("没有可以再送的，请核对编号。 Nothing to send again: look at the id.")
        sys.exit(1)
    screen.print("已排上，服务运行时即送。 Waiting to be sent.")
