"""What mutations give back: a success that carries the noun, or one of the named refusals."""

from dataclasses import fields
from datetime import datetime
from typing import Annotated, Any, Self, TypeAlias, cast

import strawberry

from resolvers.matches.of_need import next_candidate
from schema.columns.need import NeedPart
from schema.info import Info
from schema.nodes import Dispatch, Match, Need, Partner, Project, Resource
from schema.places import HeldRoleType, Person
from schema.refusals import (
    AlreadyThere,
    CandidateBarred,
    InvalidInput,
    KeyUsedOtherwise,
    LinkExpired,
    MoveNotPossible,
    NotAllowed,
    NotFound,
    NothingLeft,
    NotSignedIn,
    PublishingForbidden,
    PublishWarning,
    RankingUnknown,
    SignInPaused,
    SignInRefused,
    StaleVersion,
    UrgedToday,
)
from schema.relations import told
from schema.rules import CONCERNED, PARTNER, PUBLIC, SIGNED_IN, STAFF
from schema.viewer import ViewerType

Asked: TypeAlias = NotSignedIn | NotAllowed | NotFound | InvalidInput | KeyUsedOtherwise
Moved: TypeAlias = Asked | MoveNotPossible | StaleVersion
Promised: TypeAlias = Moved | NothingLeft | CandidateBarred | AlreadyThere


class Success:
    """A success made of the row that a change returned; the row is the object of the noun's type."""

    @classmethod
    def of(cls, row: Any) -> Self:
        """Return the success that carries a row as its only value."""
        (noun,) = (one.name for one in fields(cast("type[Any]", cls)) if one.init)
        return cls(**{noun: row})


@strawberry.type
class NeedSuccess(Success):
    """The need as it stands now."""

    need: Need = strawberry.field(metadata=CONCERNED)


@strawberry.type
class PartSuccess(Success):
    """The part as it stands now."""

    part: NeedPart = strawberry.field(metadata=STAFF)


@strawberry.type
class DispatchSuccess(Success):
    """The dispatch as it stands now."""

    dispatch: Dispatch = strawberry.field(metadata=CONCERNED)


@strawberry.type
class ReturnSuccess(Success):
    """The dispatch that was returned, and for staff who comes next."""

    dispatch: Dispatch = strawberry.field(metadata=CONCERNED)

    @told(STAFF, "下一家，只给工作人员。", of=Match | None)
    async def next(self, info: Info) -> Any:
        """Return the best candidate that was not asked yet."""
        returned: Any = self.dispatch
        return await next_candidate(info.context.context, returned.part_id)


@strawberry.type
class ResourceSuccess(Success):
    """The resource as it stands now."""

    resource: Resource = strawberry.field(metadata=PARTNER)


@strawberry.type
class PartnerSuccess(Success):
    """The partner as it stands now."""

    partner: Partner = strawberry.field(metadata=PARTNER)


@strawberry.type
class ProjectSuccess(Success):
    """The project as it stands now."""

    project: Project = strawberry.field(metadata=STAFF)


@strawberry.type
class PersonSuccess(Success):
    """The person as they stand now."""

    person: Person = strawberry.field(metadata=SIGNED_IN)


@strawberry.type
class RoleSuccess:
    """The person and the roles held now."""

    person: Person = strawberry.field(metadata=STAFF)
    roles: list[HeldRoleType] = strawberry.field(metadata=STAFF)


@strawberry.type
class SignInSuccess:
    """Who has signed in; the browser was given its cookie, a machine reads the token."""

    viewer: ViewerType = strawberry.field(metadata=PUBLIC)
    token: str = strawberry.field(metadata=PUBLIC, description="供程序使用；网页用 cookie，不必保存它。")


@strawberry.type
class SignOutSuccess:
    """Nobody is signed in any more."""

    viewer: ViewerType = strawberry.field(metadata=PUBLIC)


@strawberry.type
class InvitationSuccess:
    """The link to send."""

    link: str = strawberry.field(metadata=STAFF)
    expires_at: datetime = strawberry.field(metadata=STAFF)


@strawberry.type
class QuietSuccess:
    """Whose messages were stopped or allowed."""

    person: Person | None = strawberry.field(metadata=STAFF, default=None)
    need: Need | None = strawberry.field(metadata=STAFF, default=None)


