"""Files we write: nothing in them runs, everything in them prints."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.lists.list_table import ListTable, OutColumn
from resolvers.lists.refusals import FileRefused
from resolvers.lists.sheet import Formula
from server.files.cells import DANGEROUS_STARTS
from server.files.reading import read_content, read_file
from server.files.writing import csv_of, guarded, workbook_of, write_list

TABLE = ListTable(
    "白塔社区需求清单[2026/3]",
    (OutColumn("number", "序号", 6), OutColumn("text", "需求内容", 40)),
    ((1, '=HYPERLINK("http://x")'), (2, "修灯"), (3, "-")),
)


def test_a_workbook_is_laid_out_for_printing() -> None:
    parts = ZipFile(BytesIO(workbook_of(TABLE)))
    sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert 'orientation="landscape"' in sheet
    assert 'paperSize="9"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert re.search(r'<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>', sheet)
    assert re.search(r'<col min="2" max="2" width="40\.\d+"', sheet)
    assert "Print_Titles" in parts.read("xl/workbook.xml").decode()
    assert "<f>" not in sheet
    lines = read_content("a.xlsx", workbook_of(TABLE)).lines
    assert lines[0].cells == ("白塔社区需求清单[2026/3]",)
    assert lines[1].cells == ("序号", "需求内容")
    assert lines[3].cells == (2, "修灯")


def test_a_csv_opens_in_spreadsheet_programs() -> None:
    content = csv_of([["序号", "需求内容"], *TABLE.lines])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[1] == '1,"\'=HYPERLINK(""http://x"")"'
    assert read_content("a.csv", content).lines[3].cells == ("3", "-")


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=12).map(str.strip)


@given(st.lists(texts.filter(lambda text: not text.startswith("'")), min_size=1, max_size=5))
def test_no_cell_of_a_csv_passes_for_a_formula_and_all_come_back(cells: list[str]) -> None:
    line = read_content("a.csv", csv_of([["头", *cells]])).lines[0]
    assert not any(isinstance(cell, Formula) for cell in line.cells)
    back = [line.cell(at + 1) or "" for at in range(len(cells))]
    assert back == cells
    assert not any(str(guarded(cell)).startswith(DANGEROUS_STARTS) for cell in cells)


def test_files_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    for name in ("清单.xlsx", "清单.csv"):
        write_list(tmp_path / name, TABLE)
        assert read_file(tmp_path / name).lines
    assert sorted(path.name for path in tmp_path.iterdir()) == ["清单.csv", "清单.xlsx"]
    for path, code in (
        (tmp_path / "清单.pdf", "UNKNOWN_KIND_TO_WRITE"),
        (tmp_path / "no" / "清单.csv", "NOT_WRITABLE"),
    ):
        with pytest.raises(FileRefused) as refused:
            write_list(path, TABLE)
        assert refused.value.code == code
