"""Which documents are answered: those of our own pages to everybody, others by the setting `free_queries`."""

from collections.abc import Iterable
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

import orjson
from graphql import GraphQLError

DOCUMENTS = "documents.json"
"""The file beside the built pages that lists the SHA-256 of each document they send."""

SIGN_IN = (
    "mutation SignIn($input: SignInInput!) { signIn(input: $input) "
    "{ __typename ... on SignInSuccess { token } ... on Refusal { message remedy } } }"
)
"""The document by which a program gets its token; it is answered to everybody."""

HOW = (
    "自由查询需要令牌：先发送 extensions.signIn 里的登录语句取得 token，再带上请求头 Authorization: Bearer <token>。 "
    "Free queries need a token: send the document in extensions.signIn to get one, "
    "then send the header Authorization: Bearer <token>."
)


class FreeQueries(StrEnum):
    """Who may ask what our own pages do not ask: anybody queries of public data, holders of a token, or anybody all."""

    PUBLIC = "public"
    TOKEN = "token"  # noqa: S105 - the name of a setting
    DEVELOPMENT = "development"


def hash_document(text: str) -> str:
    """Return the name of a document."""
    return sha256(text.encode()).hexdigest()


class TrustedDocuments:
    """The documents that are answered to everybody, by their hash; no folder means our own few alone."""

    def __init__(self, hashes: Iterable[str] = ()) -> None:
        self.hashes = frozenset((*hashes, hash_document(SIGN_IN)))

    @classmethod
    def of_pages(cls, folder: Path) -> "TrustedDocuments":
        """Return the documents of the pages built into a folder."""
        file = folder / DOCUMENTS
        return cls(orjson.loads(file.read_bytes()) if file.is_file() else ())

    def __contains__(self, text: str) -> bool:
        """Whether a document is one of ours, to the letter."""
        return hash_document(text) in self.hashes


def need_of_token() -> GraphQLError:
    """Return what a client reads who asked freely without a token."""
    return GraphQLError(HOW, extensions={"code": "TOKEN_NEEDED", "signIn": SIGN_IN})
