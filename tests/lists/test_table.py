"""Where a table stands in a sheet, and what its lines hold."""

import pytest

from resolvers.lists.refusals import FileRefused
from resolvers.lists.sheet import Formula, Merged, Sheet
from resolvers.lists.table import Table, find_table
from storage.vocabulary import shipped_vocabulary
from storage.vocabulary_records import OfficialList
from tests.lists.desk import sheet

NEEDS = shipped_vocabulary().lists[OfficialList.NEEDS]


def table(found: Sheet) -> Table:
    return find_table(found, NEEDS, needed=frozenset({"text", "title"}))


def column(found: Sheet, field: str) -> list[object]:
    return [places[0].cell if (places := fields.get(field)) else None for _, fields in table(found).fields()]


def test_the_line_with_most_heads_is_found_below_a_title() -> None:
    found = table(
        sheet(("白塔社区2024年需求清单",), (), ("填报单位:白塔社区",), ("序号", "需求内容", "电话"), (1, "修灯", "1"))
    )
    assert (found.head_lines, found.heading) == ((4,), "白塔社区2024年需求清单 填报单位:白塔社区")
    assert [line.number for line in found.lines] == [5]


def test_two_lines_of_heads_are_one() -> None:
    rows = (
        ("序号", "需求内容", "联系方式", None, "备注"),
        (None, None, "姓名", "电话", None),
        (1, "修灯", "王芳", "13888880000", "急"),
    )
    for merged in ((), (Merged(1, 2, 1, 3), Merged(1, 0, 2, 0), Merged(1, 1, 2, 1), Merged(1, 4, 2, 4))):
        found = sheet(*rows, merged=merged)
        assert table(found).head_lines == (1, 2)
        assert [one.field for one in table(found).columns] == [
            "number",
            "text",
            "contact_name",
            "contact_phone",
            "remark",
        ]
        assert column(found, "contact_phone") == ["13888880000"]


def test_a_line_of_data_is_no_second_line_of_heads() -> None:
    found = table(sheet(("提出方", "需求内容", None), ("社区", "姓名牌更新", "备注"), ("群众", "修灯")))
    assert found.head_lines == (1,)
    assert len(found.lines) == 2


def test_cells_merged_over_lines_fill_them() -> None:
    found = sheet(
        ("网格", "需求内容"),
        ("第一网格", "修灯"),
        (None, "修水管"),
        ("第二网格", "陪诊"),
        merged=(Merged(2, 0, 3, 0),),
    )
    assert column(found, "GRID") == ["第一网格", "第一网格", "第二网格"]


def test_same_as_above_is_what_stands_above() -> None:
    found = sheet(("姓名", "需求内容"), ("王芳", "修灯"), ("同上", "修水管"), ("〃", "陪诊"))
    assert column(found, "contact_name") == ["王芳", "王芳", "王芳"]


def test_same_as_above_below_nothing_stays() -> None:
    assert column(sheet(("姓名", "需求内容"), ("同上", "修灯")), "contact_name") == ["同上"]


def test_sums_sections_and_repeated_heads_are_no_lines() -> None:
    found = table(
        sheet(
            ("序号", "需求内容", "电话"),
            ("一、为老服务",),
            (1, "修灯", "1"),
            ("序号", "需求内容", "电话"),
            (2, "陪诊", "2"),
            ("合计", 2),
            ("填表人:张三",),
            merged=(Merged(2, 0, 2, 2),),
        )
    )
    assert [line.number for line in found.lines] == [3, 5]
    assert found.skipped == (2, 4, 6, 7)


def test_several_columns_of_one_field_come_best_known_first() -> None:
    found = sheet(("items", "text"), ("口罩", "医院要口罩"))
    [(_, fields)] = table(found).fields()
    assert [place.cell for place in fields["text"]] == ["医院要口罩", "口罩"]


def test_formulas_are_no_heads() -> None:
    found = sheet((Formula("=A2"), "需求内容"), ("x", "修灯"))
    assert [one.head for one in table(found).columns] == ["", "需求内容"]


def test_a_sheet_without_heads_is_refused_with_what_was_seen() -> None:
    with pytest.raises(FileRefused) as refused:
        table(sheet((), ("张三", "住三楼"), ("李四", "住四楼")))
    assert (refused.value.code, refused.value.line, refused.value.value) == ("NO_HEADS", 2, "张三、住三楼")
