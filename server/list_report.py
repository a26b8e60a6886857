"""What became of a list, on a terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from resolvers.lists.heads import How, MappedColumn
from resolvers.lists.refusals import Fault
from resolvers.lists.report import Report
from resolvers.lists.sentences import fault_sentence
from resolvers.lists.sheet import column_letters

DUPLICATES_SHOWN = 10
WARNINGS_SHOWN = 3
NAMES_SHOWN = 10


def show_report(screen: Console, report: Report) -> None:
    """Print how the heads were taken, the first lines as understood, what is there already, and every bad line."""
    sheet = f" · 工作表 {report.sheet_name}" if report.sheet_name else ""
    screen.print(f"[bold]{escape(report.file_name)}[/bold]{escape(sheet)} · 共 {report.lines_read} 行")
    if report.other_sheets:
        screen.print(f"还有其他工作表没有读：{escape('、'.join(report.other_sheets))}；用 --sheet 指定。")
    screen.print(_columns(report.columns))
    _show_first_lines(screen, report)
    for text in (*_additions(report), *_duplicates(report), *_warnings(report.warnings)):
        screen.print(escape(text), highlight=False)
    for fault in report.faults:
        screen.print(f"[red]✗[/red] {escape(fault_sentence(fault))}", highlight=False)
    screen.print(f"[bold]{escape(_summary(report))}[/bold]")


def _columns(columns: Sequence[MappedColumn]) -> Table:
    table = Table("列", "表头", "认作")
    for column in columns:
        taken = {
            How.KNOWN: column.label or "不导入(与另一列重复)",
            How.ALIKE: f"{column.label}(相似 {column.likeness}%，请核对)",
            How.CHOSEN: column.label or "不导入",
            How.DROPPED: "不导入(身份证号)",
            How.UNKNOWN: "不导入(不认识)",
        }[column.how]
        table.add_row(column_letters(column.column), escape(column.head), taken)
    return table


def _show_first_lines(screen: Console, report: Report) -> None:
    for line in report.first_lines:
        cells = " · ".join(f"{head} {text}" for head, text in line.cells)
        screen.print(escape(f"第 {line.line} 行：{cells}"), highlight=False)


def _additions(report: Report) -> Iterator[str]:
    verb = "新建" if report.is_applied else "将新建"
    if report.new_regions:
        names = "、".join("/".join(names) for names in report.new_regions[:NAMES_SHOWN])
        yield f"{verb}辖区 {len(report.new_regions)} 个：{names}{_more(len(report.new_regions), NAMES_SHOWN)}"
    if report.new_partners:
        names = "、".join(report.new_partners[:NAMES_SHOWN])
        yield f"{verb}合伙人 {len(report.new_partners)} 个：{names}{_more(len(report.new_partners), NAMES_SHOWN)}"
    if report.skipped_lines:
        lines = "、".join(map(str, report.skipped_lines[:NAMES_SHOWN]))
        yield f"合计、说明、分组标题等行不导入：第 {lines} 行{_more(len(report.skipped_lines), NAMES_SHOWN)}"


def _duplicates(report: Report) -> Iterator[str]:
    for one in report.duplicates[:DUPLICATES_SHOWN]:
        where = f"与第 {one.first_line} 行相同" if one.first_line else f"已登记为 {one.number}"
        yield f"重复：第 {one.line} 行{where}"
    if len(report.duplicates) > DUPLICATES_SHOWN:
        yield f"重复：另有 {len(report.duplicates) - DUPLICATES_SHOWN} 行"


def _warnings(warnings: Sequence[Fault]) -> Iterator[str]:
    """Yield the first warnings of each sort, and how many more there are."""
    by_code = sorted(warnings, key=lambda warning: warning.code)
    for _, sort in groupby(by_code, key=lambda warning: warning.code):
        same = list(sort)
        for warning in same[:WARNINGS_SHOWN]:
            yield f"! {fault_sentence(warning)}"
        if len(same) > WARNINGS_SHOWN:
            yield f"! 同样情况还有 {len(same) - WARNINGS_SHOWN} 行"


def _more(count: int, shown: int) -> str:
    return " 等" if count > shown else ""


def _summary(report: Report) -> str:
    bad = max(len(report.bad_lines) - 1, 0)
    rest = f"重复 {len(report.duplicates)} 行，有问题 {bad} 行"
    if report.is_applied:
        return f"已导入 {report.written} 行，{rest}。"
    return f"可导入 {report.good_lines} 行，{rest}。没有写入；核对无误后加 --apply。"
