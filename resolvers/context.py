"""What every resolver is given: the database, the time, the viewer, the vocabulary and the matcher."""

from dataclasses import dataclass, field
from datetime import datetime

from resolvers.file_store import FileStore
from resolvers.matcher_index import MatcherIndex
from resolvers.stamps import Stamps
from resolvers.viewer import NOBODY, Viewer
from storage.engine import Database
from storage.keys import Clock, RandomBits
from storage.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Request:
    """What a client said beside the operation: a key that makes a retry safe, and what the operation was."""

    idempotency_key: str
    operation_hash: str


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a resolver may use; there is no other way to the outside."""

    database: Database
    clock: Clock
    random_bits: RandomBits
    vocabulary: Vocabulary
    stamps: Stamps
    index: MatcherIndex
    public_address: str = ""
    is_demo: bool = False
    files: FileStore = field(default_factory=FileStore)
    viewer: Viewer = NOBODY
    request: Request | None = None

    def now(self) -> datetime:
        """Return the present moment."""
        return self.clock()
