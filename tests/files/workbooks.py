"""Workbooks of other programs than the usual one: an old .xls as xlwt 1.3 writes it, and .ods made by hand."""

import zlib
from base64 import b64decode
from io import BytesIO
from zipfile import ZipFile

XLS = zlib.decompress(
    b64decode(
        "eNrtGFtIVFFwzrn3urvi6q5poIEsQmamYEmwBLYllh/hotnLjMrNJURZZcmokLJsvyoSAqPoR7CPfqx+KjGi/oICpaAgMLToq36CXpDubWbuvZ"
        "tuBi6Updy5nDkzc2bmPGbOOffesVHvxMDt/ElIgo2gQFx3QdoMmcDishgPYLuuE2nVTiy6DYsKXE4MZJoGI+6nDoohxXsSJNxSHyEGeINlH3RC"
        "sCMS9i0gVPEYmgWNoVKkYe5JzMhriDMhj0eWzfgQ42WMb7L2fcabWHKBcSXqToi9MBoIlvjNTN4jC7ktE7GAu2zziiVrIRceUyaf6hOGrgabo6"
        "3N7YusoUDNgEHAoNaEI+Eo8VlwHdIBGhHKamvLqqsnIAcDPgifdR/AJ2tnP/TZ8oWVC0D5t9lyx2/kTgxisvySVAF6QD8oKJljGOQulTJBiNFY"
        "DDLgiUZ6UmiRnQ3E5zkN/mj9i+AUtFNScEGLvn4Vq8tV7aSL3i7u/9pgSmL1w01I7uj53r2+a/wckuebPKEv4bp+DUR3a0NfR6c7OBREeWO4uG"
        "tbaMNhN+6mCr/Pj+ArLy9fhwl6jPoxDh3PrEPHzRsxA3ELZDHt5e3owRlP3fj4rDZUFzjAkh6+aIzraCXNHHQ4TRZonJloMXAJW6xhfIa9rmA6"
        "n3EO7hWsi+pyTWJrL+uc5dYi7KeC4Xlg1Qy6GOnY+/p7BbG3gdVID9VMnsgZehkYgEK8HltoFfHphVJRKq5eIRgOWLUwj61xxnm/HGFO6THHrp"
        "t3bhZMc2wA14MvZpkNd0gVj7ifsBCrqibwYl1Vdc5VpRk/wDUCXh16FLYQc1gItiCfBidY2+IkcmqCU5DTzN5lkq+TMp1lXo4S6RuxIU6RdClJ"
        "jrfzw8hrV5WhreAsd41J9kd9Kkn+FPaXbvpT2J8jwZE/ivA7cxbAHjib4F9k01Ldoy5rj865qjbYYIMNNtjwXwBdwJJfBYxXO8286h3mf51pLH"
        "H7N8mShe3Qgc8R/KDcAhGso3A8pfxZDpqwfIl52lj/Cwl2Y+9RaIMQj6Mt5fzFVzUxcz7zNvT8uS2Uav/xVMb5l/v/AZP+TN0="
    )
)
"""A hidden sheet, 清单 with a title over four columns, heads and two lines, and another sheet."""

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("table", "office", "text", "style")
)
MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def cell(text: str = "", **given: object) -> str:
    """Return a cell that shows a text; names of attributes are written with `_` for `-`."""
    office = ("value", "value_type", "date_value")
    prefixed = " ".join(
        f'{"office" if name in office else "table"}:{name.replace("_", "-")}="{value}"' for name, value in given.items()
    )
    return f"<table:table-cell {prefixed}>{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"


def row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def ods(*rows: str, before: str = "", sheets: str = "") -> bytes:
    """Return a document whose last sheet holds these rows."""
    table = f'<table:table table:name="清单">{"".join(rows)}</table:table>'
    body = f"<office:body><office:spreadsheet>{sheets}{table}</office:spreadsheet></office:body>"
    content = f"<office:document-content {SPACES}>{body}</office:document-content>"
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("mimetype", MEDIA_TYPE)
        archive.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?>{before}{content}')
    return file.getvalue()
