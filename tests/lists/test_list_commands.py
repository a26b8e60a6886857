"""`python -m server import` and `export`, from the shell's side."""

from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from server.commands import register
from tests.databases import on_sqlite_only
from tests.lists.workbooks import bomb

pytestmark = on_sqlite_only

COMMUNITY = "昆明市/盘龙区/青云街道/白塔社区"
LIST = "序号,需求内容,联系电话,完成时限\n1,修灯,138 8888 0000,\n2,陪诊,,2月30日\n3,修门,,\n"
Command = Callable[..., Result]


@pytest.fixture
def command(database_address: str, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Give what runs a command on a database of the test's own."""
    monkeypatch.setenv("DATABASE_URL", database_address)
    monkeypatch.setenv("COLUMNS", "200")
    app = typer.Typer()
    register(app)
    return lambda *words: CliRunner().invoke(app, list(map(str, words)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "需求 2026.csv"
    file.write_text(LIST, encoding="gb18030")
    return file


def flat(result: Result) -> str:
    """What was printed, without the line ends the width of the terminal makes."""
    return (result.stdout + result.stderr).replace("\n", "")


def test_a_list_is_looked_at_then_taken_in_then_left_alone(command: Command, file: Path) -> None:
    words = ("import", "needs", file, "--region", COMMUNITY, "--create-regions")
    looked = command(*words)
    assert looked.exit_code == 0
    assert "可导入 2 行，重复 0 行，有问题 1 行。没有写入；核对无误后加 --apply。" in flat(looked)
    assert "第 3 行 D 列（完成时限）：没有 2月30日 这一天，请改正日期" in flat(looked)
    assert not list(file.parent.glob("*未导入*"))
    assert "已导入 2 行，重复 0 行，有问题 1 行。" in flat(command(*words, "--apply"))
    assert "已导入 0 行，重复 2 行，有问题 1 行。" in flat(command(*words, "--apply"))


def test_bad_lines_are_corrected_in_the_file_beside(command: Command, file: Path) -> None:
    words = ("--region", COMMUNITY, "--create-regions", "--apply")
    command("import", "needs", file, *words)
    beside = file.with_name("需求 2026.未导入.csv")
    lines = beside.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "序号,需求内容,联系电话,完成时限,未导入原因"
    assert lines[1].startswith("2,陪诊,,2月30日,第 3 行 D 列（完成时限）")
    beside.write_text("\n".join(lines).replace("2月30日", "2月28日"), encoding="utf-8")
    assert "已导入 1 行，重复 0 行，有问题 0 行。" in flat(command("import", "needs", beside, *words))


def test_a_list_goes_out_for_staff_and_for_everybody(command: Command, file: Path) -> None:
    command("import", "needs", file, "--region", COMMUNITY, "--create-regions", "--apply")
    out = file.with_name("out.csv")
    staff = command("export", "needs", out, "--region", COMMUNITY)
    assert "共 2 条" in flat(staff)
    assert "仅供工作人员使用" in flat(staff)
    assert "13888880000" in out.read_text(encoding="utf-8-sig")
    everybody = command("export", "needs", out, "--region", COMMUNITY, "--public")
    assert "共 0 条" in flat(everybody)
    assert "联系电话" not in out.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("import", "needs", "no.csv"), "no.csv：没有找到这个文件，请核对文件名"),
        (("import", "needs", "需求 2026.csv", "--region", "昆明市"), "需求 2026.csv：没有辖区“昆明市”，请核对名称"),
        (("import", "needs", "bomb.xlsx"), "bomb.xlsx：工作簿展开后超过 200 MB，请只保留清单再另存"),
        (("export", "needs", "out.pdf"), "out.pdf：只能写 .xlsx 或 .csv 文件"),
        (("export", "needs", "out.csv", "--region", "昆明市/呈贡区"), "没有辖区“昆明市/呈贡区”，请核对各级名称"),
    ],
)
def test_refusals_end_in_a_sentence_and_exit_code_1(
    command: Command, file: Path, words: tuple[str, ...], sentence: str
) -> None:
    (file.parent / "bomb.xlsx").write_bytes(bomb(300))
    placed = [str(file.parent / word) if "." in word and "/" not in word else word for word in words]
    result = command(*placed)
    assert result.exit_code == 1
    assert sentence in flat(result)
    assert result.exception is None or isinstance(result.exception, SystemExit)
