import pytest

from resolvers.coordinates import Place
from resolvers.refusals import AlreadyThere, InvalidInput, NotAllowed, NotFound, NotSignedIn
from resolvers.regions import RegionDraft, add_region, ancestors, full_names, near_names, plant_region
from resolvers.viewer import NOBODY
from storage.codes import Datum, Level, Role
from tests.databases import on_sqlite_only
from tests.factories import Town


async def test_children_get_codes_one_after_the_other_under_their_parent(town: Town) -> None:
    names = ["1栋", "2栋", "3栋"]
    added = [
        await town.do(town.administrator, add_region, RegionDraft(Level.BUILDING, name, town.compound.id))
        for name in names
    ]
    assert [one.path for one in added] == [f"{town.compound.path}000{number}" for number in (1, 2, 3)]
    assert {one.letters for one in added} == {town.compound.letters}


@on_sqlite_only
async def test_the_tenth_child_does_not_take_the_code_of_another(town: Town) -> None:
    paths = [
        (await town.do(NOBODY, plant_region, RegionDraft(Level.BUILDING, f"{number}栋", town.compound.id))).path
        for number in range(1, 40)
    ]
    assert paths == sorted(set(paths))
    assert {len(path) for path in paths} == {len(town.compound.path) + 4}


async def test_a_name_is_given_once_below_a_parent(town: Town) -> None:
    with pytest.raises(AlreadyThere):
        await town.do(NOBODY, plant_region, RegionDraft(Level.COMPOUND, "梧桐小区", town.community.id))
    assert await town.do(NOBODY, plant_region, RegionDraft(Level.COMPOUND, "梧桐小区", town.other_community.id))


@on_sqlite_only
@pytest.mark.parametrize(
    ("level", "name", "letters", "code"),
    [
        (Level.STREET, "青云街道", None, "LEVEL_ORDER"),
        (Level.COMMUNITY, "青云社区", None, "LEVEL_ORDER"),
        (Level.BUILDING, " ", None, "EMPTY"),
        (Level.BUILDING, "长" * 81, None, "TOO_LONG"),
        (Level.BUILDING, "1栋", "小写", "LETTERS"),
    ],
)
async def test_a_region_that_does_not_fit_is_refused(
    town: Town, level: Level, name: str, letters: str | None, code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await town.do(NOBODY, plant_region, RegionDraft(level, name, town.community.id, letters))
    assert refused.value.faults[0].code == code


@on_sqlite_only
async def test_a_root_needs_letters_and_everything_else_a_parent_that_is_there(town: Town) -> None:
    with pytest.raises(InvalidInput):
        await town.do(NOBODY, plant_region, RegionDraft(Level.CITY, "玉溪市"))
    root = await town.do(NOBODY, plant_region, RegionDraft(Level.CITY, "玉溪市", letters="YX"))
    assert root.path == "0002"
    with pytest.raises(NotFound):
        await town.do(NOBODY, plant_region, RegionDraft(Level.COMMUNITY, "青云社区", town.shop.id))


@on_sqlite_only
async def test_only_an_administrator_of_the_parent_adds(town: Town) -> None:
    draft = RegionDraft(Level.COMPOUND, "银杏小区", town.community.id)
    other = await town.person("茶花管理员", Role.ADMINISTRATOR, town.other_community)
    for viewer in (town.staff, town.officer, town.resident, other):
        with pytest.raises(NotAllowed):
            await town.do(viewer, add_region, draft)
    with pytest.raises(NotSignedIn):
        await town.do(NOBODY, add_region, draft)
    with pytest.raises(NotAllowed):
        await town.do(town.administrator, add_region, RegionDraft(Level.CITY, "玉溪市", letters="YX"))


@on_sqlite_only
async def test_a_point_is_kept_in_wgs84_with_the_map_it_came_from(town: Town) -> None:
    place = Place(25.0458, 102.7100, Datum.GCJ02)
    region = await town.do(NOBODY, plant_region, RegionDraft(Level.BUILDING, "1栋", town.compound.id, place=place))
    assert region.datum is Datum.GCJ02
    assert region.lat is not None
    assert 0.001 < abs(region.lat - place.lat) < 0.01


async def test_names_in_full_and_near(town: Town) -> None:
    names = await full_names(town.context, [town.compound.id, town.shop.id, town.district.id])
    assert names == ["昆明市盘龙区联盟街道百合社区梧桐小区", None, "昆明市盘龙区"]
    async with town.context.database.read() as session:
        near = await near_names(session, [town.compound.path, town.district.path])
    assert near == {town.compound.path: "联盟街道百合社区梧桐小区", town.district.path: ""}


def test_the_ancestors_of_a_path_are_its_beginnings() -> None:
    assert ancestors("000100020003") == ["0001", "00010002", "000100020003"]
    assert ancestors("") == []
