"""Every kind of notification has its words in both languages, and opens exactly what it is about."""

from string import Formatter
from typing import Any
from uuid import UUID

import pytest

from resolvers.notifications.facts import Facts
from resolvers.notifications.kinds import LINES, STAFF_KINDS, TABLE
from schema.phrases import notification_en, notification_zh_cn, zh_cn
from schema.phrases.notifications import notification_phrases, page_of
from storage.codes import NotificationKind as Kind
from storage.vocabulary import shipped_vocabulary

ONE, TWO = UUID(int=1), UUID(int=2)
WHOLE: dict[str, Any] = {
    "number": "BH-2026-000001",
    "title": "换灯泡",
    "partner": "翠湖五金店",
    "helper": "小周",
    "resource": "上门换灯泡",
    "region": "百合社区",
}


def blanks(text: str) -> set[str]:
    return {blank for _, blank, _, _ in Formatter().parse(text) if blank is not None}


def test_both_languages_say_the_same_of_every_kind() -> None:
    for name in ("LABELS", "SENTENCES", "WORDS"):
        chinese, english = getattr(notification_zh_cn, name), getattr(notification_en, name)
        assert chinese.keys() == english.keys()
        for key, text in chinese.items():
            assert blanks(text) == blanks(english[key]), f"{name} {key}"
    assert set(Kind) == notification_zh_cn.LABELS.keys() == notification_zh_cn.SENTENCES.keys()
    assert {line.kind for line in TABLE} == set(Kind)


def test_every_event_of_the_table_is_one_that_some_code_leaves() -> None:
    assert set(LINES) - zh_cn.MOVES.keys() == {"resource.WENT_STALE"}  # Others are compared with the code elsewhere.


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_sentence_is_whole_whatever_is_known(kind: Kind, language: str) -> None:
    phrases, vocabulary = notification_phrases(language), shipped_vocabulary()
    for facts in (Facts(kind), Facts(kind, category="HOME_ELECTRIC"), Facts(kind, **WHOLE)):
        for is_short in (False, True):
            sentence = phrases.sentence(facts, vocabulary, is_short=is_short)
            assert sentence
            assert not {"{", "}"} & set(sentence)
            assert sentence == sentence.strip()
            if is_short:
                assert "换灯泡" not in sentence or kind is Kind.RESOURCE_STALE


def test_askers_read_no_negative_about_somebody_else() -> None:
    asked = {line.kind for line in TABLE if line.audience in ("ASKER", "ENDORSER")}
    for kind in asked - {Kind.HELP_COMING, Kind.WORK_BEGUN, Kind.HELP_DONE}:
        assert "{who}" not in notification_zh_cn.SENTENCES[kind]
    for word in ("没有接", "没有及时", "没有办成", "退"):
        assert not any(word in notification_zh_cn.SENTENCES[kind] for kind in asked)


def test_a_link_opens_exactly_the_thing() -> None:
    need, dispatch = "needs/TmVlZDow", "dispatches/RGlzcGF0Y2g6"
    assert page_of(Facts(Kind.HELP_COMING, need_id=ONE, dispatch_id=TWO)).startswith(f"/resident.html#/{need}")
    assert page_of(Facts(Kind.DISPATCH_ASKED, need_id=ONE, dispatch_id=TWO)).startswith(f"/resident.html#/{dispatch}")
    assert page_of(Facts(Kind.VERDICT_ASKED, need_id=ONE)).endswith("/evaluate")
    stale = page_of(Facts(Kind.RESOURCE_STALE, resource_id=ONE, partner_id=TWO))
    assert stale.startswith("/resident.html#/partners/")
    assert "?resource=" in stale
    assert page_of(Facts(Kind.OVERDUE, need_id=ONE, is_for_staff=True)).startswith("/console.html#/?need=TmVlZDow")
    assert page_of(Facts(Kind.OVERDUE_BELOW, is_for_staff=True)) == "/console.html#/lists"
    assert Kind.HELP_COMING not in STAFF_KINDS
