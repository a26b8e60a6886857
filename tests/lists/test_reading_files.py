"""What is read out of a file: the same table, whatever it is written in."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from resolvers.lists.refusals import FileRefused
from resolvers.lists.sheet import Formula, Line, Merged
from server.files.limits import UPLOAD
from server.files.reading import read_content, read_file
from tests.lists.workbooks import dated, workbook

TABLE = "序号,需求内容,电话\n1,修水管,138 8888 0000\n\n2,“陪诊”,0871-63120000\n"
DAY = datetime.fromisoformat("2024-09-16T00:00")
AFTERNOON = datetime.fromisoformat("2024-09-16T13:30")
LINES = (
    Line(1, ("序号", "需求内容", "电话")),
    Line(2, ("1", "修水管", "138 8888 0000")),
    Line(4, ("2", "“陪诊”", "0871-63120000")),
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_csv_reads_alike_in_every_encoding(encoding: str, line_end: str) -> None:
    content = TABLE.replace("\n", line_end).encode(encoding)
    assert read_content("需求.csv", content).lines == LINES


def test_tsv_takes_quotes_as_they_are() -> None:
    sheet = read_content("a.tsv", '需求\t备注\n"水管\t5" 管\r\n'.encode())
    assert sheet.lines == (Line(1, ("需求", "备注")), Line(2, ('"水管', '5" 管')))


def test_csv_cell_may_hold_line_ends_and_lines_keep_their_numbers() -> None:
    sheet = read_content("a.csv", '需求,备注\n"一\n二",x\n三,y\n'.encode())
    assert [line.number for line in sheet.lines] == [1, 2, 4]
    assert sheet.lines[1].cells == ("一\n二", "x")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_finds_its_separator(separator: str) -> None:
    content = separator.join("甲乙丙").encode() + b"\n"
    assert read_content("a.csv", content).lines == (Line(1, ("甲", "乙", "丙")),)


def test_workbook_gives_texts_numbers_dates_and_merged_cells() -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.add_worksheet("说明")
    table = book.add_worksheet("需求")
    book.add_worksheet("隐藏").hide()
    table.write_row(2, 1, ["需求内容", "电话", "日期", "时间", "急"])
    table.write(4, 1, "修水管")
    table.write(4, 2, 13888880000)
    table.write_datetime(4, 3, DAY, book.add_format({"num_format": "m月d日"}))
    table.write_datetime(4, 4, AFTERNOON, book.add_format({"num_format": "yyyy-m-d h:mm"}))
    table.write_boolean(4, 5, boolean=True)
    table.merge_range(5, 1, 6, 1, "两行")
    table.write(6, 2, 2.5)
    book.close()
    sheet = read_content("需求.xlsx", file.getvalue())
    assert (sheet.name, sheet.other_names) == ("需求", ())
    assert sheet.lines == (
        Line(3, (None, "需求内容", "电话", "日期", "时间", "急")),
        Line(5, (None, "修水管", 13888880000, date(2024, 9, 16), AFTERNOON, "是")),
        Line(6, (None, "两行")),
        Line(7, (None, None, 2.5)),
    )
    assert sheet.merged == (Merged(6, 1, 7, 1),)


def test_a_number_in_the_clothes_of_a_date_is_a_date() -> None:
    assert read_content("a.xlsx", dated("45551")).lines == (Line(1, (date(2024, 9, 16),)),)


def test_a_sheet_is_chosen_by_name() -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    for name in ("一", "二"):
        book.add_worksheet(name).write(0, 0, name)
    book.close()
    first = read_content("a.xlsx", file.getvalue())
    assert (first.lines, first.other_names) == ((Line(1, ("一",)),), ("二",))
    assert read_content("a.xlsx", file.getvalue(), sheet_name="二").lines == (Line(1, ("二",)),)
    with pytest.raises(FileRefused) as refused:
        read_content("a.xlsx", file.getvalue(), sheet_name="三")
    assert (refused.value.code, refused.value.value) == ("NO_SUCH_SHEET", "一、二")


def test_formulas_are_told_from_values() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>需求</t></is></c><c r="B1"><f>SUM(B2:B3)</f><v>2</v></c></row>'
        '<row r="2"><c r="A2" s="0"><f t="shared" si="0"/></c><c r="B2"><v>2</v></c></row>'
    )
    lines = (Line(1, ("需求", Formula("=SUM(B2:B3)"))), Line(2, (Formula("="), 2)))
    assert read_content("a.xlsx", workbook(rows)).lines == lines
    assert read_content("a.xlsx", workbook(rows.replace("<", "<x:").replace("<x:/", "</x:"))).lines != ()
    assert read_content("a.csv", "需求,=1+1\n".encode()).lines == (Line(1, ("需求", Formula("=1+1"))),)


def test_a_workbook_without_places_reads_in_order() -> None:
    rows = "<row><c><v>1</v></c><c/><c><v>2</v></c></row><row/><row><c><f>A1</f><v>3</v></c></row>"
    assert read_content("a.xlsx", workbook(rows)).lines == (Line(1, (1, None, 2)), Line(3, (Formula("=A1"),)))


def test_text_marks_of_our_own_exports_are_taken_off() -> None:
    assert read_content("a.csv", "需求,'=1+1,'-,'引\n".encode()).lines == (Line(1, ("需求", "=1+1", "-", "'引")),)


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    file = tmp_path / "需求.CSV"
    file.write_text(TABLE, encoding="gb18030")
    assert read_file(file).lines == LINES


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n\t"), max_size=8).map(str.strip)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=5))
def test_tsv_gives_back_what_was_joined_by_tabs(rows: list[list[str]]) -> None:
    rows = [["头", *row] for row in rows]
    content = "\n".join("\t".join(row) for row in rows).encode()
    read = read_content("a.tsv", content, limits=UPLOAD).lines
    kept = [
        [cell if isinstance(cell, str) else (cell.text if isinstance(cell, Formula) else "") for cell in line.cells]
        for line in read
    ]
    unmarked = [[cell[1:] if cell[:1] == "'" and cell[1:2] in set("=+-@") else cell for cell in row] for row in rows]
    assert [row + [""] * (len(was) - len(row)) for row, was in zip(kept, unmarked, strict=True)] == unmarked
