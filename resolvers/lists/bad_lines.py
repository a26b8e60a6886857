"""The lines that were kept out, with the reason, as a table to be corrected and taken in again."""

from collections.abc import Iterable

from resolvers.lists.heads import How
from resolvers.lists.refusals import Fault
from resolvers.lists.rows import cell_text
from resolvers.lists.sentences import fault_sentence
from resolvers.lists.sheet import Cell, Formula
from resolvers.lists.table import Table

REASON_HEAD = "未导入原因"


def bad_lines(table: Table, faults: Iterable[Fault]) -> tuple[tuple[str, ...], ...]:
    """Return a line of heads and every line with a fault, its reasons behind it.

    Merged cells and 同上 are spelled out, so that each line stands by itself; identity numbers stay out.
    """
    reasons: dict[int, list[str]] = {}
    for fault in faults:
        reasons.setdefault(fault.line, []).append(fault_sentence(fault))
    if not reasons:
        return ()
    shown = [column for column in table.columns if column.how is not How.DROPPED]
    heads = (*(column.head for column in shown), REASON_HEAD)
    return (
        heads,
        *(
            (*(_text(line.cell(column.column)) for column in shown), "；".join(reasons[line.number]))
            for line in table.lines
            if line.number in reasons
        ),
    )


def _text(cell: Cell) -> str:
    return f"公式 {cell.text.lstrip('=')}" if isinstance(cell, Formula) else cell_text(cell)
