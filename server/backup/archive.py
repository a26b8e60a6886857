"""The one file of a backup: a compressed tar of the database, the files people handed in, and what it holds.

What it holds stands last, since it is known last. A file is written beside its place and takes it when it is whole.
"""

import json
import os
import re
import shutil
import tarfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from server.backup.refused import BackupRefusedError

FORMAT = 1
DATABASE, MANIFEST, FILES = "database", "manifest.json", "files"
CONTENT = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}")
LEVEL = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: which database, at which revision, how many rows each table had, how many files there were.

    `made_at` is ISO 8601; `database_hash` the SHA-256 of the member that holds the database.
    """

    backend: str
    revision: str
    made_at: str
    rows: Mapping[str, int]
    database_hash: str
    files: int
    format: int = FORMAT


def hash_of_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        digest = sha256()
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def contents_in(folder: Path) -> list[Path]:
    """Return the contents that lie in a folder of files, each under its SHA-256."""
    found = (path for path in folder.glob("*/*") if CONTENT.fullmatch(path.relative_to(folder).as_posix()))
    return sorted(found)


def write_archive(target: Path, database: Path, files: Path, manifest: Manifest) -> Manifest:
    """Write an archive and return what it holds, with the number of files it took along.

    Only its owner may read it. A file that is removed meanwhile is left out: no row spoke of it any more.
    """
    unfinished = target.with_name(f".{target.name}.part")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        taken = 0
        with os.fdopen(handle, "wb") as raw:
            with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=LEVEL) as tar:
                tar.add(database, DATABASE)
                for path in contents_in(files):
                    try:
                        tar.add(path, f"{FILES}/{path.relative_to(files).as_posix()}")
                        taken += 1
                    except FileNotFoundError:
                        continue
                whole = Manifest(**{**asdict(manifest), "files": taken})
                listing = database.with_name(MANIFEST)
                listing.write_text(json.dumps(asdict(whole), ensure_ascii=False, indent=1), encoding="utf-8")
                tar.add(listing, MANIFEST)
            raw.flush()
            os.fsync(raw.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return whole


def read_archive(source: Path, folder: Path) -> Manifest:
    """Unpack an archive into a folder, as `database` and `files/`, and return what it holds.

    Raises `BackupRefusedError` for a file that is no backup of ours, or is damaged.
    """
    try:
        with tarfile.open(source, mode="r:gz") as tar:
            for member in tar:
                _take(tar, member, folder)
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (tarfile.TarError, EOFError, OSError, ValueError, TypeError) as error:
        raise BackupRefusedError("NO_BACKUP", error) from error
    damaged = [path.name for path in contents_in(folder / FILES) if hash_of_file(path) != path.name]
    is_whole = manifest.format == FORMAT and len(contents_in(folder / FILES)) == manifest.files
    if damaged or not is_whole or hash_of_file(folder / DATABASE) != manifest.database_hash:
        raise BackupRefusedError("DAMAGED", source.name)
    return manifest


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Unpack one member, of which only the content is taken, and only under a name of ours."""
    name = PurePosixPath(member.name).as_posix()
    if name not in {DATABASE, MANIFEST} and not CONTENT.fullmatch(name.removeprefix(f"{FILES}/")):
        raise tarfile.ReadError(name)
    content = tar.extractfile(member)
    if content is None:
        raise tarfile.ReadError(name)
    path = folder / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with content, path.open("wb") as written:
        shutil.copyfileobj(content, written)


def lay_files(unpacked: Path, folder: Path) -> int:
    """Put the unpacked contents into the folder of files, where they are not there already; return how many."""
    laid = 0
    for path in contents_in(unpacked / FILES):
        target = folder / path.parent.name / path.name
        if not target.is_file():
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            target.chmod(0o600)
            laid += 1
    return laid
