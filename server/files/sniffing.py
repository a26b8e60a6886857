"""What a file is, read from its bytes: its name and what the sender says of it prove nothing."""

import re
from pathlib import PurePosixPath

from resolvers.files import LONGEST_NAME, FileDraft, FileNotTaken
from server.files.limits import MEBIBYTE, UPLOAD
from server.files.photos import jpeg, png, webp
from server.files.photos.picture import MOST_PIXELS, BrokenPhotoError, Picture, TooManyPixelsError
from storage.codes import FileKind

LARGEST_PHOTO = 5 * MEBIBYTE
LARGEST_LIST = UPLOAD.file_bytes
TEN_THOUSAND = 10_000
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"})
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
EXCEL_PART = b"xl/workbook"
ODS_MARK = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
START_OF_FIRST_NAME = 30
EXCEL_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
NOT_TEXT = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
MARKUP = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<")
UNFIT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2066-\u2069\\/:*?\"<>|]+")
ENDINGS = re.compile(r"(?:\.[A-Za-z]{2,5})+$")

MEDIA_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}


def draft_of(name: str, content: bytes) -> FileDraft:
    """Return a file as it may be kept: a photo freed of all that is not the picture, or a list as it came.

    Raises
    ------
    FileNotTaken
        EMPTY_FILE, HEIC, NOT_TAKEN, BROKEN_PHOTO, TOO_MANY_PIXELS, PHOTO_TOO_LARGE, LIST_TOO_LARGE or LOCKED.
    """
    if not content:
        raise FileNotTaken("EMPTY_FILE")
    picture = _picture(content)
    if picture is not None:
        return FileDraft(
            FileKind.PHOTO,
            picture.media_type,
            _named(name, picture.suffix),
            picture.content,
            picture.width,
            picture.height,
        )
    suffix = _suffix_of_list(name, content)
    if len(content) > LARGEST_LIST:
        raise FileNotTaken("LIST_TOO_LARGE", str(LARGEST_LIST // MEBIBYTE))
    return FileDraft(FileKind.LIST, MEDIA_TYPES[suffix], _named(name, suffix), content)


def _picture(content: bytes) -> Picture | None:
    """Return the photo in a file; None when it is none."""
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        raise FileNotTaken("HEIC")
    if content.startswith(jpeg.SIGNATURE):
        read = jpeg.read_jpeg
    elif content.startswith(png.SIGNATURE):
        read = png.read_png
    elif webp.is_webp(content):
        read = webp.read_webp
    else:
        return None
    if len(content) > LARGEST_PHOTO:
        raise FileNotTaken("PHOTO_TOO_LARGE", str(LARGEST_PHOTO // MEBIBYTE))
    try:
        return read(content)
    except TooManyPixelsError:
        raise FileNotTaken("TOO_MANY_PIXELS", str(MOST_PIXELS // TEN_THOUSAND)) from None
    except BrokenPhotoError:
        raise FileNotTaken("BROKEN_PHOTO") from None


def _suffix_of_list(name: str, content: bytes) -> str:
    """Return the ending a list should have; of a text the name may say that its cells are parted by tabs."""
    if content.startswith(ZIP):
        if EXCEL_PART in content:
            return ".xlsx"
        if content.startswith(ODS_MARK, START_OF_FIRST_NAME):
            return ".ods"
    elif content.startswith(OLE):
        if LOCKED_STREAM in content:
            raise FileNotTaken("LOCKED")
        if any(stream in content for stream in EXCEL_STREAMS):
            return ".xls"
    elif content.startswith(UTF16_MARKS) or not (NOT_TEXT.search(content) or MARKUP.match(content)):
        return ".tsv" if name.lower().endswith(".tsv") else ".csv"
    raise FileNotTaken("NOT_TAKEN")


def _named(name: str, suffix: str) -> str:
    """Return a name that any system takes, with the ending that is true.

    >>> _named("../2024.9.16 需求.xlsx.exe", ".xlsx"), _named("", ".jpg")
    ('2024.9.16 需求.xlsx', 'file.jpg')
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    stem = ENDINGS.sub("", UNFIT_IN_NAMES.sub(" ", last).strip(" .")).strip(" .")
    return (stem[: LONGEST_NAME - len(suffix)] or "file") + suffix
