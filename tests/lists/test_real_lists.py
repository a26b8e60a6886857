"""Real lists come in as they are."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from resolvers.context import Context
from resolvers.lists.options import ListNoun
from resolvers.lists.report import Report
from server.files.reading import read_file
from storage.codes import Kind, Nature, Serves, Travel
from storage.tables import EventRow, NeedPrivateRow, NeedRow, PartnerRow, RegionRow, ResourceRow
from tests.databases import on_sqlite_only
from tests.lists.desk import COMMUNITY, take_in

pytestmark = [pytest.mark.shared_data, on_sqlite_only]


async def twice(context: Context, noun: ListNoun, file: Path, *, region: tuple[str, ...], add: bool) -> Report:
    """Take a file in twice; the second time adds nothing."""
    table = read_file(file)
    first = await take_in(context, noun, table, region=region, add=add, source=file.parent.name)
    again = await take_in(context, noun, table, region=region, add=add, source=file.parent.name)
    assert (again.written, len(again.duplicates)) == (0, first.written)
    return first


async def test_hospitals_ask_and_suppliers_offer(context: Context, shared_data: Path) -> None:
    folder = shared_data / "hospital_supplies_zh"
    needs = await twice(context, ListNoun.NEEDS, folder / "needs.tsv", region=(), add=True)
    assert (needs.written, needs.faults) == (227, ())
    resources = await twice(context, ListNoun.RESOURCES, folder / "resources.tsv", region=(), add=True)
    assert (resources.written, resources.faults) == (834, ())
    async with context.database.read() as session:
        kinds = Counter(await session.scalars(select(ResourceRow.kind)))
        places = await session.execute(
            select(RegionRow.level, func.count(NeedRow.id))
            .join(NeedRow, NeedRow.region_id == RegionRow.id)
            .group_by(RegionRow.level)
        )
        asked_for_partners = await session.scalar(
            select(func.count()).select_from(NeedRow).where(NeedRow.for_partner_id.is_not(None))
        )
        roots = Counter(await session.scalars(select(RegionRow.name).where(RegionRow.parent_id.is_(None))))
        events = Counter(await session.scalars(select(EventRow.noun)))
    assert kinds == {Kind.VENUE: 675, Kind.SERVICE: 81, Kind.FUND: 57, Kind.GOODS: 21}
    assert {level.value: count for level, count in places} == {"DISTRICT": 160, "CITY": 67}
    assert asked_for_partners == 227
    assert roots.most_common(1)[0][1] == 1
    assert (events["need"], events["resource"]) == (227, 834)


async def test_letters_come_in_as_needs_of_a_community(context: Context, shared_data: Path) -> None:
    file = shared_data / "letters_zh" / "needs.tsv"
    report = await twice(context, ListNoun.NEEDS, file, region=COMMUNITY, add=True)
    assert (report.written, report.faults) == (1_543, ())
    async with context.database.read() as session:
        natures = set(await session.scalars(select(NeedRow.nature)))
        letters = dict(
            (await session.execute(select(NeedRow.external_ref, NeedPrivateRow.words).join(NeedPrivateRow))).all()
        )
    assert natures == {Nature.HELP}
    lines = file.read_text(encoding="utf-8").split("\n")[1:]
    written = {line.split("\t")[0]: line.split("\t")[1].strip() for line in lines if line}
    assert {key: words for key, words in letters.items() if words != written[str(key)]} == {}


async def test_a_catalogue_of_government_services_comes_in_as_resources(context: Context, shared_data: Path) -> None:
    file = shared_data / "service_items_zh" / "service_items.tsv"
    report = await twice(context, ListNoun.RESOURCES, file, region=COMMUNITY[:2], add=True)
    assert (report.written, report.faults, len(report.new_partners)) == (1_135, (), 34)
    async with context.database.read() as session:
        departments = set(await session.scalars(select(PartnerRow.is_department)))
        kinds = Counter(await session.scalars(select(ResourceRow.kind)))
    assert departments == {True}
    assert kinds.most_common(1)[0][0] is Kind.POLICY


async def test_cases_come_in_under_the_root_that_has_no_region(context: Context, shared_data: Path) -> None:
    cases = shared_data.parent / "domain" / "cases_zh"
    needs = await twice(context, ListNoun.NEEDS, cases / "needs.tsv", region=(), add=False)
    resources = await twice(context, ListNoun.RESOURCES, cases / "resources.tsv", region=(), add=False)
    assert (needs.faults, resources.faults) == ((), ())
    assert (needs.written, resources.written) == (11, 50)
    async with context.database.read() as session:
        assert list(await session.scalars(select(RegionRow.name))) == ["未分区"]
        serves = Counter((await session.execute(select(ResourceRow.serves, ResourceRow.travel))).all())
    assert all((kind is Serves.REMOTE) == (travel is Travel.REMOTE) for kind, travel in serves)
