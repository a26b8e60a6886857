"""`evaluate`: how well the engine ranks needs that people have judged, beside plain BM25."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from resolvers.records.vocabulary import matching_vocabulary
from server.evaluation_files import Judged, UnreadableFileError, read_judged
from server.evaluation_run import (
    MEASURES,
    Comparison,
    Ranked,
    compare,
    learn_from,
    rank_by_bm25,
    rank_by_engine,
)
from storage.vocabulary import shipped_vocabulary

LONGEST_RUN = 1_000
TOLERANCE = 0.002
MOST_FALL = 0.03
SHARED_ANSWERS = 0.2
"""Share of train answers that answer several needs, above which history may rightly tell resources apart."""

KNOWN_FIGURES: Mapping[tuple[str, str, str, str], tuple[int, tuple[float, ...]]] = {
    # folder, judgments, split, type: needs, then BM25's published figures in the order of MEASURES
    ("dc211", "qrels.tsv", "dev", "taxonomy"): (28, (0.243, 0.412, 0.192, 0.507, 0.207)),
    ("dc211", "qrels.tsv", "dev", "dc_category"): (62, (0.402, 0.650, 0.237, 0.510, 0.381)),
    ("nepal", "qrels.tsv", "dev", ""): (20, (0.127, 0.204, 0.160, 0.570, 0.100)),
    ("letters_zh", "qrels.tsv", "dev", ""): (510, (0.742, 0.722, 0.818, 0.910, 0.157)),
    ("policy_zh", "qrels.tsv", "dev", ""): (705, (0.327, 0.300, 0.438, 0.650, 0.075)),
    ("policy_zh", "qrels_graded.tsv", "dev", ""): (705, (0.313, 0.368, 0.353, 0.556, 0.108)),
}

console = Console(width=120)


def evaluate(  # noqa: PLR0917 -- typer makes one option of each argument.
    needs: Annotated[Path, typer.Option(help="需求 needs.tsv: id, text")],
    resources: Annotated[Path, typer.Option(help="资源 resources.tsv: id, text")],
    qrels: Annotated[Path, typer.Option(help="判断 need_id, resource_id, grade")],
    split: Annotated[str | None, typer.Option(help="只评这一部分 only needs of this split")] = None,
    train: Annotated[Path | None, typer.Option(help="先从这个文件夹学习 learn from this folder first")] = None,
    train_split: Annotated[str | None, typer.Option(help="学习用的部分 split to learn from")] = None,
    pool: Annotated[Path | None, typer.Option(help="参加评判的资源 judged resources: type, resource_id")] = None,
    pool_type: Annotated[str | None, typer.Option(help="只评这一类 only needs of this type")] = None,
    run: Annotated[Path | None, typer.Option(help="把排序写到文件 write the ranking to a file")] = None,
) -> None:
    """用人工判断的数据检验匹配质量。 Measure the ranking on judged needs, beside plain BM25.

    例: python -m server evaluate --needs needs.tsv --resources resources.tsv --qrels qrels.tsv --split dev
    """
    try:
        judged = read_judged(needs, resources, qrels, split, pool, pool_type)
        taught = _taught(train, train_split)
    except UnreadableFileError as error:
        console.print(str(error), markup=False)
        raise typer.Exit(2) from error
    vocabulary = matching_vocabulary(shipped_vocabulary())
    learned = None if taught is None else learn_from(taught, judged, vocabulary)
    if learned is not None:
        console.print("learned:", ", ".join(f"{part} {weight:.2f}" for part, weight in learned.weights.items()))
    engine, plain = rank_by_engine(judged, vocabulary, learned), rank_by_bm25(judged)
    if run is not None:
        write_run(run, judged, engine)
    mistakes = list(_report(judged, engine, plain, (resources.parent.name, qrels.name, split or "")))
    if taught is not None:
        mistakes += _report_unused(judged, taught, engine, plain)
    for mistake in mistakes:
        console.print(mistake, markup=False)
    if mistakes:
        raise typer.Exit(1)


def _taught(folder: Path | None, split: str | None) -> Judged | None:
    if folder is None:
        return None
    return read_judged(folder / "needs.tsv", folder / "resources.tsv", folder / "qrels.tsv", split, None, None)


def write_run(path: Path, judged: Judged, rankings: Mapping[str, Ranked]) -> None:
    """Write need_id, resource_id, rank (from 1) and score, up to 1,000 rows a need, within the need's pool."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n")
        writer.writerow(("need_id", "resource_id", "rank", "score"))
        for need in judged.needs:
            pool = judged.pool_of(need)
            kept = [pair for pair in rankings[need["id"]] if pool is None or pair[0] in pool]
            for rank, (resource_id, score) in enumerate(kept[:LONGEST_RUN], start=1):
                writer.writerow((need["id"], resource_id, rank, f"{score:.12g}"))


