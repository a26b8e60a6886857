"""A person's own account: where it is signed in, the tokens of its programs, and what changing it gives back."""

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

import strawberry
from strawberry import relay

from resolvers.sessions import Session
from schema.places import Person
from schema.refusals import (
    InvalidInput,
    KeyUsedOtherwise,
    MoveNotPossible,
    NotAllowed,
    NotFound,
    NotSignedIn,
    SignInPaused,
    StaleVersion,
)
from schema.relations import shown, told
from schema.rules import SIGNED_IN
from schema.words import TokenScope
from storage.tables import MachineTokenRow


@strawberry.type(name="Session", description="一处登录。")
class SessionType:
    """A place where the viewer is signed in."""

    is_this: bool = shown(SIGNED_IN, "就是现在这一处。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, Session)

    @told(SIGNED_IN, "登录的时间。")
    def began_at(session: strawberry.Parent[Session]) -> datetime:
        """Return since when."""
        return session.row.created_at

    @told(SIGNED_IN, "到期的时间。")
    def expires_at(session: strawberry.Parent[Session]) -> datetime:
        """Return until when."""
        return session.row.expires_at


@strawberry.type(description="供程序使用的令牌；令牌本身只在创建时给一次。")
class MachineToken(relay.Node):
    """A token of a program."""

    id: relay.NodeID[UUID]
    name: str = shown(SIGNED_IN)
    scope: TokenScope = shown(SIGNED_IN)
    created_at: datetime = shown(SIGNED_IN)
    expires_at: datetime = shown(SIGNED_IN)
    revoked_at: datetime | None = shown(SIGNED_IN)

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, MachineTokenRow)


@strawberry.type
class PasswordSuccess:
    """Whose password is new; every other place is signed out."""

    person: Person = strawberry.field(metadata=SIGNED_IN)


@strawberry.type
class SignOutEverywhereSuccess:
    """Who is signed in nowhere any more."""

    person: Person = strawberry.field(metadata=SIGNED_IN)


@strawberry.type
class SignOutOthersSuccess:
    """Who is signed in nowhere but here."""

    person: Person = strawberry.field(metadata=SIGNED_IN)


@strawberry.type
class CreateTokenSuccess:
    """The token, shown this once."""

    token: MachineToken = strawberry.field(metadata=SIGNED_IN)
    secret: str = strawberry.field(
        metadata=SIGNED_IN, description="令牌本身，只给这一次；用法：Authorization: Bearer <令牌>。"
    )


@strawberry.type
class RevokeTokenSuccess:
    """The token that opens nothing any more."""

    token: MachineToken = strawberry.field(metadata=SIGNED_IN)


@strawberry.type
class EraseMeSuccess:
    """The account is closed and what was private is gone."""

    erased_at: datetime = strawberry.field(metadata=SIGNED_IN)


EraseMeResult: TypeAlias = Annotated[
    EraseMeSuccess | NotSignedIn | NotAllowed | NotFound | InvalidInput | SignInPaused | MoveNotPossible,
    strawberry.union("EraseMeResult"),
]
ChangePasswordResult: TypeAlias = Annotated[
    PasswordSuccess | NotSignedIn | NotAllowed | NotFound | InvalidInput | SignInPaused | StaleVersion,
    strawberry.union("ChangePasswordResult"),
]
SignOutEverywhereResult: TypeAlias = Annotated[
    SignOutEverywhereSuccess | NotSignedIn | NotAllowed | NotFound | KeyUsedOtherwise,
    strawberry.union("SignOutEverywhereResult"),
]
SignOutOthersResult: TypeAlias = Annotated[
    SignOutOthersSuccess | NotSignedIn | NotAllowed | NotFound | KeyUsedOtherwise,
    strawberry.union("SignOutOthersResult"),
]
CreateTokenResult: TypeAlias = Annotated[
    CreateTokenSuccess | NotSignedIn | NotAllowed | NotFound | InvalidInput, strawberry.union("CreateTokenResult")
]
RevokeTokenResult: TypeAlias = Annotated[
    RevokeTokenSuccess | NotSignedIn | NotAllowed | NotFound | InvalidInput | KeyUsedOtherwise,
    strawberry.union("RevokeTokenResult"),
]
