"""The command line from an empty database to a ranking and a list: what whoever runs the server does first."""

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from server.__main__ import app
from tests.databases import sqlite_address

NEEDS = (
    ("需求名称", "需求内容", "联系人", "联系电话", "身份证号"),
    ("厨房灯闪", "厨房的灯一直闪，老人够不着，想请师傅换个灯泡", "王阿姨", "13800000000", "530103194001011234"),
    ("没人理发", "老人下不了楼，想请人上门剪头发", "李大爷", "138 0000 0001", "530103194001011242"),
)
RESOURCES = (
    ("单位/个人名称", "资源类型", "资源名称", "资源内容"),
    ("电工志愿队", "服务", "上门换灯泡", "电工上门换灯泡、修开关插座"),
    ("巷口理发店", "服务", "义务理发", "为行动不便的老人上门理发"),
)
Command = Callable[..., Result]

REGION = "昆明市/盘龙区/联盟街道/百合社区"


def write(path: Path, lines: tuple[tuple[str, ...], ...]) -> Path:
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(lines)
    return path


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("DATABASE_URL", sqlite_address(tmp_path / "community.db"))
    monkeypatch.setenv("ADMIN_PASSWORD", "a-long-password")

    def run(*arguments: str, exit_code: int = 0) -> Result:
        result = CliRunner().invoke(app, list(arguments))
        assert result.exit_code == exit_code, result.output
        return result

    return run


def test_lists_come_in_are_ranked_and_go_out(command: Command, tmp_path: Path) -> None:
    needs, resources = write(tmp_path / "needs.csv", NEEDS), write(tmp_path / "resources.csv", RESOURCES)
    command("migrate")
    command("create-admin", "admin", "--region", REGION)

    looked = command("import", "needs", str(needs), "--region", REGION)
    assert "没有写入" in looked.output
    command("import", "needs", str(needs), "--region", REGION, "--apply")
    command("import", "resources", str(resources), "--region", REGION, "--apply")
    again = command("import", "needs", str(needs), "--region", REGION, "--apply")
    assert "已导入 0 行" in again.output

    ranked = [json.loads(line) for line in command("match", "--all", "--json").stdout.splitlines()]
    best = {need["title"]: need["matches"]["items"][0]["resource"]["title"] for need in ranked}
    assert best == {"厨房灯闪": "上门换灯泡", "没人理发": "义务理发"}
    number = ranked[0]["number"]
    assert number in command("match", "--need", number, "--explain").stdout

    out = tmp_path / "out.csv"
    command("export", "needs", str(out), "--region", REGION)
    text = out.read_text(encoding="utf-8-sig")
    assert "厨房灯闪" in text
    assert "530103194001011234" not in text
    assert "超时未接 0" in command("tick").output


def test_a_ranking_is_explained_down_to_what_would_change_it(command: Command, tmp_path: Path) -> None:
    heads = ("单位/个人名称", "资源类型", "资源名称", "资源内容", "最近确认日期")
    days = {"常来队": 1, "久违队": 80, "失联队": 400}
    today = datetime.now(UTC).date()
    offers = [
        (name, "服务", "上门换灯泡", "电工上门换灯泡、修开关插座", str(today - timedelta(days=ago)))
        for name, ago in days.items()
    ]
    needs, resources = write(tmp_path / "needs.csv", NEEDS[:2]), write(tmp_path / "resources.csv", (heads, *offers))
    command("migrate")
    command("create-admin", "admin", "--region", REGION)
    for noun, path in (("needs", needs), ("resources", resources)):
        command("import", noun, str(path), "--region", REGION, "--apply")
    (ranked,) = (json.loads(line) for line in command("match", "--all", "--explain", "--json").stdout.splitlines())
    matches = ranked["matches"]
    first, second = matches["items"]
    assert first["score"] == pytest.approx(sum(part["points"] for part in first["parts"]), abs=1e-9)
    assert (first["counterfactual"], second["counterfactual"]["sentence"]) == (None, "今天确认信息则排第一")
    assert [(one["rule"], one["sentence"]) for one in matches["loosenings"]] == [("STALE", "先打电话确认信息：多1家")]

    printed = "".join(command("match", "--need", ranked["number"], "--explain").stdout.split())
    for told in (
        "下面各项之和",
        "起点",
        "差在哪里：今天确认信息则排第一",
        "差一点：有",
        "先打电话确认信息，再派",
        "可以放宽",
    ):
        assert told in printed
    plain = command("match", "--need", ranked["number"]).stdout
    assert "差在哪里" not in plain


def test_without_outcomes_probabilities_stay_as_they_are(command: Command) -> None:
    command("migrate")
    command("create-admin", "admin", "--region", REGION)
    tried = command("calibrate", "--region", REGION, "--apply").output
    assert "有结果的派单 0 件" in tried
    assert "没有更准，不改" in tried
    assert "没有「火星」" in command("calibrate", "--region", "火星", exit_code=1).output


def test_a_database_that_is_behind_is_said_so(command: Command) -> None:
    result = command("match", "--all", exit_code=1)
    assert "python -m server migrate" in result.output


@pytest.mark.parametrize("name", [one.name for one in app.registered_commands])
def test_every_command_shows_an_example(command: Command, name: str) -> None:
    assert f"python -m server {name}" in " ".join(command(name, "--help").output.split())
