"""POST /files and GET /files/<id>: who hands in, who reads, what is said, and what is left in the folder."""

import stat
from collections.abc import AsyncIterator
from hashlib import sha256
from uuid import UUID

import pytest
from sqlalchemy import select

from resolvers.changes import Change
from resolvers.due import run_due
from resolvers.erasing import erase_need_words
from resolvers.files import MOST_UNUSED
from resolvers.life.voices import add_remark
from resolvers.photos import forget_own_photos
from server.files.sniffing import LARGEST_PHOTO
from storage.codes import RemarkKind
from storage.standing import Purpose
from storage.tables import FileRow, NeedPhotoRow, NeedRow
from tests.api.ids import global_id
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town
from tests.files.conftest import Hand, HandOf
from tests.files.samples import CSV, HEIC, JPEG, SECRET, WEBP, telling_jpeg, telling_png

PHOTOS = "query P($id: ID!) { need(id: $id) { photos { id kind mediaType size width height address } } }"


def contents(town: Town) -> set[str]:
    """Return the names of what lies in the folder."""
    folder = town.context.files.folder
    assert folder is not None
    return {path.name for path in folder.rglob("*") if path.is_file()}


async def test_a_photo_shows_a_need_to_those_who_read_its_words_and_to_nobody_else(
    town: Town, hand_of: HandOf, anybody: Hand
) -> None:
    resident, staff, grid_worker = [await hand_of(one) for one in (town.resident, town.staff, town.grid_worker)]
    others = [await hand_of(one) for one in (town.neighbour, town.shopkeeper, town.other_staff, town.officer)]
    photo = await resident.kept(telling_jpeg(), "楼道.jpg")
    assert (photo["kind"], photo["name"], photo["mediaType"]) == ("PHOTO", "楼道.jpg", "image/jpeg")
    for one in (staff, grid_worker, *others):
        assert (await one.get(photo["address"])).status_code == 404
    given = {"words": "楼道灯坏了", "region": global_id(town.compound), "photos": [photo["id"]]}
    posted = await resident.do("postNeed", "... on NeedSuccess { need { id photos { id } } }", **given)
    need = posted["need"]["id"]
    assert posted["need"]["photos"] == [{"id": photo["id"]}]
    for one in (resident, staff, grid_worker):
        (shown,) = (await one.ask(PHOTOS, id=need))["need"]["photos"]
        reply = await one.get(shown["address"])
        assert (reply.status_code, reply.headers["content-type"]) == (200, "image/jpeg")
        assert reply.headers["content-disposition"].startswith("inline")
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["cache-control"] == "private, no-store"
        assert reply.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert SECRET not in reply.content
    await staff.do("acceptNeed", "", need=need)
    await staff.do("publishNeed", "", need=need, title="换楼道灯", text="楼道灯坏了，请帮忙换一只", confirmed=True)
    for one in (*others, anybody):
        found = (await one.ask(PHOTOS, id=need))["need"]
        assert found == {"photos": []}
        assert (await one.get(photo["address"])).status_code == (401 if one is anybody else 404)
    given = {"words": "还是它", "region": global_id(town.compound), "photos": [photo["id"]]}
    refused = await resident.do("postNeed", "", **given)
    assert refused["fields"] == [
        {"field": "photos[0]", "message": "这张照片已经用过或过期了，请重新上传"},
    ]


@on_sqlite_only
async def test_a_comment_brings_photos_up_to_three(town: Town, hand_of: HandOf) -> None:
    resident, neighbour = await hand_of(town.resident), await hand_of(town.neighbour)
    need = global_id(await town.need())
    photos = [(await resident.kept(content))["id"] for content in (JPEG, WEBP, telling_png(), telling_jpeg())]
    foreign = (await neighbour.kept(JPEG))["id"]
    listed = (await (await hand_of(town.staff)).kept(CSV, "清单.csv"))["id"]
    for wrong, field in (
        (photos, "photos"),
        ([foreign], "photos[0]"),
        ([listed], "photos[0]"),
        ([photos[0]] * 2, "photos[1]"),
    ):
        refused = await resident.do("commentNeed", "", need=need, text="看图", photos=wrong)
        assert [one["field"] for one in refused["fields"]] == [field]
    done = await resident.do(
        "commentNeed", "... on NeedSuccess { need { photos { id } } }", need=need, text="看图", photos=photos[:3]
    )
    assert {one["id"] for one in done["need"]["photos"]} == set(photos[:3])


@on_sqlite_only
@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "EMPTY_FILE"),
        (HEIC, 415, "HEIC"),
        (b"GIF89a" + bytes(9), 415, "NOT_TAKEN"),
        (telling_png((16_000, 16_000)), 422, "TOO_MANY_PIXELS"),
        (telling_png() + bytes(LARGEST_PHOTO), 413, "TOO_LARGE"),
        (CSV, 403, "NotAllowed"),
    ],
)
async def test_what_is_not_taken_is_told_in_the_reader_s_language_and_leaves_nothing(
    town: Town, hand_of: HandOf, content: bytes, status: int, code: str
) -> None:
    resident = await hand_of(town.resident)
    for language, mark in (("zh-CN", "。"), ("en", ".")):
        reply = await resident.post(content, "照片.png", **{"accept-language": language})
        told = reply.json()["refusal"]
        assert (reply.status_code, told["code"]) == (status, code)
        assert told["message"].endswith(mark)
        assert told["remedy"].endswith(mark)
    assert await town.rows(select(FileRow)) == []
    assert contents(town) == set()


