"""`models`: the weights regions learned: which there are, which are in force, putting one in force, going back."""

import sys
from collections.abc import Awaitable, Callable
from typing import Annotated, NoReturn, TypeVar

import typer
from rich.table import Table
from sqlalchemy import select

from resolvers.changes import Change, make_change
from resolvers.context import Context
from resolvers.models.keeping import put_in_force, take_back
from resolvers.models.turning import MOST_ROTATION, turn
from resolvers.records.settings import model_name
from resolvers.refusals import NotFound, Refusal
from schema.phrases import phrases_in
from server.learn_command import per_cent
from server.process import run, screen, warnings
from server.region_names import found_region
from storage.columns import Table as Row
from storage.tables import LearnedModelRow, RegionRow, RegionSettingRow

Changed = TypeVar("Changed", bound=Row)

models = typer.Typer(
    help="学到的权重：看、启用、退回。 Learned weights: list, activate, roll back.\n\n"
    "Example: python -m server models list",
    no_args_is_help=True,
)
REGION = typer.Option(
    help="辖区的编码，或各级名称用 / 隔开，例如 昆明市/盘龙区 Region: its code, or its names joined by /"
)


@models.command("list")
def list_models(region: Annotated[str | None, REGION] = None) -> None:
    """列出各辖区学到的权重和正在用的。 List what regions learned, and what is in force.

    Example: python -m server models list --region 昆明市/盘龙区
    """

    async def work(context: Context) -> None:
        async with context.database.read() as session:
            statement = (
                select(LearnedModelRow, RegionRow.name)
                .join(RegionRow, RegionRow.id == LearnedModelRow.region_id)
                .order_by(LearnedModelRow.region_path, LearnedModelRow.number)
            )
            if region is not None:
                place = await found_region(session, region)
                if place is None:
                    _no_region(region)
                statement = statement.where(LearnedModelRow.region_path.startswith(place.path))
            found = [(model, name) for model, name in await session.execute(statement)]
        if found:
            _show(found)
        else:
            screen.print("还没有学到的权重；先运行 python -m server learn。 Nothing was learned yet.")

    run(work)


@models.command("activate")
def activate(
    region: Annotated[str, REGION],
    number: Annotated[int, typer.Option(min=1, help="第几套，见 models list Which one, see models list")],
) -> None:
    """启用一套权重，从下一次推荐起生效。 Put weights in force, from the next ranking on.

    Example: python -m server models activate --region 昆明市/盘龙区 --number 2
    """

    async def put(change: Change, place: RegionRow) -> LearnedModelRow:
        model = await change.session.scalar(
            select(LearnedModelRow).where(LearnedModelRow.region_id == place.id, LearnedModelRow.number == number)
        )
        if model is None:
            raise NotFound("model")
        return await put_in_force(change, model)

    model = _change(region, put)
    screen.print(f"已启用 {model_name(model)}。 In force.")


@models.command("rollback")
def rollback(region: Annotated[str, REGION]) -> None:
    """退回到上一套权重。 Go back to the weights before.

    Example: python -m server models rollback --region 昆明市/盘龙区
    """

    async def take(change: Change, place: RegionRow) -> LearnedModelRow:
        return await take_back(change, place.id)

    model = _change(region, take)
    screen.print(f"已停用 {model_name(model)}，退回上一套。 Rolled back.")


@models.command("rotation")
def rotation(
    region: Annotated[str, REGION],
    strength: Annotated[
        float, typer.Option(min=0, max=MOST_ROTATION, help="1 为出厂，0 为不轮 1 as shipped, 0 not at all")
    ],
) -> None:
    """设定机会轮得多勤：越大，最近忙过、刚派过的就排得越后。 Set how strongly chances go round.

    Example: python -m server models rotation --region 昆明市/盘龙区 --strength 1.5
    """

    async def set_it(change: Change, place: RegionRow) -> RegionSettingRow:
        return await turn(change, place.id, strength)

    _change(region, set_it)
    screen.print(f"轮换的力度已设为 {strength:g} 倍。 Set.")


def _change(names: str, made: Callable[[Change, RegionRow], Awaitable[Changed]]) -> Changed:
    """Make one change to a region named on the command line."""

    async def work(context: Context) -> Changed:
        async def change_it(change: Change) -> Changed:
            place = await found_region(change.session, names)
            if place is None:
                _no_region(names)
            return await made(change, place)

        return await make_change(context, change_it)

    try:
        return run(work)
    except Refusal as fact:
        message, remedy = phrases_in("zh-CN").refusal(fact)
        warnings.print(f"{message} {remedy}")
        sys.exit(1)


def _no_region(names: str) -> NoReturn:
    warnings.print(f"没有「{names}」这个辖区。 No such region.")
    sys.exit(1)


def _show(found: list[tuple[LearnedModelRow, str]]) -> None:
    table = Table()
    for head in (
        "辖区 region",
        "套 no.",
        "使用 in force",
        "决定 decisions",
        "检验 tried",
        "把握 gain, 95 %",
        "学到 until",
    ):
        table.add_column(head, overflow="fold")
    for model, name in found:
        table.add_row(
            name,
            str(model.number),
            "✓" if model.is_active else "",
            str(model.trained),
            str(model.tried),
            f"{per_cent(model.gain)}({per_cent(model.gain_low)} … {per_cent(model.gain_high)})" if model.tried else "–",
            model.known_until.date().isoformat(),
        )
    screen.print(table)
