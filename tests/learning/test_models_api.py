"""What a region learned, as its administrators see and change it."""

import pytest

from resolvers.models.learning import learn_models
from storage.codes import NeedStatus, PartnerKind
from tests.api.graph import Graph, Json
from tests.api.ids import global_id
from tests.databases import on_sqlite_only
from tests.factories import Town
from tests.learning.conftest import SignedIn
from tests.learning.played import decide, kept_models, offers, part_of
from tests.matching.simulated_choices import LACKING

MODELS = """
query Models($region: ID!) { learnedModels(region: $region) {
  region { name } settingsVersion viewerCanChange
  inForce { id name }
  weights { code label shipped own learned inForce }
  models { id number name isActive isProven trained tried gainPercent gainPercentLow gainPercentHigh sentence
    triedAgainst knownUntil positionPull createdAt createdBy { called } activatedAt activatedBy { called } version
    region { name } weights { code label shipped learned } }
} }
"""
CHANCES = """
query Chances($region: ID!, $days: Int!) { chances(region: $region, days: $days) {
  region { name } since until firstPlaces partners withChance shareWithChance chances gini tenths elsewhere
  newcomers { label partners withChance chances shareOfPartners shareOfChances }
  regions { label region { name } partners chances }
} }
"""
CHANGED = "... on ModelSuccess { model { number isActive } models { inForce { number } settingsVersion } }"


async def models_of(graph: Graph, town: Town) -> Json:
    found: Json = (await graph.ask(MODELS, region=global_id(town.community)))["learnedModels"]
    return found


@on_sqlite_only
async def test_an_administrator_reads_activates_and_goes_back(town: Town, signed_in: SignedIn) -> None:
    await offers(town)
    await decide(town, await part_of(town), 110)
    await learn_models(town.context)
    graph = await signed_in(town.administrator)
    read = await models_of(graph, town)
    (model,) = read["models"]
    assert read["inForce"] == {"id": model["id"], "name": f"{town.community.path}.L1"}
    assert read["settingsVersion"] == f"1+{town.community.path}.L1"
    assert (model["isActive"], model["isProven"], model["activatedBy"]) == (True, True, None)
    assert model["gainPercentLow"] > 0
    assert model["sentence"].startswith("从 110 次决定里学到；用以前的猜以后的 90 次，把握高 ")
    weights = {one["code"]: one for one in read["weights"]}
    assert weights[LACKING]["learned"] == weights[LACKING]["inForce"] > weights[LACKING]["shipped"] == 0
    assert (weights["load"]["learned"], weights["load"]["inForce"]) == (None, -0.4)
    assert all(one["label"] for one in read["weights"])
    region = {"region": global_id(town.community)}
    back = await graph.do("rollBackModel", CHANGED, **region)
    assert (back["model"], back["models"]["inForce"]) == ({"number": 1, "isActive": False}, None)
    again = await graph.do("rollBackModel", CHANGED, **region)
    assert (again["__typename"], again["message"]) == (
        "AlreadyThere",
        "本辖区没有启用学到的权重，不用退回。",
    )
    on = await graph.do("activateModel", CHANGED, model=model["id"])
    assert on["models"] == {"inForce": {"number": 1}, "settingsVersion": f"1+{town.community.path}.L1"}
    stale = await graph.do("activateModel", CHANGED, model=model["id"], version=1)
    assert stale["__typename"] == "StaleVersion"
    twice = await graph.do("activateModel", CHANGED, model=model["id"])
    assert (twice["__typename"], twice["message"]) == ("AlreadyThere", "这一套已经在用了。")


@on_sqlite_only
async def test_how_strongly_chances_go_round_is_set_and_stamped(town: Town, signed_in: SignedIn) -> None:
    graph = await signed_in(town.administrator)
    read = "... on SetRotationSuccess { models { settingsVersion weights { code own inForce } } }"
    done = await graph.do("setRotation", read, region=global_id(town.street), strength=2)
    assert done["models"]["settingsVersion"] == "1~2"
    weights = {one["code"]: (one["own"], one["inForce"]) for one in done["models"]["weights"]}
    assert (weights["load"], weights["rest"]) == ((-0.8, -0.8), (0.6, 0.6))
    assert (await models_of(graph, town))["settingsVersion"] == "1~2"
    too_much = await graph.do("setRotation", read, region=global_id(town.street), strength=3.5)
    assert (too_much["__typename"], too_much["fields"]) == (
        "InvalidInput",
        [{"field": "strength", "message": "要在零到 3 之间"}],
    )


@on_sqlite_only
async def test_staff_and_officers_read_and_others_see_nothing(town: Town, signed_in: SignedIn) -> None:
    (model,) = await kept_models(town, 1)
    for viewer in (town.staff, town.officer):
        graph = await signed_in(viewer)
        read = await models_of(graph, town)
        assert (len(read["models"]), read["viewerCanChange"]) == (1, False)
        assert (await graph.ask(CHANCES, region=global_id(town.community), days=90))["chances"] is not None
    for viewer in (town.other_staff, town.grid_worker, town.resident, town.shopkeeper):
        graph = await signed_in(viewer)
        assert await models_of(graph, town) is None
        assert (await graph.ask(CHANCES, region=global_id(town.community), days=90))["chances"] is None
        node = await graph.ask("query Node($id: ID!) { node(id: $id) { id } }", id=global_id(model))
        assert node["node"] is None


async def test_chances_are_counted_and_name_nobody(town: Town, signed_in: SignedIn) -> None:
    await offers(town)
    stranger = await town.partner("外来队", PartnerKind.SOCIAL_ORGANIZATION)
    await decide(town, await part_of(town), 20)
    await town.dispatch(await town.need(NeedStatus.ACCEPTED), stranger)
    graph = await signed_in(town.officer)
    found = (await graph.ask(CHANCES, region=global_id(town.street), days=30))["chances"]
    # The first three of ten places are looked at, and the resource that was chosen; each list counts once a partner.
    assert (found["partners"], found["firstPlaces"], found["elsewhere"]) == (5, 3, 1)
    assert 2 <= found["withChance"] <= 5
    assert sum(found["tenths"]) == pytest.approx(1)
    (known,) = found["newcomers"]
    assert (known["label"], known["shareOfChances"]) == ("新来的(90 天内)", 1)
    (place,) = found["regions"]
    assert (place["label"], place["region"], place["chances"]) == ("百合社区", {"name": "百合社区"}, found["chances"])
    refused = await graph.send(CHANCES, region=global_id(town.street), days=0)
    assert refused["errors"]


@on_sqlite_only
async def test_a_chance_is_counted_once_a_list_for_a_partner(town: Town, signed_in: SignedIn) -> None:
    resources = await offers(town)
    await decide(town, await part_of(town), 6, chosen_resource_id=resources[9].id)
    graph = await signed_in(town.staff)
    found = (await graph.ask(CHANCES, region=global_id(town.community), days=30))["chances"]
    listed = sorted(resources, key=lambda resource: resource.id)
    lucky = {one.partner_id for one in (*listed[:3], resources[9])}
    assert (found["chances"], found["withChance"], found["partners"]) == (6 * len(lucky), len(lucky), 5)
    assert found["until"] > found["since"]
