"""What goes wrong is logged with its trace, and without what somebody wrote."""

import pytest
from sqlalchemy import insert

from resolvers.changes import Change
from schema.inputs.need import PostNeedInput
from storage.tables import PersonPrivateRow
from tests.api.conftest import SignedIn
from tests.api.ids import global_id
from tests.databases import on_sqlite_only
from tests.factories import Town


@on_sqlite_only
async def test_a_fault_of_the_database_is_logged_without_what_was_written(
    town: Town, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def break_in_the_middle(change: Change) -> None:
        row = {"person_id": change.person_id, "name": "王小明", "phone": "13888880001"}
        await change.session.execute(insert(PersonPrivateRow).values(**row))

    monkeypatch.setattr(PostNeedInput, "work", lambda _: break_in_the_middle)
    resident = await signed_in(town.resident)
    document = "mutation P($input: PostNeedInput!) { postNeed(input: $input) { __typename } }"
    given = {"words": "家里老人摔了一跤", "region": global_id(town.compound)}
    reply = await resident.send(document, input=given)
    assert reply["data"] is None
    assert "UNIQUE constraint failed" in caplog.text
    for private in ("王小明", "13888880001", "摔了一跤"):
        assert private not in caplog.text
        assert private not in str(reply)
