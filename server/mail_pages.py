"""GET and POST of /m/<token>: links in mails, by which a mailbox is confirmed or all mail is stopped, without sign-in.

Looking at a link changes nothing, since programs that guard mailboxes follow links; the button does. A mail program
that stops mail by itself (RFC 8058) posts here as well.
"""

from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from resolvers.changes import make_change
from resolvers.context import Context
from resolvers.notifications.mailboxes import LinkedMailbox, follow_mail_link, open_mail_link
from resolvers.refusals import LinkExpired
from schema.phrases import phrases_in
from server import link_forms
from server.link_pages import HEADERS
from storage.standing import Purpose

_ASKED = {
    True: ("不再收邮件", "按一下就不再给这个邮箱发邮件，站内的消息还在。", "不再收邮件"),
    False: ("确认邮箱", "按一下就用这个邮箱收消息，每封邮件里都可以停。", "是我的邮箱"),
}
_DONE = {
    True: ("好的，不再给您发邮件", "想再收，登录后在「消息」里填一次邮箱。"),
    False: ("邮箱已确认，谢谢您", "这一页可以关掉了。"),
}


def mail_routes(context: Context) -> list[Route]:
    """Return the routes of the links in mails."""
    door = context.opened_for(Purpose.DOOR)
    return [
        Route("/m/{token}", partial(_show, door), methods=["GET"]),
        Route("/m/{token}", partial(_follow, door), methods=["POST"]),
    ]


async def _show(context: Context, request: Request) -> Response:
    try:
        linked = open_mail_link(context, request.path_params["token"])
    except LinkExpired as fact:
        return _refused(context, fact)
    return _page(context, linked)


async def _follow(context: Context, request: Request) -> Response:
    token = request.path_params["token"]
    try:
        linked = open_mail_link(context, token)
        await make_change(context, lambda change: follow_mail_link(change, token))
    except LinkExpired as fact:
        return _refused(context, fact)
    return _html(link_forms.notice(*_DONE[linked.stops], is_demo=context.is_demo))


def _page(context: Context, linked: LinkedMailbox) -> Response:
    title, sentence, button = _ASKED[linked.stops]
    body = f'<p>{sentence}</p><form method="post"><button>{button}</button></form>'
    return _html(link_forms.page(title, body, is_demo=context.is_demo))


def _refused(context: Context, fact: LinkExpired) -> Response:
    return _html(link_forms.notice(*phrases_in("zh-CN").refusal(fact), is_demo=context.is_demo), 404)


def _html(text: str, status_code: int = 200) -> Response:
    return HTMLResponse(text, status_code=status_code, headers=HEADERS)
