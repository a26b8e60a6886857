"""The plain page on which the family reads how far a need has come."""

from datetime import datetime
from html import escape

from resolvers.progress import LinkedProgress, Visit
from schema.phrases import phrases_in
from server.link_forms import LOCAL, facts_list, fee, page, span
from storage.codes import NeedStatus
from storage.vocabulary import Vocabulary

STAGES = {
    NeedStatus.RAISED: "收到了",
    NeedStatus.ACCEPTED: "受理了，正在安排",
    NeedStatus.DISCUSSING: "大家正在商量",
    NeedStatus.DECIDED: "商量好了，正在安排",
    NeedStatus.DISPATCHED: "已安排，等对方答复",
    NeedStatus.TAKEN: "对方接了",
    NeedStatus.UNDER_WAY: "正在办",
    NeedStatus.DONE: "办好了，等提出人评价",
    NeedStatus.CLOSED: "办好了",
    NeedStatus.DECLINED: "暂不能办理，社区已说明原因",
    NeedStatus.TRANSFERRED: "已转到别处办",
    NeedStatus.MERGED: "和同样的事一起办",
    NeedStatus.WITHDRAWN: "提出人撤回了",
    NeedStatus.ON_HOLD: "先等一等，社区会再看",
    NeedStatus.REOPENED: "没有办好，正在重办",
}


def progress_page(linked: LinkedProgress, vocabulary: Vocabulary, *, is_demo: bool) -> str:
    """Return the page: where it stands, who comes when, and what happened."""
    leaf = vocabulary.leaves.get(linked.category or "")
    what = linked.title or (leaf.zh if leaf else "社区需求")
    phrases = phrases_in("zh-CN")
    lines = "".join(
        f"<li><time>{_moment(event.at)}</time> {escape(phrases.move(event.noun, event.move))}</li>"
        for event in linked.events
    )
    body = (
        facts_list({"现在": STAGES[linked.need.status], "编号": linked.need.number})
        + "".join(_visit(visit) for visit in linked.visits)
        + f"<h2>经过</h2><ol>{lines}</ol>"
        + f"<p>这一页只能看，{_day(linked.expires_at)}前有效；提出人可以随时停止分享。</p>"
    )
    return page(what, body, is_demo=is_demo)


def _visit(visit: Visit) -> str:
    who = "，".join(dict.fromkeys(name for name in (visit.partner, visit.contact) if name))
    return facts_list(
        {
            "谁来": who,
            "什么时候": span(visit.starts_at, visit.ends_at) or "来之前会先联系",
            "要付多少": fee(visit.fee_note),
        }
    )


def _moment(at: datetime) -> str:
    local = at.astimezone(LOCAL)
    return f"{_day(at)} {local:%H:%M}"


def _day(at: datetime) -> str:
    local = at.astimezone(LOCAL)
    return f"{local.month}月{local.day}日"
