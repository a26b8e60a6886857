"""Workbooks made by hand, as no spreadsheet program would write them."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FRAME = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="清单" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
SHEET = "xl/worksheets/sheet1.xml"


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet_xml(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def workbook(rows: str, **more: str) -> bytes:
    """A workbook of one sheet whose rows are given as XML."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, part in {**FRAME, SHEET: sheet_xml(rows), **more}.items():
            archive.writestr(name, part)
    return file.getvalue()


def dated(value: str) -> bytes:
    """A workbook of one cell that holds `value` and says it is a date."""
    cell_formats = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    name = "xl/_rels/workbook.xml.rels"
    related = f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    parts = {"xl/styles.xml": cell_formats, name: FRAME[name].replace("</Relationships>", related)}
    return workbook(f'<row r="1"><c r="A1" s="1"><v>{value}</v></c></row>', **parts)


def archive(parts: dict[str, tuple[bytes, int]]) -> bytes:
    """A zip archive of parts already deflated, each with the size its directory shall claim."""
    body, directory = b"", b""
    for name, (deflated, claimed) in parts.items():
        common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(deflated), claimed, len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name.encode()
        body += b"PK\x03\x04" + common + name.encode() + deflated
    end = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def deflated(content: bytes) -> bytes:
    return zlib.compress(content, wbits=-zlib.MAX_WBITS)


def deflated_spaces(mebibytes: int) -> bytes:
    """So many MiB of spaces, deflated without ever being written out."""
    squeezer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    block = squeezer.compress(b" " * (1 << 20)) + squeezer.flush(zlib.Z_FULL_FLUSH)
    return block * mebibytes + squeezer.flush()


def bomb(mebibytes: int, *, claimed: int | None = None) -> bytes:
    """A workbook whose sheet unpacks to so many MiB, while its directory may claim less."""
    parts = {name: (deflated(part.encode()), len(part.encode())) for name, part in FRAME.items()}
    size = mebibytes << 20 if claimed is None else claimed
    return archive({**parts, SHEET: (deflated_spaces(mebibytes), size)})
