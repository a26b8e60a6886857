"""`match`: the ranking of a need, or of all open needs, with its reasons; asked of the schema like any front end."""

import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

import orjson
import typer
from rich.table import Table

from resolvers.context import Context
from resolvers.viewer import HeldRole, Viewer
from schema.build import build_schema
from schema.info import GraphContext
from server.process import run, screen, warnings
from storage.codes import Nature, Role

OPERATOR = Viewer(UUID(int=0), roles=(HeldRole(Role.COMMUNITY_STAFF, UUID(int=0), ""),))
"""Whoever runs commands on the machine sees what staff of all regions see."""

PAGE = 50
MATCHED_NATURES = frozenset({Nature.HELP, Nature.SUGGESTION})
DOCUMENT = """
query Ranking($filter: NeedFilterInput, $page: Int!, $after: String, $first: Int!, $explain: Boolean!) {
  needs(filter: $filter, first: $page, after: $after) {
    edges { node {
      number title status nature
      matches(first: $first) {
        eligibleCount ranking { modelVersion }
        dangers { show }
        items { position score probability sentences remarks parts { code label value unit points sentence }
          behind @include(if: $explain) { points sentence parts { code points } }
          counterfactual @include(if: $explain) { ...Change }
          resource { number title partner { name } } }
        nearMisses { rule sentence remedy counterfactual @include(if: $explain) { ...Change }
          resource { number title partner { name } } }
        loosenings @include(if: $explain) { rule limit unit added sentence }
      }
    } }
    pageInfo { hasNextPage endCursor }
  }
}
fragment Change on MatchCounterfactual {
  sentence position score gain changes { kind before after amount unit startsAt endsAt }
}
"""


def match(
    need: Annotated[str | None, typer.Option(help="需求编号，例如 PL-2026-000123")] = None,
    every: Annotated[bool, typer.Option("--all", help="全部在办的需求")] = False,
    first: Annotated[int, typer.Option(min=1, max=100, help="每件需求列几条")] = 5,
    explain: Annotated[bool, typer.Option("--explain", help="列出分数的各项、差在哪里、放宽哪一条")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="每件需求一行 JSON")] = False,
) -> None:
    """列出推荐的资源和理由。 Print the ranking of a need with its reasons.

    Example: python -m server match --need PL-2026-000123 --explain
    """
    if (need is None) == (not every):
        warnings.print("请写 --need 编号 或 --all。 Give --need NUMBER or --all.")
        sys.exit(2)

    async def work(context: Context) -> int:
        count = 0
        async for ranked in _ranked(context, need, first, explain=explain):
            count += 1
            if as_json:
                sys.stdout.buffer.write(orjson.dumps(ranked) + b"\n")
            else:
                _show(ranked, explain=explain)
        return count

    if run(work) == 0:
        warnings.print(f"没有找到需求 {need or ''}。 No such need.")
        sys.exit(1)


async def _ranked(context: Context, number: str | None, first: int, *, explain: bool) -> AsyncIterator[dict[str, Any]]:
    """Give the needs one after the other, each with its ranking."""
    schema = build_schema()
    only = {"open": True} if number is None else {"text": number}
    after = None
    while True:
        graph = GraphContext(context=replace(context, viewer=OPERATOR), language="zh-CN")
        variables = {"filter": only, "page": PAGE, "after": after, "first": first, "explain": explain}
        result = await schema.execute(DOCUMENT, variable_values=variables, context_value=graph)
        if result.errors or result.data is None:
            warnings.print(f"排序出错：{result.errors}")
            sys.exit(1)
        page = result.data["needs"]
        for edge in page["edges"]:
            if number is None or edge["node"]["number"] == number:
                yield edge["node"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return


def _show(need: dict[str, Any], *, explain: bool) -> None:
    matches = need["matches"]
    if matches is None:
        why = "没有还要匹配的部分" if need["nature"] in MATCHED_NATURES else "咨询和投诉不参与匹配"
        screen.print(f"[bold]{need['number']}[/bold] {need['title']}:{why}")
        return
    screen.print(f"[bold]{need['number']}[/bold] {need['title']} · 可选 {matches['eligibleCount']} 家")
    for danger in matches["dangers"]:
        screen.print(f"[red]先看这里：{danger['show']}[/red]")
    table = Table()
    for head in ("名次", "资源", "合伙人", "把握", "理由"):
        table.add_column(head, overflow="fold")
    for one in matches["items"]:
        told = ["；".join([*one["sentences"], *one["remarks"]]), *(_score_lines(one) if explain else ())]
        table.add_row(str(one["position"]), *_offer(one), f"{one['probability']:.0%}", "\n".join(told))
    for miss in matches["nearMisses"]:
        told = [f"差一点：{miss['sentence']}；{miss['remedy']}", *_change_lines(miss)]
        table.add_row("·", *_offer(miss), "", "\n".join(told))
    screen.print(table)
    for loosening in matches.get("loosenings", ()):
        screen.print(f"可以放宽 · {loosening['sentence']}")


def _offer(one: dict[str, Any]) -> tuple[str, str]:
    resource = one["resource"]
    return resource["title"], (resource["partner"] or {}).get("name", "")


def _score_lines(one: dict[str, Any]) -> list[str]:
    """Return the sum a score is, its parts from the most telling down, and what would change the order."""
    parts = sorted(one["parts"], key=lambda part: -abs(part["points"]))
    lines = [f"{one['score']:+.2f} 分（对数几率）= 下面各项之和"]
    lines += [f"{round(part['points'], 2) + 0.0:+.2f} {part['label']}：{part['sentence']}" for part in parts]
    if one["behind"] is not None:
        lines.append(one["behind"]["sentence"])
    return [*lines, *_change_lines(one)]


def _change_lines(one: dict[str, Any]) -> list[str]:
    change = one.get("counterfactual")
    return [] if change is None else [f"差在哪里：{change['sentence']}（{change['gain']:+.2f} 分）"]
