"""`calibrate`: the line that turns scores into probabilities, fitted on what became of dispatches, and how it does."""

import sys
from typing import Annotated

import typer
from rich.table import Table

from matching import Reliability
from resolvers.calibrations import Calibrated, calibrated_by_outcomes, keep_calibration
from resolvers.context import Context
from server.process import run, screen, warnings
from server.region_names import found_region


def calibrate(
    region: Annotated[str, typer.Option(help="辖区，各级名称用 / 隔开，例如 昆明市/盘龙区")],
    apply: Annotated[bool, typer.Option("--apply", help="更准就启用；不写只看不改")] = False,
) -> None:
    """按派单结果校准「把握」。 Fit probabilities to what became of dispatches, and print how reliable they are.

    Example: python -m server calibrate --region 昆明市/盘龙区
    """

    async def work(context: Context) -> None:
        async with context.database.read() as session:
            row = await found_region(session, region)
        if row is None:
            warnings.print(f"没有「{region}」这个辖区。 No such region.")
            sys.exit(1)
        found = await calibrated_by_outcomes(context, row.id)
        _show(found)
        if apply and found.is_better:
            await keep_calibration(context, found)
            screen.print("已启用。")
        elif apply:
            screen.print("没有更准，不改。")

    run(work)


def _show(found: Calibrated) -> None:
    screen.print(f"{found.region.name}：有结果的派单 {found.outcomes} 件。")
    table = Table()
    for head in ("", "斜率", "截距", "Brier", "校准误差", "对数损失"):
        table.add_column(head)
    table.add_row("现在用的", *_line(found.in_force), *_figures(found.before))
    table.add_row("新拟合的", *_line(found.fitted), *_figures(found.after))
    screen.print(table)
    if found.before is not None:
        screen.print(f"三项误差按最新的 {found.before.count} 件计，新的一行用更早的结果拟合后再试；都是越小越好。")


def _line(line: tuple[float, float]) -> tuple[str, str]:
    return f"{line[0]:.3f}", f"{line[1]:+.3f}"


def _figures(reliability: Reliability | None) -> tuple[str, str, str]:
    if reliability is None:
        return "", "", ""
    return f"{reliability.brier:.3f}", f"{reliability.calibration_error:.3f}", f"{reliability.log_loss:.3f}"