PostNeedResult: TypeAlias = Annotated[NeedSuccess | Asked, strawberry.union("PostNeedResult")]
AcceptNeedResult: TypeAlias = Annotated[NeedSuccess | Moved, strawberry.union("AcceptNeedResult")]
PublishNeedResult: TypeAlias = Annotated[
    NeedSuccess | Moved | PublishingForbidden | PublishWarning,
    strawberry.union("PublishNeedResult"),
]
EditNeedResult: TypeAlias = Annotated[NeedSuccess | Moved, strawberry.union("EditNeedResult")]
EndorseNeedResult: TypeAlias = Annotated[NeedSuccess | Moved | AlreadyThere, strawberry.union("EndorseNeedResult")]
CommentNeedResult: TypeAlias = Annotated[NeedSuccess | Asked, strawberry.union("CommentNeedResult")]
UrgeNeedResult: TypeAlias = Annotated[NeedSuccess | Moved | UrgedToday, strawberry.union("UrgeNeedResult")]
ShareProgressResult: TypeAlias = Annotated[NeedSuccess | Asked, strawberry.union("ShareProgressResult")]
StopSharingResult: TypeAlias = Annotated[NeedSuccess | Asked, strawberry.union("StopSharingResult")]
NoteNeedResult: TypeAlias = Annotated[NeedSuccess | Asked, strawberry.union("NoteNeedResult")]
HandOverNeedResult: TypeAlias = Annotated[NeedSuccess | Moved, strawberry.union("HandOverNeedResult")]
DeclineNeedResult: TypeAlias = Annotated[NeedSuccess | Moved, strawberry.union("DeclineNeedResult")]
HoldNeedResult: TypeAlias = Annotated[NeedSuccess | Moved, strawberry.union("HoldNeedResult")]
ListGapResult: TypeAlias = Annotated[PartSuccess | Moved, strawberry.union("ListGapResult")]
TransferNeedResult: TypeAlias = Annotated[NeedSuccess | Moved, strawberry.union("TransferNeedResult")]
WithdrawNeedResult: TypeAlias = Annotated[NeedSuccess | Moved, strawberry.union("WithdrawNeedResult")]
MergeNeedsResult: TypeAlias = Annotated[NeedSuccess | Moved, strawberry.union("MergeNeedsResult")]
ReopenNeedResult: TypeAlias = Annotated[NeedSuccess | Moved, strawberry.union("ReopenNeedResult")]
RecordFollowUpResult: TypeAlias = Annotated[NeedSuccess | Asked, strawberry.union("RecordFollowUpResult")]
EvaluateNeedResult: TypeAlias = Annotated[NeedSuccess | Moved | AlreadyThere, strawberry.union("EvaluateNeedResult")]
SendDispatchResult: TypeAlias = Annotated[
    DispatchSuccess | Promised | RankingUnknown,
    strawberry.union("SendDispatchResult"),
]
ClaimNeedResult: TypeAlias = Annotated[DispatchSuccess | Promised, strawberry.union("ClaimNeedResult")]
ConfirmDispatchResult: TypeAlias = Annotated[DispatchSuccess | Promised, strawberry.union("ConfirmDispatchResult")]
DismissMatchesResult: TypeAlias = Annotated[
    PartSuccess | Asked | RankingUnknown,
    strawberry.union("DismissMatchesResult"),
]
RecallDispatchResult: TypeAlias = Annotated[DispatchSuccess | Moved, strawberry.union("RecallDispatchResult")]
TakeDispatchResult: TypeAlias = Annotated[DispatchSuccess | Promised, strawberry.union("TakeDispatchResult")]
ReturnDispatchResult: TypeAlias = Annotated[ReturnSuccess | Moved, strawberry.union("ReturnDispatchResult")]
StartDispatchResult: TypeAlias = Annotated[DispatchSuccess | Moved, strawberry.union("StartDispatchResult")]
FinishDispatchResult: TypeAlias = Annotated[DispatchSuccess | Moved, strawberry.union("FinishDispatchResult")]
FailDispatchResult: TypeAlias = Annotated[DispatchSuccess | Moved, strawberry.union("FailDispatchResult")]
SignInResult: TypeAlias = Annotated[
    SignInSuccess | SignInRefused | SignInPaused | InvalidInput, strawberry.union("SignInResult")
]
SignOutResult: TypeAlias = Annotated[
    SignOutSuccess | NotSignedIn | NotAllowed | KeyUsedOtherwise, strawberry.union("SignOutResult")
]
InvitePersonResult: TypeAlias = Annotated[
    InvitationSuccess | Asked | AlreadyThere,
    strawberry.union("InvitePersonResult"),
]
AcceptInvitationResult: TypeAlias = Annotated[
    SignInSuccess | InvalidInput | LinkExpired | AlreadyThere,
    strawberry.union("AcceptInvitationResult"),
]
GrantRoleResult: TypeAlias = Annotated[RoleSuccess | Asked | AlreadyThere, strawberry.union("GrantRoleResult")]
RevokeRoleResult: TypeAlias = Annotated[RoleSuccess | Asked, strawberry.union("RevokeRoleResult")]
SetQuietResult: TypeAlias = Annotated[QuietSuccess | Asked, strawberry.union("SetQuietResult")]
SetPreferenceResult: TypeAlias = Annotated[PersonSuccess | Asked, strawberry.union("SetPreferenceResult")]
RegisterPartnerResult: TypeAlias = Annotated[
    PartnerSuccess | Asked | AlreadyThere,
    strawberry.union("RegisterPartnerResult"),
]
ConfirmPartnerResult: TypeAlias = Annotated[PartnerSuccess | Moved, strawberry.union("ConfirmPartnerResult")]
OfferResourceResult: TypeAlias = Annotated[
    ResourceSuccess | Asked | MoveNotPossible,
    strawberry.union("OfferResourceResult"),
]
EditResourceResult: TypeAlias = Annotated[
    ResourceSuccess | Moved | NothingLeft,
    strawberry.union("EditResourceResult"),
]
ConfirmResourceResult: TypeAlias = Annotated[ResourceSuccess | Moved, strawberry.union("ConfirmResourceResult")]
PauseResourceResult: TypeAlias = Annotated[ResourceSuccess | Moved, strawberry.union("PauseResourceResult")]
ResumeResourceResult: TypeAlias = Annotated[ResourceSuccess | Moved, strawberry.union("ResumeResourceResult")]
PlanProjectResult: TypeAlias = Annotated[ProjectSuccess | Moved, strawberry.union("PlanProjectResult")]
StrikeOffProjectResult: TypeAlias = Annotated[ProjectSuccess | Moved, strawberry.union("StrikeOffProjectResult")]