@on_sqlite_only
async def test_a_body_is_read_no_further_than_the_cap_whatever_it_says_of_its_length(
    town: Town, hand_of: HandOf
) -> None:
    resident = await hand_of(town.resident)
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield bytes(64 * 1024)

    reply = await resident.post(endless())
    assert reply.json()["refusal"]["code"] == "TOO_LARGE"
    assert sent <= LARGEST_PHOTO // (64 * 1024) + 2
    lying = await resident.post(JPEG, **{"content-length": "999999999999"})
    assert lying.json()["refusal"]["code"] == "TOO_LARGE"
    packed = await resident.post(JPEG, **{"content-encoding": "gzip"})
    assert packed.json()["refusal"]["code"] == "ENCODED"


@on_sqlite_only
async def test_only_those_who_signed_in_on_our_own_pages_hand_in(town: Town, hand_of: HandOf, anybody: Hand) -> None:
    assert (await anybody.post(JPEG)).json()["refusal"]["code"] == "NotSignedIn"
    resident = await hand_of(town.resident)
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}):
        reply = await resident.post(JPEG, **headers)
        assert (reply.status_code, reply.json()["refusal"]["code"]) == (403, "FROM_ELSEWHERE")
    made = await resident.do("createToken", "... on CreateTokenSuccess { secret }", name="只读", scope="READ")
    reading = Hand(resident.http, made["secret"])
    assert (await reading.post(JPEG)).json()["refusal"]["code"] == "NotAllowed"
    assert contents(town) == set()


@on_sqlite_only
async def test_a_cookie_of_ours_hands_in_too(town: Town, hand_of: HandOf, anybody: Hand) -> None:
    resident = await hand_of(town.resident)
    reply = await anybody.post(
        JPEG, **{"cookie": f"community_session={resident.token}", "sec-fetch-site": "same-origin"}
    )
    assert reply.status_code == 201


@on_sqlite_only
async def test_a_list_is_kept_as_it_came_for_its_owner_alone_and_never_shown_in_a_page(
    town: Town, hand_of: HandOf
) -> None:
    staff, colleague = await hand_of(town.staff), await hand_of(town.grid_worker)
    told = await staff.kept(CSV, "三月 需求.csv")
    reply = await staff.get(told["address"])
    assert reply.content == CSV
    assert reply.headers["content-type"].startswith("text/csv")
    assert reply.headers["content-disposition"] == (
        "attachment; filename*=utf-8''%E4%B8%89%E6%9C%88%20%E9%9C%80%E6%B1%82.csv"
    )
    assert (await colleague.get(told["address"])).status_code == 404
    name = sha256(CSV).hexdigest()
    assert contents(town) == {name}
    path = town.context.files.path(name)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@on_sqlite_only
async def test_somebody_s_waiting_files_are_counted(town: Town, hand_of: HandOf) -> None:
    resident = await hand_of(town.resident)
    for _ in range(MOST_UNUSED):
        await resident.kept(JPEG)
    refused = (await resident.post(JPEG)).json()["refusal"]
    assert (refused["code"], str(MOST_UNUSED) in refused["message"]) == ("TOO_MANY_WAITING", True)
    assert len(contents(town)) == 1


async def test_what_is_not_used_is_removed_after_a_day_and_its_content_with_the_last_of_it(
    town: Town, hand_of: HandOf, clock: HandClock
) -> None:
    resident, neighbour = await hand_of(town.resident), await hand_of(town.neighbour)
    shown, twin, other = [
        await hand.kept(content) for hand, content in ((resident, JPEG), (neighbour, JPEG), (resident, WEBP))
    ]
    need = await town.need(photos=(UUID(shown["address"].rpartition("/")[2]),))
    assert len(contents(town)) == 2
    clock.advance(hours=23)
    assert (await run_due(town.context, town.context.now())).files == 0
    clock.advance(hours=2)
    assert (await run_due(town.context, town.context.now())).files == 2
    assert (await run_due(town.context, town.context.now())).files == 0
    assert len(contents(town)) == 1
    for gone in (twin, other):
        assert (await neighbour.get(gone["address"])).status_code == 404
    assert (await resident.get(shown["address"])).status_code == 200
    async with town.context.opened_for(Purpose.SYSTEM).database.write() as session:
        await erase_need_words(
            Change(town.context, session, town.context.now()), await session.get_one(NeedRow, need.id)
        )
    assert await town.rows(select(NeedPhotoRow)) == []
    assert (await run_due(town.context, town.context.now())).files == 1
    assert contents(town) == set()


@on_sqlite_only
async def test_who_is_erased_takes_along_the_photos_brought_to_others_needs(town: Town, hand_of: HandOf) -> None:
    neighbour = await hand_of(town.neighbour)
    photo = (await neighbour.kept(JPEG))["address"].rpartition("/")[2]
    need = await town.need(by=town.neighbour, for_person=town.neighbour.person_id)
    await town.do(town.neighbour, add_remark, need.id, RemarkKind.COMMENT, "看图", photos=[UUID(photo)])
    assert len(await town.rows(select(NeedPhotoRow))) == 1

    async def forget(change: Change) -> NeedRow:
        await forget_own_photos(change)
        return await change.session.get_one(NeedRow, need.id)

    await town.do(town.resident, forget)
    assert len(await town.rows(select(NeedPhotoRow))) == 1
    await town.do(town.neighbour, forget)
    assert await town.rows(select(NeedPhotoRow)) == []
