"""What every resolver is given: the database, the time, the viewer, the vocabulary and the matcher."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from resolvers.file_store import FileStore
from resolvers.matcher_index import MatcherIndex
from resolvers.stamps import Stamps
from resolvers.viewer import NOBODY, Viewer
from resolvers.watching import Watch, nobody_watches
from storage.engine import Database
from storage.keys import Clock, RandomBits
from storage.standing import Purpose, Standing
from storage.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Request:
    """What a client said beside the operation: a key that makes a retry safe, and what the operation was."""

    idempotency_key: str
    operation_hash: str


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a resolver may use; there is no other way to the outside.

    `purpose` is what its sessions are opened for: to read what the viewer may, unless somebody says otherwise.
    `calls_private` says whether webhooks may lead to this machine and its network.
    """

    opened: Database
    clock: Clock
    random_bits: RandomBits
    vocabulary: Vocabulary
    stamps: Stamps
    index: MatcherIndex
    public_address: str = ""
    is_demo: bool = False
    files: FileStore = field(default_factory=FileStore)
    watch: Watch = nobody_watches
    viewer: Viewer = NOBODY
    request: Request | None = None
    purpose: Purpose = Purpose.VIEWING
    calls_private: bool = False

    @property
    def database(self) -> Database:
        """Return the database, whose sessions speak on the viewer's behalf."""
        return self.opened.standing_as(Standing(self.purpose, self.viewer.person_id, self.now()))

    def opened_for(self, purpose: Purpose) -> "Context":
        """Return the same context with sessions for another purpose."""
        return replace(self, purpose=purpose)

    def now(self) -> datetime:
        """Return the present moment."""
        return self.clock()
