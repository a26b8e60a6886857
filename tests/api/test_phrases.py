"""Nothing that resolvers can say is without a sentence in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from resolvers import refusals as facts
from schema import refusals as types
from schema.phrases import en, phrases_in, zh_cn
from storage.codes import (
    Channel,
    DispatchStatus,
    NeedStatus,
    PartnershipStatus,
    PartnerStatus,
    ProjectStatus,
    ResourceStatus,
    Unit,
)
from tests.clock import MORNING

ROOMS = ("resolvers", "schema", "server")
FACTS = [fact for fact in vars(facts).values() if isinstance(fact, type) and issubclass(fact, facts.Refusal)]
NOTING = {"note_move": "need", "note_dispatch": "dispatch"}


def calls(root: Path) -> Iterator[tuple[ast.Call, str]]:
    """Give every call in the rooms with the plain name of what is called."""
    for room in ROOMS:
        for file in sorted((root / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call):
                    yield node, ast.unparse(node.func)


def said(node: ast.expr) -> set[str]:
    """Return the texts an expression can be."""
    found = {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return found or {f"? {ast.unparse(node)}"}


def fault_codes(root: Path) -> set[str]:
    found: set[str] = set()
    for call, name in calls(root):
        if name in ("InvalidInput.at", "FieldFault") and not isinstance(call.args[1], ast.Name):
            found |= said(call.args[1])
    return found


def needs_moves(root: Path) -> set[str]:
    """Return the moves of needs, dispatches and projects that some code records, as `noun.MOVE`."""
    found: set[str] = set()
    for call, name in calls(root):
        if name in NOTING:
            found |= {f"{NOTING[name]}.{move}" for move in said(call.args[2])}
        elif name == "change.record" and call.args[0].id == "project":  # type: ignore[attr-defined]  # rows are named
            found |= {f"project.{move}" for move in said(call.args[1])}
        elif name == "change.record" and call.args[0].id == "need":  # type: ignore[attr-defined]  # rows are named
            found |= {f"need.{move}" for move in said(call.args[1])}
        elif name == "_note" and isinstance(call.args[1], ast.Name) and call.args[1].id == "project":
            found |= {f"project.{move}" for move in said(call.args[2])}
    return {move for move in found if "? " not in move}


def test_both_languages_have_the_same_entries_with_the_same_blanks() -> None:
    tables = [name for name in vars(zh_cn) if name.isupper()]
    assert tables == [name for name in vars(en) if name.isupper()]
    for name in tables:
        chinese, english = getattr(zh_cn, name), getattr(en, name)
        if isinstance(chinese, str):
            chinese, english = {"": chinese}, {"": english}
        assert chinese.keys() == english.keys(), name
        for key in chinese:
            assert blanks(chinese[key]) == blanks(english[key]), f"{name} {key}"


def blanks(phrase: str | tuple[str, str]) -> set[str]:
    text = phrase if isinstance(phrase, str) else " ".join(phrase)
    return {blank for _, blank, _, _ in Formatter().parse(text) if blank is not None}


def test_every_refusal_is_a_type_with_sentences() -> None:
    for fact in FACTS:
        if fact is not facts.Refusal:
            assert issubclass(getattr(types, fact.__name__), types.Refusal)
    assert {fact.__name__ for fact in FACTS} - {"Refusal"} == set(zh_cn.REFUSALS)


EXAMPLES = [
    facts.NotSignedIn(),
    facts.NotAllowed("ASKER"),
    facts.NotFound("need"),
    facts.InvalidInput.at("words", "TOO_LONG", 5000),
    facts.StaleVersion(["title"]),
    facts.MoveNotPossible("dispatch", "SENT", ["TAKEN", "RECALLED"]),
    facts.NothingLeft(3, 1),
    facts.CandidateBarred("COMPLAINED_ABOUT"),
    facts.PublishingForbidden("LEAF"),
    facts.PublishWarning(["13888888888"]),
    facts.AlreadyThere("endorsement"),
    facts.UrgedToday(MORNING),
    facts.SignInRefused(),
    facts.SignInPaused.of(MORNING, MORNING),
    facts.LinkExpired(),
    facts.RankingUnknown(),
    facts.ListRefused("清单.csv", "NO_HEADS", 1, None, "姓名"),
    facts.PlanOutdated([2, 5]),
    facts.StillPromised(["PL-2026-000007"]),
    facts.KeyUsedOtherwise(),
]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("fact", EXAMPLES, ids=lambda fact: type(fact).__name__)
def test_each_refusal_says_what_and_what_now(fact: facts.Refusal, language: str) -> None:
    told = types.refusal_of(fact, phrases_in(language))
    assert type(told).__name__ == type(fact).__name__
    assert told.message
    assert told.remedy
    assert "{" not in told.message + told.remedy


def test_an_example_stands_for_each_refusal() -> None:
    assert {type(example) for example in EXAMPLES} == set(FACTS) - {facts.Refusal}


def test_every_fault_code_that_is_used_has_a_sentence_and_none_is_left_over(root: Path) -> None:
    assert fault_codes(root) == zh_cn.FAULTS.keys()


def test_every_particular_of_a_refusal_has_its_word(root: Path) -> None:
    particulars = {
        "NotFound": zh_cn.NOUNS,
        "AlreadyThere": zh_cn.ALREADY,
        "CandidateBarred": zh_cn.BARRED,
        "PublishingForbidden": zh_cn.FORBIDDEN,
        "MoveNotPossible": zh_cn.NOUNS,
        "NotAllowed": zh_cn.ALLOWED,
    }
    for call, name in calls(root):
        if name in particulars and call.args and isinstance(call.args[0], ast.Constant):
            assert call.args[0].value in particulars[name], ast.unparse(call)


def test_every_state_unit_and_channel_has_its_word() -> None:
    states = {*NeedStatus, *DispatchStatus, *ProjectStatus, *PartnerStatus, *ResourceStatus, *PartnershipStatus}
    assert states == zh_cn.STATUSES.keys()
    assert set(Unit) == zh_cn.UNITS.keys()
    assert set(Channel) == zh_cn.CHANNELS.keys()


def test_every_move_of_a_timeline_has_its_sentence(root: Path) -> None:
    recorded = needs_moves(root)
    assert {"need.RAISED", "need.FOLLOWED_UP", "dispatch.TAKEN", "dispatch.EXPIRED", "project.BEGUN"} <= recorded
    assert recorded - zh_cn.MOVES.keys() == set()
    known = {"other", "need.IMPORTED"}
    assert zh_cn.MOVES.keys() - recorded <= known
