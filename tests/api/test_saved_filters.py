"""Saved filters: one's own only, replaced by name, gone when removed or when the person is erased."""

from resolvers.saved_filters import MOST_FILTERS, FilterDraft, save_filter
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.databases import on_sqlite_only
from tests.factories import Town

MINE = "query Mine($screen: String) { viewer { savedFilters(screen: $screen) { id screen name query } } }"
ONE = "query One($id: ID!) { node(id: $id) { ... on SavedFilter { query } } }"
SAVED = "... on SavedFilterSuccess { filter { id query } }"


async def mine(client: Graph, screen: str | None = None) -> list[Json]:
    found: list[Json] = (await client.ask(MINE, screen=screen))["viewer"]["savedFilters"]
    return found


async def test_a_filter_is_kept_replaced_and_removed_by_its_owner_alone(
    town: Town, signed_in: SignedIn, anybody: Graph
) -> None:
    staff, other = await signed_in(town.staff), await signed_in(town.other_staff)
    given = {"screen": "needs", "name": "快到期"}
    first = await staff.do("saveFilter", SAVED, **given, query="?status=ACCEPTED&order=DEADLINE")
    assert first["filter"]["query"] == "status=ACCEPTED&order=DEADLINE"
    again = await staff.do("saveFilter", SAVED, **given, query="status=RAISED")
    assert again["filter"] == {"id": first["filter"]["id"], "query": "status=RAISED"}
    await staff.do("saveFilter", SAVED, screen="resources", name="快到期", query="fresh=false")
    assert [one["query"] for one in await mine(staff)] == ["status=RAISED", "fresh=false"]
    assert [one["query"] for one in await mine(staff, "resources")] == ["fresh=false"]
    kept = first["filter"]["id"]
    for stranger in (other, anybody):
        assert await mine(stranger) == []
        assert (await stranger.ask(ONE, id=kept))["node"] is None
    assert (await other.do("removeFilter", "", filter=kept))["__typename"] == "NotFound"
    key = {"idempotency-key": "one"}
    for _ in range(2):
        assert (await staff.do("removeFilter", "", headers=key, filter=kept))["__typename"] == "PersonSuccess"
    assert [one["screen"] for one in await mine(staff)] == ["resources"]


@on_sqlite_only
async def test_there_is_an_end_to_filters_and_empty_ones_are_refused(town: Town, signed_in: SignedIn) -> None:
    staff = await signed_in(town.staff)
    empty = await staff.do("saveFilter", "", screen="needs", name=" ", query="?")
    assert [one["field"] for one in empty["fields"]] == ["name", "query"]
    for number in range(MOST_FILTERS):
        await town.do(town.staff, save_filter, FilterDraft("needs", f"第 {number}", "a=1"))
    full = await staff.do("saveFilter", "", screen="needs", name="再一条", query="a=1")
    assert "至多 50 条" in full["message"]
