"""Files made to break the reader end in a refusal that names the place, and cost no more than bounded memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from resolvers.lists.refusals import FileRefused
from server.files.limits import Limits
from server.files.reading import read_content, read_file
from tests.lists.workbooks import bomb, dated, text_cell, workbook

SMALL = Limits(file_bytes=100_000, unpacked_bytes=1 << 20, lines=10, columns=5, cells=40, cell_bytes=32 * 1024)
GBK = "第一行,需求\n第二行,修水管\n".encode("gb18030")


def refusal(name: str, content: bytes, limits: Limits = SMALL) -> tuple[str, int | None, int | None]:
    with pytest.raises(FileRefused) as refused:
        read_content(name, content, limits=limits)
    return refused.value.code, refused.value.line, refused.value.column


def far(place: str) -> bytes:
    return workbook(f'<row r="1">{text_cell("A1", "需求")}</row><row r="9">{text_cell(place, "x")}</row>')


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.docx", b"PK\x03\x04", ("UNKNOWN_KIND", None, None)),
        ("a.xls", b"\xd0\xcf\x11\xe0", ("BROKEN_WORKBOOK", None, None)),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1", ("OLD_OR_LOCKED_WORKBOOK", None, None)),
        ("a.xlsx", b"", ("EMPTY_FILE", None, None)),
        ("a.csv", b"", ("EMPTY_FILE", None, None)),
        ("a.csv", b"\n\n,,\n", ("EMPTY_FILE", None, None)),
        ("a.xlsx", "需求,电话".encode(), ("NOT_A_WORKBOOK", None, None)),
        ("a.xlsx", b"PK\x03\x04 and nothing more", ("BROKEN_WORKBOOK", None, None)),
        ("a.csv", workbook(""), ("WORKBOOK_UNDER_OTHER_NAME", None, None)),
        ("a.csv", b"%PDF-1.7", ("NOT_A_TABLE", None, None)),
        ("a.csv", b"x" * 100_001, ("FILE_TOO_LARGE", None, None)),
        ("a.csv", "需求,电话\n".encode("utf-16"), ("UTF16", None, None)),
        ("a.csv", GBK + "第三行,修灯\n".encode(), ("MIXED_ENCODINGS", 1, None)),
        ("a.csv", "第一行\n".encode() + GBK, ("MIXED_ENCODINGS", 2, None)),
        ("a.csv", b"\xef\xbb\xbf" + "一\n".encode() + GBK, ("MIXED_ENCODINGS", 2, None)),
        ("a.csv", b"ok\n\xff\xff\n", ("UNKNOWN_ENCODING", 2, None)),
        ("a.csv", b"a,b\nc,\0d\n", ("NUL_IN_CELL", 2, 1)),
        ("a.tsv", b"a\tb\nc\t\0d\n", ("NUL_IN_CELL", 2, 1)),
        ("a.csv", b"a,b\nc," + b"x" * 40_000 + b"\n", ("CELL_TOO_LARGE", 2, 1)),
        ("a.tsv", b"a\tb\nc\t" + "字".encode() * 11_000, ("CELL_TOO_LARGE", 2, 1)),
        ("a.csv", b"a,b\n" * 12, ("TOO_MANY_LINES", 12, None)),
        ("a.csv", b"\n" * 101, ("TOO_MANY_LINES", 21, None)),
        ("a.csv", b"a,b,c,d,e,f\n", ("TOO_MANY_COLUMNS", 1, 5)),
        ("a.xlsx", workbook(""), ("EMPTY_FILE", None, None)),
        ("a.xlsx", workbook("<row><c>"), ("BROKEN_WORKBOOK", None, None)),
        ("a.xlsx", far("F9"), ("TOO_MANY_COLUMNS", 9, 5)),
        ("a.xlsx", far("A1048576"), ("TOO_MANY_LINES", 1048576, None)),
        ("a.xlsx", far("E9"), ("TOO_MANY_CELLS", None, None)),
        ("a.xlsx", workbook('<row r="1"><c a=">" r="XFD1048576"><v>1</v></c></row>'), ("BROKEN_WORKBOOK", None, None)),
        ("a.xlsx", dated("-1e300"), ("BROKEN_WORKBOOK", None, None)),
        ("a.xlsx", workbook('<row><c t="str"><v>_x0000_</v></c></row>'), ("NUL_IN_CELL", 1, 0)),
        ("a.xlsx", bomb(2), ("UNPACKS_TOO_LARGE", None, None)),
        ("a.xlsx", bomb(2, claimed=1000), ("BROKEN_WORKBOOK", None, None)),
    ],
)
def test_refusals_name_what_and_where(name: str, content: bytes, expected: tuple[str, int | None, int | None]) -> None:
    assert refusal(name, content) == expected


def test_the_cell_with_an_open_quote_is_named() -> None:
    content = b'a,b\nc,"d\n' + b"x,y\n" * 60_000
    assert refusal("a.csv", content, Limits(file_bytes=1 << 20)) == ("CELL_TOO_LARGE", 2, 1)


@pytest.mark.parametrize(("value", "cell"), [("NaN", "nan"), ("inf", "inf"), ("-inf", "-inf")])
def test_numbers_that_are_none_are_texts(value: str, cell: str) -> None:
    read = read_content("a.xlsx", workbook(f"<row><c><v>{value}</v></c></row>"), limits=SMALL)
    assert read.lines[0].cells == (cell,)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "no.csv", tmp_path):
        with pytest.raises(FileRefused) as refused:
            read_file(path)
        assert refused.value.code == "NO_SUCH_FILE"


READ_ALL = """
import json, resource, sys
from pathlib import Path
from resolvers.lists.refusals import FileRefused
from server.files.reading import read_file
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
codes = {}
for file in sorted(Path(sys.argv[1]).iterdir()):
    try:
        read_file(file)
    except FileRefused as refused:
        codes[file.name] = refused.code
