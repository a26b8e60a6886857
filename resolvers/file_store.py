"""Where the content of files lies: a folder of our own, each content under its SHA-256, never executable."""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

LETTERS_OF_A_FOLDER = 2


class NoFolderError(RuntimeError):
    """A process that was started without a folder for files was given one."""


def hash_of(content: bytes) -> str:
    """Return the name a content lies under."""
    return sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class FileStore:
    """The contents by their hash; a store without a folder keeps nothing."""

    folder: Path | None = None

    def path(self, content_hash: str) -> Path:
        """Return where a content lies, or would lie."""
        if self.folder is None:
            raise NoFolderError
        return self.folder / content_hash[:LETTERS_OF_A_FOLDER] / content_hash

    def put(self, content_hash: str, content: bytes) -> None:
        """Keep a content, whole and on the disk before this returns."""
        path = self.path(content_hash)
        if path.is_file():
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = path.with_name(f".{uuid4().hex}.part")
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)

    def get(self, content_hash: str) -> bytes | None:
        """Return a content; None when it is not there."""
        path = self.path(content_hash)
        return path.read_bytes() if path.is_file() else None

    def remove(self, content_hash: str) -> None:
        """Let a content go."""
        self.path(content_hash).unlink(missing_ok=True)
