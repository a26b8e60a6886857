"""What somebody reads while typing: how many neighbours asked the same, and who could help."""

from resolvers.life.voices import endorse_need
from storage.codes import Matter, Nature, NeedStatus
from tests.api.conftest import SignedIn
from tests.api.graph import Graph
from tests.api.ids import global_id
from tests.databases import on_sqlite_only
from tests.factories import Town

WORDS = "楼道的路灯不亮了，晚上看不见"
DRAFT = """query D($draft: NeedDraft!) {
  similarNeeds(draft: $draft, first: 5) { sentence neighbours items { need { id viewerCan } } }
}"""
HELP = "query H($draft: NeedDraft!) { suggestMatches(draft: $draft, first: 5) { partners { name } } }"


async def asked(reader: Graph, town: Town, words: str = WORDS, **given: str) -> tuple[str | None, int | None]:
    draft = {"text": words, "region": global_id(town.compound), **given}
    found = (await reader.ask(DRAFT, draft=draft))["similarNeeds"]
    return found["sentence"], found["neighbours"]


async def test_neighbours_are_people_and_counted_from_three_on(town: Town, signed_in: SignedIn) -> None:
    people = [await town.person(called) for called in ("刘叔", "陈姐", "老吴")]
    reader = await signed_in(town.neighbour)
    need = await town.published(await town.need(NeedStatus.ACCEPTED, words=WORDS, matter=Matter.PUBLIC))
    await town.published(await town.need(NeedStatus.ACCEPTED, words=WORDS))
    assert await asked(reader, town, "想换灯泡") == ("已有邻居提过", None)
    for person in people[:2]:
        await town.do(person, endorse_need, need.id, also_needs=True)
    await town.do(people[2], endorse_need, need.id, also_needs=False)
    assert await asked(reader, town, "想换灯泡") == ("已有 3 位邻居提过", 3)
    reader.language = "en"
    assert (await asked(reader, town, "想换灯泡"))[0] == "3 neighbours have asked this"
    draft = {"text": "想换灯泡", "region": global_id(town.compound)}
    first = (await reader.ask(DRAFT, draft=draft))["similarNeeds"]["items"][0]["need"]
    assert "ENDORSE" in first["viewerCan"]
    await reader.do("endorseNeed", "", need=global_id(need), alsoNeeds=True)
    assert (await asked(reader, town, "想换灯泡"))[1] == 3


@on_sqlite_only
async def test_what_is_not_public_is_never_counted(town: Town, signed_in: SignedIn, anybody: Graph) -> None:
    for number in range(3):
        asker = await town.person(f"居民{number}")
        await town.need(NeedStatus.ACCEPTED, words=WORDS, by=asker)
        await town.need(NeedStatus.ACCEPTED, words=WORDS, by=asker, nature=Nature.COMPLAINT)
    reader = await signed_in(town.neighbour)
    assert await asked(reader, town) == (None, None)
    for number in range(3):
        asker = await town.person(f"邻居{number}")
        await town.published(await town.need(NeedStatus.ACCEPTED, words=WORDS, by=asker))
    assert await asked(reader, town, "换灯泡") == ("已有 3 位邻居提过", 3)
    assert await asked(anybody, town, "换灯泡") == ("已有 3 位邻居提过", 3)
    assert await asked(reader, town, "换灯泡", category="ELDER_BATH") == (None, None)


@on_sqlite_only
async def test_who_could_help_is_named_once_and_only_with_what_is_public(
    town: Town, signed_in: SignedIn, anybody: Graph
) -> None:
    await town.resource()
    await town.resource(title="修开关和灯")
    draft = {"text": "家里灯泡坏了，想请电工来换", "region": global_id(town.compound)}
    for reader in (anybody, await signed_in(town.resident)):
        found = (await reader.ask(HELP, draft=draft))["suggestMatches"]["partners"]
        assert found == [{"name": "翠湖五金店"}]