print(json.dumps(codes))
"""


def test_hostile_files_are_refused_within_a_gibibyte(tmp_path: Path, root: Path) -> None:
    million = b"".join(b"%d,need %d,x\n" % (number, number) for number in range(1_000_000))
    (tmp_path / "million.csv").write_bytes(b"id,text,note\n" + million)
    (tmp_path / "million.tsv").write_bytes((b"id,text,note\n" + million).replace(b",", b"\t"))
    (tmp_path / "blank.csv").write_bytes(b"\n" * (4 << 20))
    (tmp_path / "cell.csv").write_bytes(b"id,text\n1," + b"x" * (10 << 20) + b"\n")
    (tmp_path / "cell.tsv").write_bytes(b"id\ttext\n1\t" + b"x" * (10 << 20) + b"\n")
    (tmp_path / "cell.xlsx").write_bytes(workbook(f'<row r="1">{text_cell("A1", "x" * (10 << 20))}</row>'))
    (tmp_path / "bomb.xlsx").write_bytes(bomb(1_500))
    (tmp_path / "liar.xlsx").write_bytes(bomb(1_500, claimed=5_000))
    (tmp_path / "far.xlsx").write_bytes(far("XFD1048576"))
    (tmp_path / "many.xlsx").write_bytes(
        workbook("".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 200_000)))
    )
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL, str(tmp_path)], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "blank.csv": "TOO_MANY_LINES",
        "bomb.xlsx": "UNPACKS_TOO_LARGE",
        "cell.csv": "CELL_TOO_LARGE",
        "cell.tsv": "CELL_TOO_LARGE",
        "cell.xlsx": "CELL_TOO_LARGE",
        "far.xlsx": "TOO_MANY_LINES",
        "liar.xlsx": "BROKEN_WORKBOOK",
        "many.xlsx": "TOO_MANY_LINES",
        "million.csv": "TOO_MANY_LINES",
        "million.tsv": "TOO_MANY_LINES",
    }
