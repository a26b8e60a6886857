"""`audit`: whether the events are as they were sealed, and keeping the end of their chain elsewhere."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from resolvers.audit.sealing import head_of, seal_all
from resolvers.audit.seals import Head, moment
from resolvers.audit.verifying import AuditFault, AuditFinding, AuditReport
from resolvers.audit.verifying import verify as verify_chain
from resolvers.context import Context
from server.process import run, screen, warnings

MOST_SHOWN = 50

audit = typer.Typer(
    help="核对操作记录：有没有改动、缺失、插入。 The chain of seals over what happened.\n\n"
    "Example: python -m server audit verify",
    no_args_is_help=True,
)

SENTENCES = {
    AuditFault.EVENT_CHANGED: "事件 {event} 与封印 {seal} 不符：被改过 event changed",
    AuditFault.EVENT_MISSING: "封印 {seal} 的事件 {event} 不见了 event missing",
    AuditFault.EVENT_INSERTED: "事件 {event} 没有封印，是后来插入的 event inserted",
    AuditFault.SEAL_CHANGED: "封印 {seal}(事件 {event})被改过 seal changed",
    AuditFault.SEAL_MISSING: "封印 {seal} 至 {last} 不见了 seals missing",
    AuditFault.SEALED_TOO_LATE: "封印 {seal} 的事件 {event} 不在应有的位置 event out of order",
    AuditFault.CUT_OFF: "封印 {seal} 曾另行留存，现在没有了：末尾被截去 tail cut off",
    AuditFault.REWRITTEN: "封印 {seal} 与另行留存的不同：记录被整体改写 chain rewritten",
}

Anchors = Annotated[
    Path | None,
    typer.Option("--anchor", help="另行留存的文件，audit anchor 写的 The file that audit anchor wrote", dir_okay=False),
]


@audit.command("verify")
def verify(anchor: Anchors = None) -> None:
    """逐条核对事件和封印；有不符的逐条指出，以 1 退出。 Compare every event with its seal.

    Example: python -m server audit verify --anchor /mnt/elsewhere/anchors.jsonl
    """
    anchors = [] if anchor is None else _read(anchor)

    async def work(context: Context) -> AuditReport:
        return await verify_chain(context.database, anchors)

    report = run(work)
    for finding in report.findings[:MOST_SHOWN]:
        warnings.print(sentence(finding))
    if len(report.findings) > MOST_SHOWN:
        warnings.print(f"…… 共 {len(report.findings)} 处 in all")
    head = "" if report.head is None else f",末尾 head {report.head.seq} {report.head.hash}"
    screen.print(f"封印 {report.sealed} 条，未封 {report.unsealed} 条{head}", soft_wrap=True)
    if not report.is_whole:
        sys.exit(1)
    screen.print("记录完整。 Whole.")


@audit.command("anchor")
def anchor(
    file: Annotated[Path, typer.Argument(help="留存在别处的文件，每次加一行 A file kept elsewhere", dir_okay=False)],
) -> None:
    """把末尾的封印记到别处的文件里；有了它，截去末尾也能发现。 Keep the end of the chain elsewhere.

    Example: python -m server audit anchor /mnt/elsewhere/anchors.jsonl
    """

    async def work(context: Context) -> tuple[Head | None, datetime]:
        await seal_all(context)
        async with context.database.read() as session:
            return await head_of(session), context.now()

    head, now = run(work)
    if head is None:
        screen.print("还没有事件。 Nothing has happened yet.")
        return
    line = {"seq": head.seq, "hash": head.hash, "sealed_at": moment(head.sealed_at), "at": moment(now)}
    with file.open("a", encoding="utf-8") as output:
        output.write(json.dumps(line) + "\n")
    screen.print(f"已记下第 {head.seq} 条封印 {head.hash}。 Kept.", soft_wrap=True)


def sentence(finding: AuditFinding) -> str:
    """Return what is wrong, by its numbers."""
    return SENTENCES[finding.fault].format(seal=finding.seal, event=finding.event, last=finding.last_seal)


def _read(file: Path) -> list[Head]:
    """Return the anchors of a file; what is no anchor ends the command, since nothing can be compared with it."""
    try:
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [Head(int(one["seq"]), str(one["hash"]), datetime.fromisoformat(one["sealed_at"])) for one in lines]
    except (OSError, ValueError, KeyError, TypeError) as error:
        warnings.print(f"读不了 {file}:{error} Not a file of anchors.")
        sys.exit(1)
