"""Who is denied what, mutation by mutation; whatever is denied changes nothing."""

from graphql import build_ast_schema, parse

from schema.build import build_schema
from tests.api.attempts import Given, attempts_in
from tests.api.conftest import SignedIn
from tests.api.graph import Graph
from tests.api.ids import unknown_id
from tests.api.stored import stored
from tests.databases import on_sqlite_only
from tests.factories import Town

WHO = ("neighbour", "resident", "shopkeeper", "grid_worker", "other_staff", "officer", "administrator")
DENIED = {"A": "NotAllowed", "F": "NotFound"}

# A letter for each of the above: A is not allowed, F finds nothing, and a dot may.
TABLE = {
    "postNeed": "AAA.AAA",
    "acceptNeed": "FAFAFFF",
    "declineNeed": "FAFAFFF",
    "holdNeed": "FAFAFFF",
    "transferNeed": "FAFAFFF",
    "withdrawNeed": "F.FAFFF",
    "editNeed": "FAFAFFF",
    "publishNeed": "FAFAFFF",
    "handOverNeed": "FAFAFFF",
    "mergeNeeds": "FAFAFFF",
    "listGap": "FAFAFFF",
    "noteNeed": "FAFAFFF",
    "recordFollowUp": "FAFAFFF",
    "commentNeed": "F.F.FFF",
    "urgeNeed": "F.FAFFF",
    "shareProgress": "F.FAFFF",
    "stopSharing": "F.FAFFF",
    "planProject": "FAFAFFF",
    "endorseNeed": ".A.....",
    "reopenNeed": "F.AAFFF",
    "evaluateNeed": "F.AAFFF",
    "sendDispatch": "FAAAFFF",
    "dismissMatches": "FAAAFFF",
    "recallDispatch": "FAAAFFF",
    "takeDispatch": "FA.AFFF",
    "returnDispatch": "FA.AFFF",
    "startDispatch": "FA.AFFF",
    "finishDispatch": "FA.AFFF",
    "failDispatch": "FA.AFFF",
    "confirmDispatch": "FAAAFFF",
    "claimNeed": "AA.AAAA",
    "registerPartner": "AAAAAAA",
    "confirmPartner": "AAAAAAA",
    "offerResource": "AA.AAAA",
    "editResource": "AA.AAAA",
    "confirmResource": "AA.AAAA",
    "pauseResource": "AA.AAAA",
    "resumeResource": "AA.AAAA",
    "withdrawResource": "AA.AAAA",
    "leavePartner": "AA.AAAA",
    "recordPlace": "AAAAAAA",
    "editPlace": "AAAAAAA",
    "confirmPlace": "AAAAAAA",
    "closePlace": "AAAAAAA",
    "recordPartnership": "AAAAAAA",
    "editPartnership": "AAAAAAA",
    "endPartnership": "AAAAAAA",
    "strikeOffProject": "AAAAAAA",
    "setQuiet": "A.AAAAA",
    "saveFilter": ".......",
    "removeFilter": "FFFFFFF",
    "setPreference": ".......",
    "markRead": ".......",
    "setNotificationSwitch": ".......",
    "setMailbox": ".......",
    "invitePerson": "AAAAAA.",
    "grantRole": "AAAAAA.",
    "revokeRole": "AAAAAA.",
    "activateModel": "FFFFFA.",
    "rollBackModel": "AAAAAA.",
    "editRegionSettings": "AAAAAA.",
    "setRotation": "AAAAAA.",
    "openContact": "FA..FFF",
    "createWebhook": "AAAAAA.",
    "removeWebhook": "FFFFFF.",
    "replayWebhook": "FFFFFF.",
    "previewList": "AAAAAAA",
    "applyList": "AAAAAAA",
    "exportList": "AAAAAAA",
    "postBulletin": "AAAAA.A",
    "editBulletin": "AAAAA.A",
    "withdrawBulletin": "AAAAA.A",
    "createReplyTemplate": "AAAAA.A",
    "editReplyTemplate": "FFFAF.F",
    "removeReplyTemplate": "FFFAF.F",
    "editRegion": "AAAAAA.",
}
FOR_ANYBODY = {"signIn", "acceptInvitation"}
OF_ONES_OWN_ACCOUNT = {
    "signOut",
    "signOutEverywhere",
    "signOutOthers",
    "changePassword",
    "createToken",
    "revokeToken",
    "eraseMe",
}
TESTED_ELSEWHERE = {"applyPlan"}


def test_the_table_names_every_mutation() -> None:
    mutations = build_ast_schema(parse(build_schema().as_str())).mutation_type
    assert mutations is not None
    assert mutations.fields.keys() == TABLE.keys() | FOR_ANYBODY | OF_ONES_OWN_ACCOUNT | TESTED_ELSEWHERE


@on_sqlite_only
async def test_what_is_denied_changes_nothing(town: Town, signed_in: SignedIn) -> None:
    attempts = await attempts_in(town)
    clients = [await signed_in(getattr(town, who)) for who in WHO]
    before = await stored(town)
    answers = {}
    for name, row in TABLE.items():
        for who, client, letter in zip(WHO, clients, row, strict=True):
            if letter in DENIED:
                answers[name, who] = (await client.do(name, "", **attempts[name]))["__typename"]
    assert answers == {
        (name, who): DENIED[letter]
        for name, row in TABLE.items()
        for who, letter in zip(WHO, row, strict=True)
        if letter in DENIED
    }
    assert await stored(town) == before


@on_sqlite_only
async def test_whoever_has_not_signed_in_is_told_so_before_anything_else(town: Town, anybody: Graph) -> None:
    attempts = await attempts_in(town)
    before = await stored(town)
    for name, given in attempts.items():
        refused = await anybody.do(name, "", **given)
        assert (refused["__typename"], refused["message"]) == ("NotSignedIn", "请先登录。"), name
    for name in ("signOut", "signOutEverywhere", "signOutOthers"):
        refused = await anybody.ask(f"mutation {{ {name} {{ __typename ... on Refusal {{ message remedy }} }} }}")
        assert refused[name]["__typename"] == "NotSignedIn"
    own: Given = {
        "changePassword": {"password": "correct horse", "newPassword": "battery staple"},
        "createToken": {"name": "同步"},
        "eraseMe": {"password": "correct horse"},
        "revokeToken": {"token": unknown_id("MachineToken")},
    }
    for name, given in own.items():
        assert (await anybody.do(name, "", **given))["__typename"] == "NotSignedIn", name
    assert await stored(town) == before


PASSES = {
    "resident": ("commentNeed", "urgeNeed", "shareProgress", "evaluateNeed", "setQuiet", "setPreference"),
    "shopkeeper": ("takeDispatch", "startDispatch", "finishDispatch", "failDispatch", "claimNeed", "pauseResource"),
    "neighbour": ("endorseNeed",),
    "staff": ("acceptNeed", "publishNeed", "listGap", "planProject", "noteNeed", "confirmPartner", "postNeed"),
    "officer": ("postBulletin", "withdrawBulletin", "editReplyTemplate"),
    "administrator": ("editRegion", "grantRole", "invitePerson", "revokeRole"),
}


@on_sqlite_only
async def test_those_the_table_lets_pass_are_not_denied(town: Town, signed_in: SignedIn) -> None:
    attempts = await attempts_in(town)
    for who, names in PASSES.items():
        client = await signed_in(getattr(town, who))
        for name in names:
            answer = (await client.do(name, "", **attempts[name]))["__typename"]
            assert answer.endswith("Success"), f"{who} {name}: {answer}"
