import re
from dataclasses import dataclass
from datetime import time

import pytest

from storage.codes import Kind, Urgency
from storage.seed_records import SeedMistake, read_record
from storage.vocabulary import shipped_vocabulary
from storage.vocabulary_records import OfficialList, PublicRule, ReasonFlag, ReasonList, SpanUnit, Step, Whose


def test_there_are_twelve_groups_and_every_leaf_begins_with_its_group() -> None:
    vocabulary = shipped_vocabulary()
    assert len(vocabulary.groups) == 12
    assert len(vocabulary.leaves) == 104
    assert all(leaf.split("_")[0] == group.code for leaf, group in vocabulary.group_of.items())


def test_rules_name_known_leaves_and_known_qualifications() -> None:
    vocabulary = shipped_vocabulary()
    assert vocabulary.leaf_rules.keys() <= vocabulary.leaves.keys()
    named = {code for rule in vocabulary.leaf_rules.values() for code in rule.qualifications}
    assert named == vocabulary.qualifications.keys(), "every qualification is demanded somewhere, and no other"


def test_a_leaf_without_a_rule_allows_a_summary_and_demands_nothing() -> None:
    rule = shipped_vocabulary().rule_of("CULTURE_READ")
    assert (rule.public, rule.qualifications) == (PublicRule.S, ())
    assert shipped_vocabulary().rule_of(None).public is PublicRule.S
    assert shipped_vocabulary().rule_of("LAW_FAMILY").public is PublicRule.N


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("屋里头有股煤气味", "GAS"),
        ("门口的牛奶两天没拿，敲门没得人应", "NO_ANSWER"),
        ("老公又打我", "VIOLENCE"),
        ("我妈被关在电梯里", "LIFT"),
        ("让我把钱转到安全账户", "FRAUD"),
    ],
)
def test_dangers_are_found_in_residents_words(words: str, code: str) -> None:
    assert [danger.code for danger in shipped_vocabulary().dangers if re.search(danger.pattern, words)] == [code]


def test_being_called_on_the_phone_is_no_danger() -> None:
    assert not [danger for danger in shipped_vocabulary().dangers if re.search(danger.pattern, "让他打我电话")]


def test_only_fit_teaches() -> None:
    returns = shipped_vocabulary().reasons[ReasonList.RETURN]
    assert {code for code, reason in returns.items() if reason.whose is Whose.M} == {
        "WRONG_KIND",
        "WRONG_AREA",
        "NO_QUALIFICATION",
    }


def test_four_verdicts_go_to_the_responsible_person_and_are_hidden_from_the_partner() -> None:
    verdicts = shipped_vocabulary().reasons[ReasonList.NOT_SATISFIED]
    grave = {code for code, each in verdicts.items() if ReasonFlag.GOES_TO_RESPONSIBLE_PERSON in each.flags}
    assert grave == {"CHARGED", "PRIVACY", "UNSAFE", "PRESSED"}
    assert all(ReasonFlag.HIDDEN_FROM_PARTNER in verdicts[code].flags for code in grave)


def test_every_reason_speaks_both_languages_and_hurts_nobody() -> None:
    for reasons in shipped_vocabulary().reasons.values():
        for reason in reasons.values():
            assert reason.zh
            assert reason.en
            assert bool(reason.next_step_zh) == bool(reason.next_step_en)
            assert not re.search("失败|拒绝|非法|不予受理|无效", reason.zh + reason.next_step_zh)


def test_deadlines_follow_urgency_and_the_question_column() -> None:
    deadlines = shipped_vocabulary().deadlines
    assert deadlines.keys() == set(Step)
    finish = deadlines[Step.FINISH]
    spans = [finish.span(urgency) for urgency in Urgency]
    assert [(span.amount, span.unit) for span in spans if span] == [
        (24, SpanUnit.HOUR),
        (5, SpanUnit.WORKING_DAY),
        (7, SpanUnit.WORKING_DAY),
        (15, SpanUnit.WORKING_DAY),
    ]
    asked = finish.span(Urgency.P3, is_question=True)
    assert asked is not None
    assert asked.amount == 1
    assert deadlines[Step.DISPATCH].span(Urgency.P4) is None
    waited = deadlines[Step.CLOSE_UNEVALUATED].span(Urgency.P2)
    assert waited is not None
    assert waited.amount == 15


def test_settings_have_a_rhythm_for_every_kind_and_quiet_nights() -> None:
    settings = shipped_vocabulary().settings
    assert settings.confirm_every_days.keys() == set(Kind)
    assert (settings.messages_from, settings.messages_until) == (time(8, 30), time(20, 0))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("请打13888123456", "PHONE"),
        ("证号530103198001011234", "ID_NUMBER"),
        ("三楼那家", "DOOR"),
        ("八十六岁", "AGE"),
        ("一个人住", "LIVING_ALONE"),
        ("儿子坐牢", "FAMILY"),
        ("刚做完手术", "ILLNESS"),
        ("欠钱不还", "DEBT"),
    ],
)
def test_publishing_warns_of_what_points_at_a_person(words: str, code: str) -> None:
    found = {
        warning.code
        for warning in shipped_vocabulary().warnings
        if any(word in words for word in warning.words) or any(re.search(each, words) for each in warning.patterns)
    }
    assert code in found


def test_no_head_or_alias_of_a_list_means_two_columns() -> None:
    for columns in shipped_vocabulary().lists.values():
        spelled = ({column.zh, column.en.casefold(), *map(str.casefold, column.aliases)} for column in columns.columns)
        heads = [head for spellings in spelled for head in spellings]
        assert sorted(heads) == sorted(set(heads)), columns.code


def test_official_heads_stand_in_the_order_officials_expect() -> None:
    needs = [column.zh for column in shipped_vocabulary().lists[OfficialList.NEEDS].columns if column.in_export]
    assert needs[:5] == ["序号", "提出方", "需求名称", "需求内容", "类别"]
    assert needs[-1] == "备注"
    for columns in shipped_vocabulary().lists.values():
        identity = [column for column in columns.columns if column.drop]
        assert all("身份证号码" in column.aliases and not column.in_export for column in identity)


@dataclass(frozen=True)
class _Line:
    code: str
    kind: Kind = Kind.SERVICE
    amounts: tuple[int, ...] = ()


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({}, "missing keys code"),
        ({"code": "A", "cod": "B"}, "unknown keys cod"),
        ({"code": 1}, "str is asked for"),
        ({"code": "A", "kind": "SERVICES"}, "is none of SERVICE"),
        ({"code": "A", "amounts": [1, "2"]}, "amounts › 2: int is asked for"),
        ({"code": "A", "amounts": [True]}, "int is asked for"),
    ],
)
def test_a_slip_of_the_pen_is_named(table: dict[str, object], sentence: str) -> None:
    with pytest.raises(SeedMistake, match=sentence):
        read_record(_Line, table, "lines.toml")
