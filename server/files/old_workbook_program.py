"""Reads an old workbook (.xls) from stdin and writes the table of a sheet to stdout, as a process of its own.

The format lets a few bytes ask for any amount of memory. Here that ends this small process, not the one that serves:
its memory and its time are capped before the first byte is read. It is started by `old_workbook.py` and imports
nothing of ours.
"""

import json
import resource
import sys
from datetime import date, datetime
from io import BytesIO

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MEMORY_BYTES, SECONDS = 1 << 30, 20


def told(cell: object) -> object:
    """Return a cell as JSON can tell it: moments by their kind."""
    if isinstance(cell, datetime):
        return {"datetime": cell.isoformat()}
    if isinstance(cell, date):
        return {"date": cell.isoformat()}
    return cell if isinstance(cell, str | int | float | bool) else str(cell)


def main(most_cells: int, sheet_name: str) -> None:
    """Write the sheet of that name, or the first visible one that holds anything."""
    with CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read())) as workbook:
        tables = [
            workbook.get_sheet_by_name(sheet.name)
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        found = [table for table in tables if (table.name == sheet_name if sheet_name else table.start is not None)]
        answer: dict[str, object] = {"names": [table.name for table in tables]}
        if found:
            table = found[0]
            answer["name"] = table.name
            answer["others"] = [one.name for one in tables if one.start is not None and one.name != table.name]
            answer["merged"] = [[*first, *last] for first, last in table.merged_cell_ranges or ()]
            if table.total_height * table.total_width > most_cells:
                answer["too_many"] = True
            elif table.start is not None:
                left = [""] * table.start[1]
                answer["rows"] = [[*left, *map(told, row)] for row in table.iter_rows()]
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main(int(sys.argv[1]), sys.argv[2])
