"""Old workbooks and those of free programs are read alike, and end in a refusal where they would cost too much."""

import struct
from dataclasses import replace
from datetime import date

import pytest

from resolvers.lists.refusals import FileRefused
from resolvers.lists.sheet import Formula, Merged
from server.files.limits import UPLOAD
from server.files.reading import read_content
from server.files.sniffing import draft_of
from tests.files.workbooks import XLS, cell, ods, row

SMALL = replace(UPLOAD, lines=10, columns=5, cells=40, unpacked_bytes=1 << 20)
HEADS = row(*(cell(head) for head in ("序号", "需求内容", "联系电话", "完成时限")))
FIRST = row(
    cell("1", value_type="float", value="1"),
    cell("楼道灯不亮"),
    cell("13888880001", value_type="float", value="13888880001"),
    cell("3月20日", value_type="date", date_value="2026-03-20"),
)


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        read_content(name, content, limits=SMALL)
    return refused.value.code


def test_an_old_workbook_is_read() -> None:
    draft = draft_of("三月需求.xls", XLS)
    assert (draft.name, draft.media_type) == ("三月需求.xls", "application/vnd.ms-excel")
    sheet = read_content(draft.name, XLS)
    assert (sheet.name, sheet.other_names) == ("清单", ("其他",))
    assert sheet.merged == (Merged(1, 0, 1, 3),)
    assert [line.cells for line in sheet.lines] == [
        ("需求清单",),
        ("序号", "需求内容", "联系电话", "完成时限"),
        (1, "楼道灯不亮", 13888880001, date(2026, 3, 20)),
        (2, "教用手机", "138 8888 0002"),
    ]
    assert read_content("a.xls", XLS, sheet_name="其他").lines[0].cells == ("x",)
    with pytest.raises(FileRefused) as refused:
        read_content("a.xls", XLS, sheet_name="藏")
    assert (refused.value.code, refused.value.value) == ("NO_SUCH_SHEET", "清单、其他")


def test_an_old_workbook_that_asks_for_all_memory_ends_its_own_process_only() -> None:
    at = XLS.index(struct.pack("<H", 0x00FC))
    greedy = XLS[: at + 8] + b"\xff\xff\xff\x7f" + XLS[at + 12 :]
    assert greedy != XLS
    dimensions = XLS.rindex(struct.pack("<HH", 0x0200, 14), 0, XLS.index("清单".encode("utf-16-le")) + 5_000)
    endless = XLS[: dimensions + 8] + b"\xff\xff\xff\x7f" + XLS[dimensions + 12 :]
    for hostile in (greedy, endless, XLS[:600], XLS[:512] + bytes(6_000)):
        try:
            assert read_content("a.xls", hostile).lines
        except FileRefused as refused:
            assert refused.code in {"BROKEN_WORKBOOK", "EMPTY_FILE"}  # noqa: PT017 - either ending is right


def test_a_document_of_a_free_program_is_read() -> None:
    hidden = (
        '<table:table table:name="藏" table:style-name="off"><table:table-row>'
        + cell("隐")
        + "</table:table-row></table:table>"
    )
    style = (
        '<office:automatic-styles><style:style style:name="off"><style:table-properties table:display="false"/>'
        "</style:style></office:automatic-styles>"
    )
    note = (
        "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation>"
        '<text:p>教<text:s text:c="2"/>用</text:p><text:p>手机</text:p></table:table-cell>'
    )
    content = ods(
        row(cell("需求清单", number_columns_spanned=4), "<table:covered-table-cell/>"),
        HEADS,
        FIRST,
        row(cell(number_columns_repeated=1024), repeated=3),
        row(
            cell("2", value_type="float", value="2"),
            note,
            cell(number_columns_repeated=1),
            cell("2", formula="of:=1+1"),
        ),
        row(cell("同", number_columns_repeated=2), repeated=2),
        row(cell(number_columns_repeated=16_384), repeated=1_048_000),
        sheets=style + hidden,
    )
    draft = draft_of("a.ods", content)
    assert draft.media_type == "application/vnd.oasis.opendocument.spreadsheet"
    sheet = read_content(draft.name, content)
    assert (sheet.name, sheet.other_names, sheet.merged) == ("清单", (), (Merged(1, 0, 1, 3),))
    assert [(line.number, line.cells) for line in sheet.lines] == [
        (1, ("需求清单",)),
        (2, ("序号", "需求内容", "联系电话", "完成时限")),
        (3, (1, "楼道灯不亮", 13888880001, date(2026, 3, 20))),
        (7, (2, "教  用\n手机", None, Formula("=1+1"))),
        (8, ("同", "同")),
        (9, ("同", "同")),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ods(), "EMPTY_FILE"),
        (ods(row(cell("x", number_columns_repeated=10**9))), "TOO_MANY_COLUMNS"),
        (ods(row(cell("x"), repeated=10**9)), "TOO_MANY_CELLS"),
        (ods(row(cell("x"), repeated=12)), "TOO_MANY_LINES"),
        (ods(row(cell("x"), cell("x" * 40_000))), "CELL_TOO_LARGE"),
        (ods(HEADS, before='<!DOCTYPE a [<!ENTITY b "bb">]>'), "BROKEN_WORKBOOK"),
        (ods(row(cell("x", number_columns_repeated="9" * 5_000))), "BROKEN_WORKBOOK"),
        (ods(HEADS)[:-60], "BROKEN_WORKBOOK"),
        (ods(HEADS, sheets=" " * (2 << 20)), "UNPACKS_TOO_LARGE"),
        (b"PK\x03\x04", "BROKEN_WORKBOOK"),
        (b"a,b", "NOT_A_WORKBOOK"),
    ],
)
def test_a_document_that_would_cost_too_much_is_refused(content: bytes, code: str) -> None:
    assert refusal("a.ods", content) == code


def test_a_span_over_the_end_of_the_world_costs_nothing() -> None:
    sheet = read_content("a.ods", ods(HEADS, row(cell("x", number_rows_spanned=10**12))), limits=SMALL)
    assert sheet.merged == (Merged(2, 0, 11, 0),)
