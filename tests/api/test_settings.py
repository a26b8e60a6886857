"""A region's settings: read with where they come from, edited within ranges, inherited, and kept with a history."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from resolvers.due import run_due
from resolvers.settings.editing import LineEdit, edit_settings
from resolvers.settings.named import SettingGroup, is_in_range, named_settings
from storage.codes import NeedStatus
from storage.tables import EventRow, NeedPrivateRow, RegionRow
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

READ = """
query Read($region: ID!) { regionSettings(region: $region) {
  viewerCanEdit groups { group version lines { key label value own shipped least most isText isWhole setIn { name } } }
  history(first: 5) { group version at changed { key value } changedBy { called } }
} }
"""


async def line(client: Graph, region: RegionRow, group: str, name: str) -> Json:
    found = (await client.ask(READ, region=global_id(region)))["regionSettings"]["groups"]
    (lines,) = [one["lines"] for one in found if one["group"] == group]
    (told,) = [one for one in lines if one["key"] == name]
    wanted: Json = told
    return wanted


async def put(town: Town, region: RegionRow, group: SettingGroup, version: int = 0, **lines: str | None) -> None:
    edits = [LineEdit(key.replace("__", "."), value) for key, value in lines.items()]
    await town.do(town.administrator, edit_settings, region.id, group, version, edits)


async def test_a_line_comes_from_the_nearest_region_that_set_it(town: Town, signed_in: SignedIn) -> None:
    administrator = await signed_in(town.administrator)
    given: Json = {"group": "DEADLINES", "version": 0, "lines": [{"key": "ACCEPT.P3", "value": "3"}]}
    done = await administrator.do("editRegionSettings", "", region=global_id(town.district), **given)
    assert done["__typename"] == "RegionSettingsSuccess"
    await put(town, town.street, SettingGroup.DEADLINES, FINISH__P3="10")
    staff = await signed_in(town.staff)
    inherited = await line(staff, town.community, "DEADLINES", "ACCEPT.P3")
    assert (inherited["value"], inherited["own"], inherited["setIn"]) == ("3", None, {"name": "盘龙区"})
    assert (await line(staff, town.community, "DEADLINES", "FINISH.P3"))["value"] == "10"
    untouched = await line(staff, town.community, "DEADLINES", "FINISH.P2")
    assert (untouched["value"], untouched["setIn"], untouched["label"]) == ("5", None, "办结（较急），工作日")
    await put(town, town.street, SettingGroup.DEADLINES, 1, FINISH__P3=None)
    back = await line(await signed_in(town.officer), town.street, "DEADLINES", "FINISH.P3")
    assert (back["value"], back["own"]) == ("7", None)
    asked = (await administrator.ask(READ, region=global_id(town.street)))["regionSettings"]
    assert [(one["version"], one["changed"]) for one in asked["history"]] == [
        (2, [{"key": "FINISH.P3", "value": None}]),
        (1, [{"key": "FINISH.P3", "value": "10"}]),
    ]
    (event, *_) = await town.rows(select(EventRow).where(EventRow.move == "SETTINGS_EDITED"))
    assert event.details == {"name": "deadlines", "version": 1, "fields": ["ACCEPT.P3"]}


@on_sqlite_only
async def test_deadlines_follow_the_region_of_the_need(town: Town) -> None:
    as_shipped = await town.need(NeedStatus.ACCEPTED)
    await put(town, town.district, SettingGroup.DEADLINES, FINISH__P3="1", ACCEPT__P3="2", ANSWER__P3="5")
    await put(town, town.other_community, SettingGroup.DEADLINES, FINISH__P3="30")
    today = town.context.now().date()
    raised, accepted = await town.need(), await town.need(NeedStatus.DISPATCHED)
    assert raised.respond_by.date() - today == timedelta(days=2)
    assert accepted.finish_by.date() - today == timedelta(days=1)
    assert accepted.finish_by < as_shipped.finish_by
    (dispatch,) = await town.dispatches(accepted)
    assert dispatch.respond_by.date() - today == timedelta(days=7), "five working days, a weekend among them"
    elsewhere = await town.need(region_id=town.other_community.id)
    assert elsewhere.finish_by.date() - today > timedelta(days=30)


async def test_waiting_and_keeping_follow_the_region(town: Town, clock: HandClock) -> None:
    await put(town, town.community, SettingGroup.DEADLINES, CLOSE_UNEVALUATED__all="3")
    await put(town, town.district, SettingGroup.RETENTION, words_of_ended_needs_days="200")
    await put(town, town.community, SettingGroup.RETENTION, words_of_ended_needs_days="100")
    need = await town.need(NeedStatus.DONE)
    clock.advance(days=4)
    assert (await run_due(town.context, clock())).closed == 1
    clock.advance(days=99)
    assert (await run_due(town.context, clock())).forgotten == 0
    clock.advance(days=2)
    assert (await run_due(town.context, clock())).forgotten == 1
    assert await town.rows(select(NeedPrivateRow).where(NeedPrivateRow.need_id == need.id)) == []


@on_sqlite_only
async def test_a_resource_is_confirmed_in_the_rhythm_of_its_region(town: Town) -> None:
    await put(town, town.street, SettingGroup.CONFIRMING, SERVICE="45")
    assert (await town.resource()).confirm_every_days == 45
    assert (await town.resource(confirm_every_days=20)).confirm_every_days == 20


@on_sqlite_only
async def test_what_is_out_of_range_unknown_or_stale_is_refused_by_its_line(town: Town, signed_in: SignedIn) -> None:
    administrator = await signed_in(town.administrator)
    region = global_id(town.community)

    async def tried(version: int, *lines: tuple[str, Any]) -> Json:
        given = [{"key": name, "value": value} for name, value in lines]
        return await administrator.do(
            "editRegionSettings", "", region=region, group="DEADLINES", version=version, lines=given
        )

    wrong = await tried(0, ("ACCEPT.P3", "61"), ("ACCEPT.P9", "1"), ("FINISH.P3", "soon"), ("FINISH.P3", "7"))
    assert [(one["field"], one["message"]) for one in wrong["fields"]] == [
        ("lines[0].value", "要在 1—60 之间"),
        ("lines[1].key", "没有「ACCEPT.P9」这项设置"),
        ("lines[2].value", "要在 1—60 之间"),
        ("lines[3].key", "同一项写了两次"),
    ]
    assert (await tried(0))["fields"][0]["field"] == "lines"
    assert (await tried(0, ("ACCEPT.P3", "2")))["__typename"] == "RegionSettingsSuccess"
    stale = await tried(0, ("FINISH.P3", "9"))
    assert (stale["__typename"], stale["changed"]) == ("StaleVersion", ["ACCEPT.P3"])
    for reader in (town.resident, town.shopkeeper, town.other_staff, town.grid_worker):
        client = await signed_in(reader)
        assert (await client.ask(READ, region=region))["regionSettings"] is None


@on_sqlite_only
async def test_weights_are_what_ranks_from_the_next_time_on(town: Town, signed_in: SignedIn) -> None:
    await put(town, town.community, SettingGroup.MATCHING, load="0")
    models = "query M($region: ID!) { learnedModels(region: $region) { weights { code own inForce } } }"
    staff = await signed_in(town.staff)
    weights = (await staff.ask(models, region=global_id(town.community)))["learnedModels"]["weights"]
    assert [one for one in weights if one["code"] == "load"] == [{"code": "load", "own": 0.0, "inForce": 0.0}]


def test_what_is_shipped_lies_in_its_own_range() -> None:
    for group, lines in named_settings().items():
        for named in lines.values():
            assert is_in_range(named, named.shipped), f"{group} {named.key}"
            assert named.zh
            assert named.en
