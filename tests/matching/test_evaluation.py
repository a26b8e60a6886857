"""The evaluation command on small files, and the floors on the judged sets where they are at hand."""

import csv
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from resolvers.records.vocabulary import matching_vocabulary
from server import evaluation
from server.evaluation_files import Judged, read_judged
from server.evaluation_run import MEASURES, compare, rank_by_bm25, rank_by_engine
from storage.vocabulary import shipped_vocabulary

NEEDS = "id\ttext\tsplit\nn1\t厨房跳闸\tdev\nn2\t想要人陪诊\tdev\nn3\t水管漏水\ttrain\nn4\t想理发\tdev\n"
RESOURCES = 'id\ttext\nr1\t电工修跳闸\nr2\t陪诊志愿队\nr3\t疏通水管\nr4\t电工修跳闸\nr5\t义剪"队\n'
QRELS = "need_id\tresource_id\tgrade\nn1\tr1\t2\nn1\tr4\t1\nn2\tr2\t1\nn3\tr3\t1\n"


def written(folder: Path, needs: str = NEEDS, resources: str = RESOURCES, qrels: str = QRELS) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("needs", needs), ("resources", resources), ("qrels", qrels)):
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    return folder


def evaluated(folder: Path, *options: str) -> tuple[int, str]:
    app = typer.Typer()
    app.command()(evaluation.evaluate)
    files = [f"--{name}={folder / name}.tsv" for name in ("needs", "resources", "qrels")]
    result = CliRunner().invoke(app, [*files, *options])
    return result.exit_code, result.output


def test_figures_and_the_run_are_written(tmp_path: Path) -> None:
    run = tmp_path / "run.tsv"
    code, shown = evaluated(written(tmp_path / "set"), "--split=dev", f"--run={run}")
    assert code == 0
    assert "n = 2" in shown
    rows = list(csv.DictReader(run.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [(row["need_id"], row["rank"]) for row in rows[:2]] == [("n1", "1"), ("n1", "2")]
    assert {row["resource_id"] for row in rows[:2]} == {"r1", "r4"}
    assert next(row["resource_id"] for row in rows if row["need_id"] == "n2") == "r2"


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    code, shown = evaluated(written(tmp_path, needs="id\twords\nn1\t跳闸\n"))
    assert code == 2
    assert "no column text" in shown.replace("\n", " ")


def test_a_bad_grade_is_named_with_its_line(tmp_path: Path) -> None:
    code, shown = evaluated(written(tmp_path, qrels=QRELS.replace("n2\tr2\t1", "n2\tr2\tgood")))
    assert code == 2
    assert "line 4" in shown


def test_learning_from_a_folder_never_reads_what_is_evaluated(tmp_path: Path) -> None:
    folder = written(tmp_path)
    code, shown = evaluated(folder, "--split=dev", f"--train={folder}", "--train-split=train")
    assert code == 0
    assert "learned:" in shown


def test_a_yardstick_that_is_not_the_known_one_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {("set", "qrels.tsv", "dev", ""): (2, (0.5, 0.5, 0.5, 0.5, 0.5))}
    monkeypatch.setattr(evaluation, "KNOWN_FIGURES", known)
    code, shown = evaluated(written(tmp_path / "set"), "--split=dev")
    assert code == 1
    assert "yardstick" in shown


def test_names_and_the_order_of_rows_change_no_figure(tmp_path: Path) -> None:
    def renamed(text: str) -> str:
        head, *rows = text.splitlines()
        for old in ("n1", "n2", "n3", "n4", "r1", "r2", "r3", "r4", "r5"):
            rows = [row.replace(old, f"{old[0]}x{9 - int(old[1])}") for row in rows]
        return "\n".join([head, *reversed(rows)]) + "\n"

    vocabulary = matching_vocabulary(shipped_vocabulary())
    found = []
    for folder in (written(tmp_path / "a"), written(tmp_path / "b", *map(renamed, (NEEDS, RESOURCES, QRELS)))):
        judged = read_judged(folder / "needs.tsv", folder / "resources.tsv", folder / "qrels.tsv", None, None, None)
        comparison = compare(judged, rank_by_engine(judged, vocabulary, None), rank_by_bm25(judged))
        assert comparison is not None
        found.append([comparison.means(measure)[0] for measure in MEASURES])
    assert found[0] == pytest.approx(found[1], abs=1e-9)


@pytest.mark.shared_data
@pytest.mark.parametrize(("name", "measure", "floor"), [("dc211", "nDCG@10", 1.10), ("nepal", "P@5", 1.4)])
def test_without_learning_the_engine_beats_bm25(name: str, measure: str, floor: float, shared_data: Path) -> None:
    at = shared_data / name
    pool = at / "pool.tsv" if name == "dc211" else None
    judged = read_judged(at / "needs.tsv", at / "resources.tsv", at / "qrels.tsv", "dev", pool, None)
    vocabulary = matching_vocabulary(shipped_vocabulary())
    found = compare(judged, rank_by_engine(judged, vocabulary, None), rank_by_bm25(judged))
    assert found is not None
    assert found.ratio(measure) >= floor


@pytest.mark.shared_data
def test_names_and_order_change_no_figure_of_a_judged_set(shared_data: Path) -> None:
    at = shared_data / "nepal"
    judged = read_judged(at / "needs.tsv", at / "resources.tsv", at / "qrels.tsv", "dev", None, None)
    written = sorted({row["id"] for row in (*judged.needs, *judged.resources)}, key=lambda name: name[::-1])
    names = {name: f"x{number:05}" for number, name in enumerate(written)}
    renamed = Judged(
        tuple({**row, "id": names[row["id"]]} for row in reversed(judged.needs)),
        tuple({**row, "id": names[row["id"]]} for row in reversed(judged.resources)),
        {
            names[need["id"]]: {names[each]: grade for each, grade in judged.grades[need["id"]].items()}
            for need in judged.needs
        },
        {},
    )
    vocabulary = matching_vocabulary(shipped_vocabulary())
    found = [compare(each, rank_by_engine(each, vocabulary, None), rank_by_bm25(each)) for each in (judged, renamed)]
    means = [[each.means(measure)[0] for measure in MEASURES] for each in found if each is not None]
    assert means[0] == pytest.approx(means[1], abs=1e-9)
