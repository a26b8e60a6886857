"""What the build leaves behind."""

import gzip
import re
from pathlib import Path

import pytest

FIRST = re.compile(r'(?:src|href)="/(assets/[^"]+\.(?:js|css))"')


def test_compressed_files_say_the_same_as_those_beside_them(built_pages: Path) -> None:
    compressed = list(built_pages.rglob("*.gz"))
    assert compressed
    for file in compressed:
        assert gzip.decompress(file.read_bytes()) == file.with_suffix("").read_bytes(), file.name
        assert file.with_suffix(".br").stat().st_size <= file.stat().st_size, file.name


def test_no_source_maps_are_shipped(built_pages: Path) -> None:
    assert list(built_pages.rglob("*.map")) == []


@pytest.mark.parametrize(("page", "kilobytes"), [("resident", 100), ("console", 420)])
def test_what_a_page_loads_first_is_small(built_pages: Path, page: str, kilobytes: int) -> None:
    files = FIRST.findall((built_pages / f"{page}.html").read_text(encoding="utf-8"))
    assert files
    assert sum((built_pages / f"{file}.gz").stat().st_size for file in files) <= kilobytes * 1024
