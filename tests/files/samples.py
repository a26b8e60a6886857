"""Small files of every kind, made here: photos that tell of their taker, lists, and what is neither."""

import struct
import zlib
from base64 import b64decode

from server.files.photos.picture import upright_exif

JPEG = b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP////////////////////////////////////////////////////////////////////////////////"
    "//////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA="
)
"""One grey pixel, progressive, without anything beside it."""
WEBP = b64decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
"""One pixel, lossless."""
SECRET = b"taken by Wang at 25.04,102.71"
SIDEWAYS = 6


def exif(orientation: int = SIDEWAYS) -> bytes:
    """Return an EXIF that says which way up a photo is, and behind that what nobody should know."""
    return upright_exif(orientation) + SECRET


def segment(marker: int, held: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(held) + 2) + held


def telling_jpeg(size: tuple[int, int] = (1, 1)) -> bytes:
    """Return a JPEG with EXIF, XMP, a comment, a preview, and a film behind its end; its header tells a size."""
    start, rest = JPEG[:2], JPEG[20:]
    frame = rest.index(b"\xff\xc2") + 5
    rest = rest[:frame] + struct.pack(">HH", size[1], size[0]) + rest[frame + 4 :]
    preview = b"JFIF\0\1\1\0\0\x48\0\x48\1\1" + b"\1\2\3"
    told = [
        segment(0xE0, preview),
        segment(0xE1, b"Exif\0\0" + exif()),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
        segment(0xED, b"Photoshop 3.0\0" + SECRET),
        segment(0xFE, SECRET),
    ]
    return start + b"".join(told) + rest + b"\xff\xd9" + SECRET


def chunk(name: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))


def telling_png(size: tuple[int, int] = (1, 1)) -> bytes:
    """Return a grey PNG with EXIF, texts, a time, and more behind its end; its header tells a size."""
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)),
            chunk(b"tEXt", b"Author\0" + SECRET),
            chunk(b"eXIf", exif()),
            chunk(b"tIME", b"\x07\xea\1\2\3\4\5"),
            chunk(b"IDAT", zlib.compress(b"\0\x80")),
            chunk(b"prIv", SECRET),
            chunk(b"IEND", b""),
            SECRET,
        ]
    )


def telling_webp(size: tuple[int, int] = (1, 1)) -> bytes:
    """Return a WebP with EXIF, XMP, and more behind its end; its header tells a size."""
    canvas = b"".join((side - 1).to_bytes(3, "little") for side in size)
    parts = [
        (b"VP8X", bytes([0x0C, 0, 0, 0]) + canvas),
        (b"VP8L", WEBP[20 : 20 + 13]),
        (b"EXIF", exif()),
        (b"XMP ", SECRET),
    ]
    body = b"WEBP" + b"".join(
        name + struct.pack("<I", len(held)) + held + b"\0" * (len(held) % 2) for name, held in parts
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body + SECRET


HEIC = b"\0\0\0\x18ftypheic" + bytes(20)
PDF = b"%PDF-1.7\n" + bytes(20)
PAGE = b"<html><script>alert(1)</script></html>"
CSV = "序号,需求内容,联系人,联系电话\n1,三楼楼道灯不亮,王阿姨,13888880001\n".encode()
