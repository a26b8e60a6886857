"""How a line is shown as it was understood, before anything is written."""

from collections.abc import Iterator
from datetime import datetime

from resolvers.lists.entries import Entry, ListedNeed, ListedPartner, ListedResource
from resolvers.lists.labels import KINDS, NATURES, PARTNER_KINDS, said_amount, said_hours
from resolvers.lists.region_tree import Names
from resolvers.lists.report import UnderstoodLine
from resolvers.numbers import LOCAL

LONGEST_SHOWN = 60


def shown_line(entry: Entry, region: Names) -> UnderstoodLine:
    """Return the cells of an entry that hold anything, by their official heads."""
    if isinstance(entry, ListedNeed):
        cells = _need(entry)
    elif isinstance(entry, ListedResource):
        cells = _resource(entry)
    else:
        cells = _partner(entry)
    shown = (*cells, ("所属网格/小区", "/".join(region)))
    return UnderstoodLine(entry.line, tuple((head, _short(text)) for head, text in shown if text))


def _need(need: ListedNeed) -> Iterator[tuple[str, str]]:
    yield "编号", need.external_id
    yield "需求性质", NATURES[need.nature]
    yield "提出方", need.asker_name
    yield "需求名称", need.title
    yield "需求内容", need.words
    yield "类别", need.category or ""
    yield "服务对象及数量", said_amount(need.amount.quantity, need.amount.unit)
    yield "期望时间", _day(need.latest)
    yield "联系人", need.contact.name
    yield "联系电话", "、".join(need.contact.phones)
    yield "地址", need.address + need.door
    yield "完成时限", _day(need.finish_by)
    yield "备注", need.note


def _resource(resource: ListedResource) -> Iterator[tuple[str, str]]:
    yield "编号", resource.external_id
    yield from _partner(resource.partner)
    yield "资源类型", KINDS[resource.kind]
    yield "资源名称", resource.title
    yield "资源内容", resource.text
    yield "可提供数量/频次", said_amount(resource.amount.quantity, resource.amount.unit)
    yield "服务范围", "、".join(resource.area)
    yield "开放时间", said_hours(resource.hours)
    yield "最近确认日期", _day(resource.confirmed_at)
    yield "有效期", resource.valid_until.isoformat() if resource.valid_until else ""


def _partner(partner: ListedPartner) -> Iterator[tuple[str, str]]:
    yield "单位/个人名称", partner.name
    yield "主体类型", PARTNER_KINDS[partner.kind]
    yield "简介", partner.introduction
    yield "联系人", partner.contact.name
    yield "联系电话", partner.office_phone or "、".join(partner.contact.phones)


def _day(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(LOCAL).date().isoformat()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"
