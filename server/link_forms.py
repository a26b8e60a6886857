"""The plain pages behind a link: one form, no script, no sign-in, readable on any phone."""

from collections.abc import Iterable
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from resolvers.links import LinkedDispatch, LinkedNeed
from resolvers.quantities import said
from storage.codes import Satisfied, Solved, Unit
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import ReasonList

LOCAL = ZoneInfo("Asia/Shanghai")
DEMO_NOTICE = "演示数据，纯属虚构"

SOLVED = {Solved.YES: "解决了", Solved.PARTLY: "解决了一部分", Solved.NO: "没有解决"}
SATISFIED = {
    Satisfied.VERY_SATISFIED: "非常满意",
    Satisfied.SATISFIED: "满意",
    Satisfied.FAIR: "基本满意",
    Satisfied.DISSATISFIED: "不满意",
    Satisfied.VERY_DISSATISFIED: "非常不满意",
}
REASONS = {
    ReasonList.SATISFIED: "哪里好？(可不选)",
    ReasonList.NOT_SOLVED: "没解决是因为(可不选)",
    ReasonList.NOT_SATISFIED: "哪里不满意？(可不选)",
}
UNITS = {
    Unit.PERSON: "人",
    Unit.HOUR: "小时",
    Unit.PIECE: "件",
    Unit.TIME: "次",
    Unit.PLACE: "个",
    Unit.SQUARE_METRE: "平方米",
    Unit.YUAN: "元",
}

