"""`import` and `export`: official lists in and out."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from resolvers.context import Context
from resolvers.lists.exporting import ExportOptions, OutNoun, export_list
from resolvers.lists.importing import import_list
from resolvers.lists.list_table import ListTable
from resolvers.lists.options import ImportOptions, ListNoun
from resolvers.lists.refusals import FileRefused
from resolvers.lists.report import Report
from resolvers.lists.sentences import refusal_sentence
from server.files.reading import read_file
from server.files.writing import csv_of, write_content, write_list
from server.list_report import show_report
from server.process import run, screen, warnings

PATH_HELP = "辖区，各级名称用 / 隔开，例如 昆明市/盘龙区/青云街道/某某社区"


def import_command(
    noun: Annotated[ListNoun, typer.Argument(help="needs 需求 · resources 资源 · partners 供给主体")],
    file: Annotated[Path, typer.Argument(help=".xlsx、.xls、.ods、.csv 或 .tsv 文件")],
    *,
    region: Annotated[str, typer.Option(help=PATH_HELP)] = "",
    create_regions: Annotated[bool, typer.Option("--create-regions", help="表里写到而还没有的辖区，新建")] = False,
    source: Annotated[str, typer.Option(help="清单的名称，用来区分不同清单里相同的编号；默认是文件名")] = "",
    sheet: Annotated[str, typer.Option(help="工作表名称；默认是第一个有内容的")] = "",
    apply: Annotated[bool, typer.Option("--apply", help="写入数据库；不加就只看结果")] = False,
) -> None:
    """导入清单：先看识别结果，再加 --apply 写入。 Take a list in: look first, then add --apply.

    Example: python -m server import needs 需求清单.xlsx --region 昆明市/盘龙区/青云街道/某某社区 --apply
    """
    options = ImportOptions(
        noun=noun,
        source=source or file.stem,
        region=_names(region),
        may_add_regions=create_regions,
        is_applied=apply,
        is_by_operator=True,
    )
    try:
        table = read_file(file, sheet_name=sheet or None)

        async def work(context: Context) -> Report:
            return await import_list(context, table, options)

        report = run(work)
        show_report(screen, report)
        if apply and report.bad_lines:
            beside = file.with_name(f"{file.stem}.未导入.csv")
            write_content(beside, csv_of(report.bad_lines))
            screen.print(f"没有导入的行和原因写在 {escape(str(beside))}，改好后可以直接导入这个文件。")
    except FileRefused as refused:
        _stop(refused)


def export_command(
    noun: Annotated[OutNoun, typer.Argument(help="needs 需求 · resources 资源 · projects 项目")],
    file: Annotated[Path, typer.Argument(help="写到哪个 .xlsx 或 .csv 文件")],
    *,
    region: Annotated[str, typer.Option(help=PATH_HELP + ";不写就是全部")] = "",
    public: Annotated[bool, typer.Option("--public", help="只写已公开的内容，不含联系人，可以张贴")] = False,
) -> None:
    """导出正式清单。默认供工作人员使用，含联系方式。 Write an official list; it holds contacts unless --public.

    Example: python -m server export needs 需求清单.xlsx --region 昆明市/盘龙区 --public
    """
    options = ExportOptions(noun, _names(region), public)

    async def work(context: Context) -> ListTable:
        return await export_list(context, options)

    try:
        table = run(work)
        write_list(file, table)
    except FileRefused as refused:
        _stop(refused)
    screen.print(f"{escape(table.title)} 共 {len(table.lines)} 条，已写入 {escape(str(file))}。")
    if not public:
        screen.print("清单含联系方式，仅供工作人员使用。张贴请用 --public。")


def _names(path: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in path.split("/") if name.strip())


def _stop(refused: FileRefused) -> None:
    warnings.print(escape(refusal_sentence(refused)))
    sys.exit(1)
