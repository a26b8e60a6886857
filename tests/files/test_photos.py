"""What is kept of a photo: the picture to the byte, which way up it is, and nothing about its taker."""

from collections.abc import Callable

import pytest

from resolvers.files import FileNotTaken
from server.files.photos.jpeg import MARKER_IN_SCAN
from server.files.photos.picture import LONGEST_SIDE, orientation_in
from server.files.sniffing import LARGEST_LIST, LARGEST_PHOTO, draft_of
from storage.codes import FileKind
from tests.files.samples import (
    CSV,
    HEIC,
    JPEG,
    PAGE,
    PDF,
    SECRET,
    SIDEWAYS,
    WEBP,
    exif,
    telling_jpeg,
    telling_png,
    telling_webp,
)

TELLING: dict[str, Callable[..., bytes]] = {
    "image/jpeg": telling_jpeg,
    "image/png": telling_png,
    "image/webp": telling_webp,
}


@pytest.mark.parametrize("media_type", TELLING)
def test_nothing_of_the_taker_stays_in_a_photo(media_type: str) -> None:
    told = TELLING[media_type]()
    assert SECRET in told
    draft = draft_of("王阿姨家.heic", told)
    assert (draft.kind, draft.media_type) == (FileKind.PHOTO, media_type)
    assert SECRET not in draft.content
    at = draft.content.index(b"MM\0*")
    assert orientation_in(draft.content[at:]) == SIDEWAYS
    assert len(draft.content[at:]) <= len(exif()) + len(told)
    assert draft_of("again", draft.content).content == draft.content


def test_the_picture_itself_is_copied_to_the_byte() -> None:
    plain = draft_of("x.jpg", JPEG + b"\xff\xd9").content
    data = JPEG[JPEG.index(b"\xff\xda") :]
    assert plain[plain.index(b"\xff\xda") :] == data + b"\xff\xd9"
    assert draft_of("x.jpg", telling_jpeg()).content.endswith(data + b"\xff\xd9")
    assert draft_of("x.webp", WEBP).content == WEBP
    assert WEBP[20:33] in draft_of("x.webp", telling_webp()).content
    idat = telling_png().index(b"IDAT")
    assert telling_png()[idat : idat + 12] in draft_of("x.png", telling_png()).content


def test_stuffed_bytes_and_restarts_do_not_end_a_scan() -> None:
    scan = b"\x12\xff\x00\xff\xd0\xff\xff\xd7\x34\xff\xc4"
    found = MARKER_IN_SCAN.search(scan)
    assert found is not None
    assert found.start() == scan.index(b"\xff\xc4")


@pytest.mark.parametrize("media_type", TELLING)
def test_a_bomb_of_pixels_is_refused_by_its_header(media_type: str) -> None:
    for size in ((LONGEST_SIDE + 1, 1) if media_type != "image/webp" else (LONGEST_SIDE + 2, 1), (16_000, 16_000)):
        with pytest.raises(FileNotTaken) as refused:
            draft_of("bomb", TELLING[media_type](size))
        assert refused.value.code == "TOO_MANY_PIXELS"
    draft = draft_of("fine", TELLING[media_type]((4_000, 3_000)))
    assert (draft.width, draft.height) == (4_000, 3_000)


@pytest.mark.parametrize("media_type", TELLING)
def test_a_photo_cut_anywhere_is_a_refusal_or_a_photo(media_type: str) -> None:
    told = TELLING[media_type]()
    codes = set()
    for end in range(12, len(told)):
        try:
            assert SECRET not in draft_of("cut", told[:end]).content
        except FileNotTaken as refused:
            codes.add(refused.code)
    assert codes == {"BROKEN_PHOTO"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_FILE"),
        (HEIC, "HEIC"),
        (PDF, "NOT_TAKEN"),
        (PAGE, "NOT_TAKEN"),
        (b"GIF89a" + bytes(20), "NOT_TAKEN"),
        (b"MZ\x90\x00" + bytes(60), "NOT_TAKEN"),
        (b"PK\x03\x04" + b"word/document.xml", "NOT_TAKEN"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "LOCKED"),
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "NOT_TAKEN"),
        (telling_png() + bytes(LARGEST_PHOTO), "PHOTO_TOO_LARGE"),
        (b"a,b\n" * (LARGEST_LIST // 4 + 1), "LIST_TOO_LARGE"),
        (telling_png().replace(b"IDAT", b"IDAt"), "BROKEN_PHOTO"),
    ],
)
def test_what_is_no_photo_and_no_list_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(FileNotTaken) as refused:
        draft_of("照片.jpg", content)
    assert refused.value.code == code


def test_a_name_proves_nothing_and_hurts_nobody() -> None:
    draft = draft_of("C:\\temp\\..\\需求\r\n清单.jpg", CSV)
    assert (draft.kind, draft.media_type, draft.name) == (FileKind.LIST, "text/csv", "需求 清单.csv")
    assert draft_of("a.tsv", CSV.replace(b",", b"\t")).media_type == "text/tab-separated-values"
    assert draft_of("/etc/" + "长" * 300, CSV).name == "长" * 116 + ".csv"
    assert draft_of("清单\u202exslx.csv", CSV).name == "清单 xslx.csv"
