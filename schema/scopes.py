"""What a program may change that acts for somebody by a token: nothing, the lists, or everything but the account."""

from resolvers.refusals import NotAllowed
from resolvers.viewer import Viewer
from storage.codes import TokenScope

LISTS = frozenset(
    {
        "postNeed",
        "registerPartner",
        "offerResource",
        "editResource",
        "confirmResource",
        "pauseResource",
        "resumeResource",
        "planProject",
        "previewList",
        "applyList",
    }
)
"""What puts something on the three lists or keeps it fresh there."""

ACCOUNT = frozenset(
    {"signOut", "signOutEverywhere", "signOutOthers", "changePassword", "createToken", "revokeToken", "eraseMe"}
)
"""What concerns a person's own account: a token makes no other token, and nobody is shut out by one."""


def refuse_beyond_scope(viewer: Viewer, mutation: str) -> None:
    """Refuse a program what its token is not for, by the mutation's name in the schema."""
    if viewer.scope is None:
        return
    if mutation in ACCOUNT:
        raise NotAllowed("OWNER")
    if viewer.scope is TokenScope.READ or (viewer.scope is TokenScope.LISTS and mutation not in LISTS):
        raise NotAllowed("WIDER_TOKEN")