_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{title}</title><link rel="stylesheet" href="/q.css"></head>
<body><main>{demo}<h1>{title}</h1>{body}</main></body></html>"""

STYLE = """
:root{--ink:#1d2a2c;--soft:#4a595b;--ground:#f5f3ee;--card:#fff;--line:#dcd7cc;--edge:#8b8578}
:root{--main:#0a6b57;--on-main:#fff;--focus:#0958d9;color-scheme:light dark}
@media(prefers-color-scheme:dark){
:root{--ink:#eceee9;--soft:#b7c1bd;--ground:#121718;--card:#1c2324;--line:#333e3f;--edge:#84918f}
:root{--main:#5cc9ab;--on-main:#05241c;--focus:#8ab8ff}
}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink)}
body{font:1.25rem/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:36rem;margin:0 auto;padding:.5rem 1rem 2rem}
h1{font-size:1.6rem;line-height:1.35;margin:.5rem 0 1rem}
h2{font-size:1.3rem;margin:1rem 0 .5rem}
dl,ol,form{margin:0 0 1rem;padding:1rem;border:1px solid var(--line);border-radius:.8rem;background:var(--card)}
ol{padding-left:2.2rem}
dt,time{color:var(--soft)}dd{margin:0 0 .5rem}time{margin-right:.5rem}
dd:last-child{margin:0}
fieldset{min-width:0;margin:0 0 1rem;padding:0 0 1rem;border:0;border-bottom:1px solid var(--line)}
legend{padding:0;font-weight:600}
label{display:block;margin-bottom:.8rem}
fieldset label{display:flex;gap:.7rem;align-items:center;min-height:3rem;margin:0}
input[type=radio],input[type=checkbox]{width:1.5rem;height:1.5rem;margin:0;flex:none;accent-color:var(--main)}
select,textarea,input:not([type]){display:block;width:100%;min-height:3rem;margin-top:.3rem;padding:.5rem;font:inherit}
select,textarea,input:not([type]){border:1px solid var(--edge);border-radius:.5rem;color:inherit;background:var(--card)}
textarea{min-height:6rem}
button{width:100%;min-height:3.75rem;border:2px solid var(--main);border-radius:.6rem;font:inherit;font-weight:600}
button{color:var(--on-main);background:var(--main)}
button.quiet{color:var(--ink);background:var(--card);border-color:var(--edge)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.code{font-size:2rem;letter-spacing:.2em}
.demo{margin:0 -1rem;padding:.2rem 1rem;color:#3d2a00;background:#ffe3a6;text-align:center;font-size:1rem}
@media print{
:root{--ink:#000;--soft:#333;--ground:#fff;--card:#fff;--line:#999;--edge:#555;--main:#000;--on-main:#000}
body{font-size:12pt}main{max-width:none;padding:0}button{display:none}fieldset{break-inside:avoid}
}
"""


def page(title: str, body: str, *, is_demo: bool) -> str:
    """Return a whole page."""
    demo = f'<p class="demo">{DEMO_NOTICE}</p>' if is_demo else ""
    return _PAGE.format(title=escape(title), body=body, demo=demo)


def notice(message: str, remedy: str, *, is_demo: bool) -> str:
    """Return a page that says one thing and what can be done."""
    return page(message, f"<p>{escape(remedy)}</p>", is_demo=is_demo)


def thanks(visit_code: str | None, *, is_demo: bool) -> str:
    """Return the page after an answer; whoever took a dispatch reads the word to say at the door."""
    code = (
        f'<p>上门时请先报口令 <strong class="code">{visit_code}</strong>，对方听到口令再开门。请记下来。</p>'
        if visit_code
        else ""
    )
    return page("收到了，谢谢您", f"{code}<p>这一页可以关掉了。</p>", is_demo=is_demo)


def dispatch_page(linked: LinkedDispatch, vocabulary: Vocabulary, *, is_demo: bool) -> str:
    """Return the page on which a partner answers a dispatch."""
    dispatch, part = linked.dispatch, linked.part
    what = linked.need.public_title or linked.need.summary or _category(vocabulary, part.category)
    facts = {
        "什么事": what,
        "数量": f"{said(dispatch.quantity, part.unit).normalize():f} {UNITS[part.unit]}",
        "时间": span(dispatch.starts_at, dispatch.ends_at) or "接单后商定",
        "地点": linked.place,
        "留言": dispatch.message,
        "居民要付": fee(dispatch.fee_note),
        "编号": linked.need.number,
    }
    reasons = vocabulary.reasons[ReasonList.RETURN].values()
    options = "".join(f'<option value="{escape(one.code)}">{escape(one.zh)}</option>' for one in reasons)
    body = (
        facts_list(facts) + '<form method="post"><input type="hidden" name="answer" value="take">'
        "<label>谁来办(可不填)<input name=helper maxlength=40></label>"
        "<label>居民要付多少，和上面不一样才填<input name=fee maxlength=200></label><button>接单</button></form>"
        '<form method="post"><input type="hidden" name="answer" value="return">'
        f"<label>这次不方便，因为<select name=reason>{options}</select></label>"
        "<label>补充一句(可不填)<textarea name=text maxlength=500></textarea></label>"
        '<button class="quiet">不接</button></form><p>接不接都可以，不影响以后。</p>'
    )
    return page(f"{linked.partner.name}，社区想请您帮忙", body, is_demo=is_demo)


def evaluation_page(linked: LinkedNeed, vocabulary: Vocabulary, *, is_demo: bool) -> str:
    """Return the page on which the asker gives a verdict."""
    need = linked.need
    facts = {"什么事": need.public_title or need.summary or need.number, "编号": need.number}
    reasons = "".join(
        _choices(question, "reason", [(one.code, one.zh) for one in vocabulary.reasons[chosen].values()], "checkbox")
        for chosen, question in REASONS.items()
    )
    body = (
        facts_list(facts)
        + '<form method="post">'
        + _choices("问题解决了吗？", "solved", SOLVED.items(), "radio", required=True)
        + _choices("您满意吗？(可不选)", "satisfied", SATISFIED.items(), "radio")
        + reasons
        + "<label>想说的话(可不填)<textarea name=text maxlength=500></textarea></label>"
        + "<button>提交评价</button></form>"
        + "<p>来办的人看不到您写了什么。没解决的接着办；不满意的，社区一个工作日内给您回电话。</p>"
    )
    return page("办好了吗？请您说一句", body, is_demo=is_demo)


def facts_list(facts: dict[str, str]) -> str:
    """Return names and values as a list; what is empty is left out."""
    lines = (f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts.items() if value)
    return f"<dl>{''.join(lines)}</dl>"


def _choices(question: str, name: str, choices: Iterable[tuple[str, str]], kind: str, *, required: bool = False) -> str:
    must = " required" if required else ""
    lines = (
        f'<label><input type="{kind}" name="{name}" value="{escape(code)}"{must}>{escape(label)}</label>'
        for code, label in choices
    )
    return f"<fieldset><legend>{escape(question)}</legend>{''.join(lines)}</fieldset>"


def _category(vocabulary: Vocabulary, code: str | None) -> str:
    return vocabulary.leaves[code].zh if code in vocabulary.leaves and code else "社区需求"


def fee(note: str | None) -> str:
    """Return what the resident pays, as it was said."""
    return "还没有说定，办之前先说清" if note is None else note or "免费"


def span(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """Return a time as people say it; "" when none is agreed."""
    if starts_at is None:
        return ""
    begin = starts_at.astimezone(LOCAL)
    end = f"—{ends_at.astimezone(LOCAL):%H:%M}" if ends_at else ""
    return f"{begin.month}月{begin.day}日 {begin:%H:%M}{end}"