def _report(
    judged: Judged,
    engine: Mapping[str, Ranked],
    plain: Mapping[str, Ranked],
    source: tuple[str, str, str],
) -> Iterator[str]:
    """Print each type of need apart, then all; yield where BM25 is not what is known of it."""
    types = sorted({need.get("type", "") for need in judged.needs}) if judged.pools else [""]
    for name in types:
        found = compare(judged, engine, plain, of_type=name)
        if found is not None:
            _print(f"{source[0]} {name}", found)
            yield from _unlike_known(found, (*source, name))
    if len(types) > 1:
        together = compare(judged, engine, plain)
        if together is not None:
            _print(f"{source[0]} (all)", together)


def _unlike_known(found: Comparison, source: tuple[str, str, str, str]) -> Iterator[str]:
    size, figures = KNOWN_FIGURES.get(source, (0, ()))
    if found.size != size:
        return
    for measure, known in zip(MEASURES, figures, strict=True):
        ours = found.means(measure)[1]
        if abs(ours - known) > TOLERANCE:
            yield f"BM25 {measure} is {ours:.4f} where {known:.3f} is known: the yardstick is not what it should be"


def _report_unused(
    judged: Judged,
    taught: Judged,
    engine: Mapping[str, Ranked],
    plain: Mapping[str, Ranked],
) -> Iterator[str]:
    """Measure without the answers learned from; yield when the gain came from knowing which were used up."""
    used: dict[str, int] = {}
    for need in taught.needs:
        for each in taught.grades[need["id"]]:
            used[each] = used.get(each, 0) + 1
    if not used.keys() & {row["id"] for row in judged.resources}:
        return
    whole = compare(judged, engine, plain)
    unused = compare(judged, engine, plain, without=frozenset(used))
    if whole is None or unused is None:
        return
    _print("without train answers", unused)
    several = sum(count > 1 for count in used.values()) / len(used)
    for measure in ("nDCG@10", "MRR"):
        fall = whole.ratio(measure) - unused.ratio(measure)
        if fall > MOST_FALL and several < SHARED_ANSWERS:
            yield f"{measure}: {fall:.3f} of the ratio to BM25 is lost without the answers learned from"


def _print(title: str, found: Comparison) -> None:
    table = Table(title=f"{title}, n = {found.size}", title_justify="left")
    for head in ("", *MEASURES):
        table.add_column(head, justify="right" if head else "left")
    table.add_row("BM25", *(f"{found.means(measure)[1]:.3f}" for measure in MEASURES))
    table.add_row("engine", *(f"{found.means(measure)[0]:.3f}" for measure in MEASURES))
    table.add_row("ratio", *(f"{found.ratio(measure):.3f}" for measure in MEASURES))
    intervals = (found.interval(measure) for measure in MEASURES)
    table.add_row("difference, 95 %", *(f"{low:+.3f} … {high:+.3f}" for low, high in intervals))
    console.print(table)
