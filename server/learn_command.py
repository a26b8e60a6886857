"""`learn`: what regions learn from their decisions, tried by replay, and put in force where it proves better."""

import sys
from datetime import timedelta
from math import expm1
from typing import Annotated
from uuid import UUID

import typer
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncSession

from matching.choice_replay import LEAST_TRIED
from matching.fairness import Spread
from resolvers.chances import Chances, chances_of
from resolvers.context import Context
from resolvers.models.learning import LEAST_TRAINED, LearnedRegion, learn_models
from server.process import run, screen, warnings
from server.region_names import found_region
from storage.tables import RegionRow

PER_CENT = 100
LOOKED_BACK = timedelta(days=90)


def learn(
    region: Annotated[
        str | None, typer.Option(help="只学这个辖区和它的下级，例如 昆明市/盘龙区 Only this region and those below it")
    ] = None,
) -> None:
    """从派单决定里学习权重：回放以前的决定来检验，更好才启用。 Learn weights from decisions, and prove them by replay.

    Example: python -m server learn --region 昆明市/盘龙区
    """

    async def work(context: Context) -> None:
        region_id = await _region_id(context, region)
        found = await learn_models(context, region_id)
        if not found:
            screen.print("还没有可以学习的决定。 No decisions to learn from yet.")
            return
        show_learned(found)
        if any(one.was_activated for one in found):
            screen.print(
                "权重变了，「把握」也该重新校准：python -m server calibrate。 The weights changed: calibrate anew."
            )
        async with context.database.read() as session:
            for one in found[:1]:
                show_chances(await _chances(session, context, one.region))

    run(work)


async def _region_id(context: Context, names: str | None) -> UUID | None:
    if names is None:
        return None
    async with context.database.read() as session:
        found = await found_region(session, names)
    if found is None:
        warnings.print(f"没有「{names}」这个辖区。 No such region.")
        sys.exit(1)
    return found.id


async def _chances(session: AsyncSession, context: Context, region: RegionRow) -> Chances:
    now = context.now()
    return await chances_of(session, region, now - LOOKED_BACK, now)


def show_learned(found: list[LearnedRegion]) -> None:
    """Print what learning came to, a line for each region."""
    table = Table(title="从决定里学习 learning from decisions", title_justify="left")
    for head in ("辖区 region", "决定 decisions", "检验 tried", "把握 gain", "95 % 区间 interval", "结果 outcome"):
        table.add_column(head, overflow="fold")
    for one in found:
        gain = one.gain
        table.add_row(
            one.region.name,
            str(one.trained),
            str(gain.tried),
            per_cent(gain.mean) if gain.tried else "–",
            f"{per_cent(gain.low)} … {per_cent(gain.high)}" if gain.tried else "–",
            _outcome(one),
        )
    screen.print(table)
    screen.print(
        "把握：只用以前的决定去猜以后的决定，猜中的概率比现行权重高多少(几何平均，已扣除排在前面的吸引力)。"
        " Gain: how much likelier later decisions are under what earlier ones taught."
    )
    for one in found:
        now, learned = one.first_places_now, one.first_places_learned
        screen.print(
            f"{one.region.name}：排第一的机会落到 {now.with_chance} → {learned.with_chance} 家(候选 {now.partners} 家),"
            f"基尼系数 {now.gini:.2f} → {learned.gini:.2f}"
        )


def _outcome(one: LearnedRegion) -> str:
    if one.model is None:
        return f"不足 {LEAST_TRAINED} 次，用上级的 too few"
    name = f"L{one.model.number}"
    if one.was_activated:
        return f"{name} 已启用 in force"
    if one.model.is_active:
        return f"{name} 正在使用 in force already"
    if one.gain.tried < LEAST_TRIED:
        return f"{name} 未启用：检验不足 {LEAST_TRIED} 次 too few to prove it"
    return f"{name} 未启用：没有证明更好 not proven better"


def per_cent(gain: float) -> str:
    """Return a gain in nats as a change of probability."""
    return f"{PER_CENT * expm1(gain):+.1f} %"


def show_chances(found: Chances) -> None:
    """Print how evenly chances fell."""
    spread: Spread = found.spread
    screen.print(
        f"{found.region.name}近 {(found.until - found.since).days} 天：{spread.partners} 家合伙人中 "
        f"{spread.with_chance} 家有过机会({spread.share_with_chance:.0%})，共 {spread.chances} 次，"
        f"基尼系数 {spread.gini:.2f}；机会最多的一成得到 {spread.tenths[-1]:.0%}"
    )
    for group in found.newcomers:
        name = "新来的(90 天内) newcomers" if group.group == "NEWCOMER" else "原有的 known before"
        screen.print(f"  {name}：占合伙人 {group.share_of_partners:.0%}，占机会 {group.share_of_chances:.0%}")
    for place in found.regions:
        share = place.share
        screen.print(
            f"  {place.region.name}：占合伙人 {share.share_of_partners:.0%}，占机会 {share.share_of_chances:.0%}"
        )
