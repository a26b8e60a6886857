"""The settings a region may make: each with its name, the range it must keep, and what it is called.

A setting is a line of a group; a group is one row of `region_setting`, whose value holds the lines the region set. A
line that a region left out is that of the nearest region above which set it, else as shipped.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache

from matching import MatchSettings
from matching.choice_parts import TAUGHT
from resolvers.records.settings import TURNS
from storage.codes import Kind
from storage.vocabulary import shipped_vocabulary
from storage.vocabulary_records import Deadline, PlanningSettings, Span, SpanUnit

Value = int | float | str


class SettingGroup(StrEnum):
    """What settings are edited together; each is the name of a row, in small letters."""

    DEADLINES = "DEADLINES"
    WAITING = "WAITING"
    CONFIRMING = "CONFIRMING"
    PLANNING = "PLANNING"
    RETENTION = "RETENTION"
    MATCHING = "MATCHING"
    LISTS = "LISTS"

    @property
    def row_name(self) -> str:
        """Return the name of its row."""
        return self.value.lower()


@dataclass(frozen=True, slots=True)
class NamedSetting:
    """One line: a whole number, a figure, or a text, by the type of what is shipped.

    `least` and `most` are the ends of the range, both allowed; of a text, its length in characters.
    """

    key: str
    shipped: Value
    least: float
    most: float
    zh: str
    en: str


RANGES: Mapping[SpanUnit, tuple[int, int, str, str]] = {
    SpanUnit.MINUTE: (5, 1_440, "分钟", "minutes"),
    SpanUnit.HOUR: (1, 240, "小时", "hours"),
    SpanUnit.DAY: (1, 90, "天", "days"),
    SpanUnit.WORKING_HOUR: (1, 80, "工作小时", "working hours"),
    SpanUnit.WORKING_DAY: (1, 60, "工作日", "working days"),
}
COLUMNS = {"P1": "紧急", "P2": "较急", "P3": "一般", "P4": "公共或复杂", "Q": "咨询", "all": "都适用"}
"""The columns of a deadline, as desks call them."""
KINDS = {
    Kind.SERVICE: ("服务", "services"),
    Kind.GOODS: ("物资", "goods"),
    Kind.VENUE: ("场地", "venues"),
    Kind.FUND: ("资金", "funds"),
    Kind.SKILL: ("人才技能", "skills"),
    Kind.POLICY: ("政策", "policies"),
}
LONGEST_NAME = 40
MOST_WEIGHT = 10.0


@cache
def named_settings() -> Mapping[SettingGroup, Mapping[str, NamedSetting]]:
    """Return all lines by their group and key, in the order of a screen."""
    vocabulary = shipped_vocabulary()
    settings, planning = vocabulary.settings, vocabulary.settings.planning
    lines = {
        SettingGroup.DEADLINES: [line for one in vocabulary.deadlines.values() for line in _of_deadline(one)],
        SettingGroup.WAITING: [
            NamedSetting(
                "share_link_valid_days", settings.share_link_valid_days, 1, 180, "进度链接有效天数", "Days a link lasts"
            ),
            NamedSetting(
                "invitation_valid_days",
                settings.invitation_valid_days,
                1,
                60,
                "邀请有效天数",
                "Days to accept an invitation",
            ),
        ],
        SettingGroup.CONFIRMING: [
            NamedSetting(
                kind.value, settings.confirm_every_days[kind], 7, 365, f"{zh}多少天确认一次", f"Days to confirm {en}"
            )
            for kind, (zh, en) in KINDS.items()
        ],
        SettingGroup.PLANNING: [
            NamedSetting(
                "rotation", planning.rotation, 0.0, 3.0, "轮换：多派一单让出几分", "Points given away a dispatch"
            ),
            NamedSetting(
                "least_probability",
                planning.least_probability,
                0.0,
                1.0,
                "把握低于它的不排",
                "Least probability planned for",
            ),
        ],
        SettingGroup.RETENTION: [
            NamedSetting(
                "words_of_ended_needs_days",
                settings.retention.words_of_ended_needs_days,
                90,
                3_650,
                "办结后原话和联系方式保留天数",
                "Days the words and contact of ended needs are kept",
            ),
        ],
        SettingGroup.MATCHING: [_of_weight(code) for code in (*TAUGHT, *TURNS)],
        SettingGroup.LISTS: [
            NamedSetting("made_by", "", 0, LONGEST_NAME, "制表人", "Made by"),
            NamedSetting("checked_by", "", 0, LONGEST_NAME, "审核人", "Checked by"),
        ],
    }
    assert {one.name for one in fields(PlanningSettings)} == {one.key for one in lines[SettingGroup.PLANNING]}
    return {group: {line.key: line for line in found} for group, found in lines.items()}


def _of_deadline(deadline: Deadline) -> list[NamedSetting]:
    found = []
    for column, called in COLUMNS.items():
        span: Span | None = getattr(deadline, column)
        if span is not None:
            least, most, zh, en = RANGES[span.unit]
            zh, en = f"{deadline.zh}（{called}），{zh}", f"{deadline.en} ({column}), {en}"
            found.append(NamedSetting(f"{deadline.code}.{column}", span.amount, least, most, zh, en))
    return found


def _of_weight(code: str) -> NamedSetting:
    """Return the line of a weight: what counts for a match never counts against it, nor the other way round."""
    shipped = MatchSettings().weight(code, chinese=True)
    least, most = (0.0, MOST_WEIGHT) if shipped >= 0 else (-MOST_WEIGHT, 0.0)
    return NamedSetting(code, shipped, least, most, code, code)


def is_in_range(line: NamedSetting, value: Value) -> bool:
    """Whether a value may stand on a line."""
    if isinstance(value, str):
        return line.least <= len(value) <= line.most
    return line.least <= value <= line.most
