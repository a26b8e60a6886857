"""Rows a second that a list of needs goes in with, beside a loop that adds ORM entities line by line."""

import csv
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from benchmarks.made_up import NOW, MadeUpCity
from benchmarks.measuring import Figure
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.lists.importing import import_list
from resolvers.lists.options import ImportOptions, ListNoun
from resolvers.viewer import Viewer
from server.app import make_context
from server.files.reading import read_file
from server.settings import Settings
from storage.codes import Channel, Manner, Matter, Nature, NeedStatus, Unit, Urgency
from storage.engine import Database
from storage.migration import migrate
from storage.tables import NeedPartRow, NeedPrivateRow, NeedRow
from storage.vocabulary import shipped_vocabulary

LINES, PLAIN_LINES = 5_000, 500
HEADS = ("需求名称", "需求内容", "联系人", "联系电话", "期望时间")


async def import_figure(folder: Path) -> Figure:
    """Return rows a second, ours and plain, each into a database of its own."""
    path = folder / "needs.csv"
    city = MadeUpCity(shipped_vocabulary(), resources=0, needs=LINES)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        for number, words in enumerate(city.words):
            expected = NOW + timedelta(days=number % 30)
            writer.writerow((words["words"][:12], words["words"], f"居民{number}", "", f"{expected:%Y.%m.%d}"))
    ours = await _rows_a_second(folder / "ours.db", path, is_plain=False)
    plain = await _rows_a_second(folder / "plain.db", path, is_plain=True)
    return Figure(f"import of {LINES:,} needs", "rows/s", ours, plain, ours / plain)


async def _rows_a_second(address: Path, path: Path, *, is_plain: bool) -> float:
    database = Database.open(f"sqlite+aiosqlite:///{address}")
    await migrate(database)
    empty = MadeUpCity(shipped_vocabulary(), resources=0, needs=0)
    await empty.store(database)
    context = replace(make_context(Settings(), database, lambda: NOW), viewer=Viewer(empty.staff_id))
    began = time.perf_counter()
    count = await (_plain(context, path, empty) if is_plain else _ours(context, path))
    taken = time.perf_counter() - began
    await database.close()
    return count / taken


async def _ours(context: Context, path: Path) -> int:
    options = ImportOptions(ListNoun.NEEDS, source=path.name, is_applied=True)
    return (await import_list(context, read_file(path), options)).written


async def _plain(context: Context, path: Path, city: MadeUpCity) -> int:
    """Add three entities a line and flush, in one transaction; no checks, no categories, no duplicates found."""
    count = 0
    region = city.regions[1]
    async with context.database.write() as session:
        change = Change(context, session, NOW)
        with path.open(encoding="utf-8-sig", newline="") as file:
            for line in csv.DictReader(file):
                need = NeedRow(**_plain_need(change, count, region["id"], region["path"]), summary=line["需求名称"])
                session.add(need)
                await session.flush()
                session.add(NeedPrivateRow(need_id=need.id, words=line["需求内容"], contact_name=line["联系人"]))
                session.add(NeedPartRow(id=change.key(), need_id=need.id, position=1, quantity=1, unit=Unit.TIME))
                await session.flush()
                count += 1
                if count == PLAIN_LINES:
                    break
    return count


def _plain_need(change: Change, number: int, region_id: UUID, region_path: str) -> dict[str, Any]:
    return {
        "id": change.key(),
        "number": f"PLAIN-{number}",
        "region_id": region_id,
        "region_path": region_path,
        "raised_by": change.person_id,
        "channel": Channel.IMPORT,
        "for_region_id": region_id,
        "nature": Nature.HELP,
        "matter": Matter.PERSONAL,
        "manner": Manner.EVERYDAY,
        "urgency": Urgency.P3,
        "status": NeedStatus.RAISED,
        "respond_by": NOW,
        "finish_by": NOW,
        "created_at": NOW,
    }
