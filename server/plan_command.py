"""`plan`: whom to ask for the open needs of a region on a day, and asking them; as a front end would."""

import sys
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, NoReturn

import typer
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from strawberry.relay import to_base64

from resolvers.context import Context
from resolvers.viewer import viewer_of
from schema.build import build_schema
from schema.info import GraphContext
from server.match_command import OPERATOR
from server.process import run, screen, warnings
from storage.tables import AccountRow, RegionRow

PREVIEW = """
query Plan($region: ID!, $day: Date!, $least: Float) {
  planDispatches(region: $region, day: $day, leastProbability: $least) {
    stamp covered coveredAtMost pointsShort isCut partnersAsked partnersPossible mostOfOnePartner
    lines { number quantity startsAt need { number title } part { id }
      match { probability sentences remarks resource { id title partner { name } } } }
    uncovered { sentence need { number title } }
  }
}
"""
APPLY = """
mutation Apply($input: ApplyPlanInput!) {
  applyPlan(input: $input) {
    ... on ApplyPlanSuccess { dispatches { id } }
    ... on Refusal { message remedy }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Asking:
    """What was asked for on the command line."""

    region: str
    day: str
    least: float | None
    by: str | None


def plan(
    region: Annotated[str, typer.Option(help="辖区，各级名称用 / 隔开，例如 昆明市/盘龙区")],
    day: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="哪一天，例如 2026-12-01")],
    least: Annotated[float | None, typer.Option(min=0, max=1, help="把握低于它的不排；不写就按辖区的设置")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="排好就派出；要写 --by")] = False,
    by: Annotated[str | None, typer.Option(help="以谁的名义派出：工作人员的用户名")] = None,
) -> None:
    """排一天的派单方案：谁来办哪一件。 Plan whom to ask for what on a day.

    Example: python -m server plan --region 昆明市/盘龙区 --day 2026-12-01
    """
    if apply and by is None:
        warnings.print("派出要写 --by 用户名。 To send the dispatches, give --by USER_NAME.")
        sys.exit(2)
    asking = Asking(region, day.date().isoformat(), least, by)

    async def work(context: Context) -> None:
        preview = await _preview(context, asking)
        _show(preview)
        if apply and preview["lines"]:
            await _apply(context, asking, preview)

    run(work)


async def _preview(context: Context, asking: Asking) -> dict[str, Any]:
    async with context.database.read() as session:
        region = await _region(session, asking.region)
    given = {"region": to_base64("Region", region.id), "day": asking.day, "least": asking.least}
    found = (await _ask(replace(context, viewer=OPERATOR), PREVIEW, given))["planDispatches"]
    return dict(found)


async def _apply(context: Context, asking: Asking, preview: dict[str, Any]) -> None:
    """Send everything that was planned, as a member of staff."""
    async with context.database.read() as session:
        person_id = await session.scalar(select(AccountRow.person_id).where(AccountRow.user_name == asking.by))
        if person_id is None:
            _end(f"没有「{asking.by}」这个用户名。 No such user name.")
        viewer = await viewer_of(session, person_id, context.now())
    lines = [
        {"part": line["part"]["id"], "resource": line["match"]["resource"]["id"], "quantity": line["quantity"]}
        for line in preview["lines"]
    ]
    given = {"input": {"stamp": preview["stamp"], "lines": lines}}
    answer = (await _ask(replace(context, viewer=viewer), APPLY, given))["applyPlan"]
    if "dispatches" not in answer:
        _end(f"{answer['message']} {answer['remedy']}")
    screen.print(f"已派出 {len(answer['dispatches'])} 单。")


async def _ask(context: Context, document: str, variables: dict[str, Any]) -> dict[str, Any]:
    graph = GraphContext(context=context, language="zh-CN")
    result = await build_schema().execute(document, variable_values=variables, context_value=graph)
    if result.errors or result.data is None:
        _end("\n".join(error.message for error in result.errors or ()))
    return result.data


async def _region(session: AsyncSession, names: str) -> RegionRow:
    """Return the region at the end of a chain of names from the root."""
    region: RegionRow | None = None
    for name in names.split("/"):
        below = region.id if region else None
        region = await session.scalar(
            select(RegionRow).where(RegionRow.name == name.strip(), RegionRow.parent_id == below),
        )
        if region is None:
            _end(f"没有「{name}」这个辖区。 No such region.")
    assert region is not None, "a chain of names has at least one"
    return region


def _end(sentence: str) -> NoReturn:
    warnings.print(sentence)
    sys.exit(1)


def _show(preview: dict[str, Any]) -> None:
    table = Table()
    for head in ("行", "需求", "请谁", "数量", "时间", "把握", "理由"):
        table.add_column(head, overflow="fold")
    for line in preview["lines"]:
        match, resource = line["match"], line["match"]["resource"]
        partner = (resource["partner"] or {}).get("name", "")
        table.add_row(
            str(line["number"]),
            f"{line['need']['number']} {line['need']['title']}",
            f"{partner} · {resource['title']}",
            str(line["quantity"]),
            line["startsAt"] or "接单后商定",
            f"{match['probability']:.0%}",
            ";".join([*match["sentences"], *match["remarks"]]),
        )
    screen.print(table)
    for one in preview["uncovered"]:
        screen.print(f"没有排上：{one['need']['number']} {one['need']['title']} · {one['sentence']}")
    short = preview["pointsShort"]
    gap = "份数还可能更多" if short is None else f"与最优至多相差 {short:.2f} 分"
    screen.print(f"排上 {preview['covered']} 份，最多 {preview['coveredAtMost']} 份；{gap}。")
    asked, possible, most = preview["partnersAsked"], preview["partnersPossible"], preview["mostOfOnePartner"]
    screen.print(f"比较过 {possible} 家，请 {asked} 家，最多的一家 {most} 单。")
    if preview["isCut"]:
        screen.print("待办的太多，这次只排了最急的。")
