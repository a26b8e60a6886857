"""JPEG: the segments a decoder needs are copied, all others are left behind."""

import re
import struct
from collections.abc import Iterator

from server.files.photos.picture import (
    UPRIGHT,
    BrokenPhotoError,
    Picture,
    measured,
    orientation_in,
    upright_exif,
)

SIGNATURE = b"\xff\xd8\xff"
START, END, SCAN = b"\xff\xd8", b"\xff\xd9", 0xDA
FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""The frames browsers show: baseline, extended and progressive."""
OTHER_FRAMES = frozenset({0xC3, *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})
TABLES = frozenset({0xDB, 0xC4, 0xDD})
JFIF, EXIF, ICC, ADOBE = b"JFIF\0", b"Exif\0\0", b"ICC_PROFILE\0", b"Adobe"
LENGTH_OF_JFIF = 14
MARKER_IN_SCAN = re.compile(rb"\xff[^\xff\x00\xd0-\xd7]", re.DOTALL)
"""What ends the data of a scan: stuffed bytes and restarts are part of it."""
MOST_SEGMENTS = 2_000

Segment = tuple[int, bytes, bytes]
"""A marker, what it holds, and for the start of a scan the data behind it."""


def read_jpeg(content: bytes) -> Picture:
    """Return the picture in a JPEG file. Raises `BrokenPhotoError` and `TooManyPixelsError`."""
    kept: list[bytes] = []
    size: tuple[int, int] | None = None
    orientation, has_scan = UPRIGHT, False
    for marker, held, data in _segments(content):
        if marker in OTHER_FRAMES or (marker in FRAMES and size is not None):
            raise BrokenPhotoError
        if marker in FRAMES:
            size = _size(held)
        elif marker == SCAN:
            if size is None:
                raise BrokenPhotoError
            has_scan = True
        elif marker == 0xE1 and held.startswith(EXIF):  # noqa: PLR2004 - APP1
            orientation = orientation_in(held[len(EXIF) :])
        plain = _plain(marker, held)
        if plain is not None:
            kept.append(_written(marker, plain) + data)
    if size is None or not has_scan:
        raise BrokenPhotoError
    turned = [] if orientation == UPRIGHT else [_written(0xE1, EXIF + upright_exif(orientation))]
    first = 1 if kept[0][1] == 0xE0 else 0  # noqa: PLR2004 - APP0 comes first where there is one
    return Picture("image/jpeg", ".jpg", b"".join([START, *kept[:first], *turned, *kept[first:], END]), *size)


def _segments(content: bytes) -> Iterator[Segment]:
    """Yield the segments up to the end of the image; what comes behind it is never looked at."""
    at = len(START)
    for _ in range(MOST_SEGMENTS):
        while content[at : at + 2] == b"\xff\xff":
            at += 1
        if content[at : at + 1] != b"\xff" or at + 2 > len(content):
            raise BrokenPhotoError
        marker = content[at + 1]
        if content[at : at + 2] == END:
            return
        if at + 4 > len(content):
            raise BrokenPhotoError
        (length,) = struct.unpack_from(">H", content, at + 2)
        held = content[at + 4 : at + 2 + length]
        if length < 2 or len(held) != length - 2:  # noqa: PLR2004 - the length counts itself
            raise BrokenPhotoError
        at += 2 + length
        data = b""
        if marker == SCAN:
            found = MARKER_IN_SCAN.search(content, at)
            # A photo whose transfer was cut off shows as far as it came.
            end = found.start() if found else len(content)
            data, at = content[at:end], end
        yield marker, held, data
        if marker == SCAN and at == len(content):
            return
    raise BrokenPhotoError


def _plain(marker: int, held: bytes) -> bytes | None:
    """Return what is kept of a segment: what decodes the picture or its colours; None for all else."""
    if marker in FRAMES or marker in TABLES or marker == SCAN:
        return held
    if marker == 0xE0 and held.startswith(JFIF) and len(held) >= LENGTH_OF_JFIF:  # noqa: PLR2004 - APP0
        return held[: LENGTH_OF_JFIF - 2] + b"\0\0"  # No preview: the last two bytes are its size.
    if marker == 0xE2 and held.startswith(ICC):  # noqa: PLR2004 - APP2
        return held
    if marker == 0xEE and held.startswith(ADOBE):  # noqa: PLR2004 - APP14
        return held
    return None


def _size(frame: bytes) -> tuple[int, int]:
    try:
        height, width = struct.unpack_from(">HH", frame, 1)
    except struct.error:
        raise BrokenPhotoError from None
    return measured(width, height)


def _written(marker: int, held: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(held) + 2) + held
