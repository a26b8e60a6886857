"""What the closed lists are called on the official lists, which are in Chinese."""

from collections.abc import Iterable, Mapping

from resolvers.quantities import said
from resolvers.resource_drafts import OpenHours
from storage.codes import Kind, Nature, NeedStatus, PartnerKind, ProjectStatus, Satisfied, Solved, Unit

KINDS: Mapping[Kind, str] = {
    Kind.SERVICE: "服务",
    Kind.GOODS: "物资",
    Kind.VENUE: "场地",
    Kind.FUND: "资金",
    Kind.SKILL: "人才技能",
    Kind.POLICY: "政策",
}
UNITS: Mapping[Unit, str] = {
    Unit.PERSON: "人",
    Unit.HOUR: "小时",
    Unit.PIECE: "件",
    Unit.TIME: "次",
    Unit.PLACE: "个",
    Unit.SQUARE_METRE: "平方米",
    Unit.YUAN: "元",
}
NATURES: Mapping[Nature, str] = {
    Nature.HELP: "求助",
    Nature.QUESTION: "咨询",
    Nature.SUGGESTION: "建议",
    Nature.COMPLAINT: "投诉",
}
PARTNER_KINDS: Mapping[PartnerKind, str] = {
    PartnerKind.UNIT: "单位",
    PartnerKind.SOCIAL_ORGANIZATION: "社会组织",
    PartnerKind.GROUP: "自组织/志愿队",
    PartnerKind.VOLUNTEER: "志愿者/能人",
}
NEED_STATUSES: Mapping[NeedStatus, str] = {
    NeedStatus.RAISED: "待受理",
    NeedStatus.ACCEPTED: "已受理",
    NeedStatus.DISCUSSING: "议事中",
    NeedStatus.DECIDED: "已议定",
    NeedStatus.DISPATCHED: "已派单",
    NeedStatus.TAKEN: "已接单",
    NeedStatus.UNDER_WAY: "办理中",
    NeedStatus.DONE: "已办结·待评价",
    NeedStatus.CLOSED: "已归档",
    NeedStatus.DECLINED: "暂不能受理",
    NeedStatus.TRANSFERRED: "已转办",
    NeedStatus.MERGED: "已并入",
    NeedStatus.WITHDRAWN: "已撤回",
    NeedStatus.ON_HOLD: "挂账",
    NeedStatus.REOPENED: "已重开",
}
PROJECT_STATUSES: Mapping[ProjectStatus, str] = {
    ProjectStatus.PLANNED: "未启动",
    ProjectStatus.UNDER_WAY: "推进中",
    ProjectStatus.FINISHED: "已完成",
    ProjectStatus.STRUCK_OFF: "已完成",
}
SOLVED: Mapping[Solved, str] = {Solved.YES: "已解决", Solved.PARTLY: "部分解决", Solved.NO: "未解决"}
SATISFIED: Mapping[Satisfied, str] = {
    Satisfied.VERY_SATISFIED: "非常满意",
    Satisfied.SATISFIED: "满意",
    Satisfied.FAIR: "基本满意",
    Satisfied.DISSATISFIED: "不满意",
    Satisfied.VERY_DISSATISFIED: "非常不满意",
}
WEEKDAYS = "一二三四五六日"


def said_amount(quantity: int, unit: Unit) -> str:
    """Return a stored quantity as a list says it.

    >>> said_amount(200000, Unit.YUAN), said_amount(3, Unit.PERSON)
    ('2000元', '3人')
    """
    return f"{said(quantity, unit).normalize():f}{UNITS[unit]}"


def said_hours(hours: Iterable[OpenHours]) -> str:
    """Return weekly hours as a list says them: neighbouring days with the same hours in one.

    >>> said_hours([OpenHours(0, 540, 690), OpenHours(1, 540, 690), OpenHours(5, 840, 1020)])
    '周一至周二 9:00-11:30；周六 14:00-17:00'
    """
    by_day: dict[int, list[str]] = {}
    for one in sorted(hours):
        by_day.setdefault(one.weekday, []).append(f"{_clock(one.opens)}-{_clock(one.closes)}")
    spans: list[tuple[int, int, str]] = []
    for day, said_of_day in sorted(by_day.items()):
        text = ",".join(said_of_day)
        if spans and spans[-1][1] == day - 1 and spans[-1][2] == text:
            spans[-1] = (spans[-1][0], day, text)
        else:
            spans.append((day, day, text))
    return "；".join(f"{_days(first, last)} {text}" for first, last, text in spans)


def _days(first: int, last: int) -> str:
    return f"周{WEEKDAYS[first]}" if first == last else f"周{WEEKDAYS[first]}至周{WEEKDAYS[last]}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"
