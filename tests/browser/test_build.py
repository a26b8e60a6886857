"""What the build leaves behind."""

import gzip
from pathlib import Path


def test_compressed_files_say_the_same_as_those_beside_them(built_pages: Path) -> None:
    compressed = list(built_pages.rglob("*.gz"))
    assert compressed
    for file in compressed:
        assert gzip.decompress(file.read_bytes()) == file.with_suffix("").read_bytes(), file.name


def test_no_source_maps_are_shipped(built_pages: Path) -> None:
    assert list(built_pages.rglob("*.map")) == []
