"""Indicators as clients read them: with their definition, the period before, the trend and the needs behind them."""

from storage.codes import NeedStatus
from tests.api.conftest import SignedIn
from tests.api.graph import Graph
from tests.api.ids import global_id
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

ASKED = """
query Work($region: ID!) { indicators(region: $region) {
  kind measure value numerator denominator isKeptBack definition
  previous { since until value denominator } series(months: 3) { since value }
} }
"""
BEHIND = """
query Behind($region: ID!, $part: IndicatorPart!) {
  needs(first: 10, filter: { region: $region, counted: { indicator: ON_TIME, part: $part } }) { edges { node { id } } }
}
"""


@on_sqlite_only
async def test_an_indicator_says_what_it_is_where_it_comes_from_and_where_it_goes(
    town: Town, signed_in: SignedIn, anybody: Graph, clock: HandClock
) -> None:
    await town.need(NeedStatus.CLOSED)
    clock.advance(days=35)
    late = await town.need(NeedStatus.ACCEPTED)
    clock.advance(days=20)
    done = await town.need(NeedStatus.DONE)
    region = global_id(town.community)
    staff = await signed_in(town.staff)
    found = {one["kind"]: one for one in (await staff.ask(ASKED, region=region))["indicators"]}
    on_time = found["ON_TIME"]
    assert (on_time["value"], on_time["numerator"], on_time["denominator"]) == (0.5, 1, 2)
    assert on_time["definition"].startswith("按时办结率：")
    assert (on_time["previous"]["value"], on_time["previous"]["denominator"]) == (1.0, 1)
    assert [(one["since"], one["value"]) for one in on_time["series"]] == [
        ("2026-02-01", None),
        ("2026-03-01", 1.0),
        ("2026-04-01", 0.5),
    ]
    for part, needs in (("NUMERATOR", [done]), ("DENOMINATOR", [done, late])):
        behind = (await staff.ask(BEHIND, region=region, part=part))["needs"]["edges"]
        assert {one["node"]["id"] for one in behind} == {global_id(one) for one in needs}
    english = await signed_in(town.officer)
    english.language = "en"
    assert (await english.ask(ASKED, region=region))["indicators"][3]["definition"].startswith("On time: ")
    assert (await anybody.ask(ASKED, region=region))["indicators"] is None
    reversed_period = '{ indicators(region: $region, period: {since: "2026-02-02", until: "2026-02-01"}) { kind } }'
    reply = await staff.send(f"query R($region: ID!) {reversed_period}", region=region)
    assert "结束时间早于开始时间" in reply["errors"][0]["message"]
