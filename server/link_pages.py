"""GET and POST of /q/<token>: the token is the right to one answer, and its own proof against forged forms."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from resolvers.changes import Change, make_change
from resolvers.context import Context
from resolvers.life.verdicts import Verdict
from resolvers.links import LinkedDispatch, evaluate_by_link, open_link, return_by_link, take_by_link
from resolvers.progress import LinkedProgress
from resolvers.refusals import InvalidInput, Refusal
from resolvers.visits import shown_visit_code
from schema.phrases import phrases_in
from server import link_forms
from server.door.asking import BadRequestError, read_body
from server.progress_page import progress_page
from storage.codes import Satisfied, Solved
from storage.columns import Table
from storage.tables import DispatchRow

LARGEST_FORM = 16_384
FORM_TYPE = "application/x-www-form-urlencoded"
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'",
    "referrer-policy": "no-referrer",
}
Form = Mapping[str, list[str]]


def link_routes(context: Context) -> list[Route]:
    """Return the routes of the pages behind links."""
    return [
        Route("/q.css", lambda request: PlainTextResponse(link_forms.STYLE, media_type="text/css")),  # noqa: ARG005 - Starlette's shape
        Route("/q/{token}", partial(show, context), methods=["GET"]),
        Route("/q/{token}", partial(answer, context), methods=["POST"]),
    ]


async def show(context: Context, request: Request) -> Response:
    """Show what the link is for."""
    return await _page(context, request.path_params["token"])


async def answer(context: Context, request: Request) -> Response:
    """Take the answer, then show how things stand now."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM_TYPE:
        return PlainTextResponse("请用网页上的表单。 Please use the form of the page.", status_code=415)
    try:
        body = await read_body(request, LARGEST_FORM)
    except BadRequestError as bad:
        return PlainTextResponse(bad.message, status_code=bad.status, headers=bad.headers)
    token: str = request.path_params["token"]
    form = parse_qs(body.decode("utf-8", "replace").replace("%00", ""))
    try:
        row = await make_change(context, _work(token, form))
    except Refusal as fact:
        message, remedy = phrases_in("zh-CN").refusal(fact)
        return _html(link_forms.notice(message, remedy, is_demo=context.is_demo), 409)
    return _html(
        link_forms.thanks(shown_visit_code(row) if isinstance(row, DispatchRow) else None, is_demo=context.is_demo)
    )


def _work(token: str, form: Form) -> Callable[[Change], Awaitable[Table]]:
    match _first(form, "answer"):
        case "take":
            helper_name, fee_note = _first(form, "helper") or None, _first(form, "fee") or None
            return lambda change: take_by_link(change, token, helper_name=helper_name, fee_note=fee_note)
        case "return":
            return lambda change: return_by_link(
                change, token, reason_code=_first(form, "reason"), reason_text=_first(form, "text")
            )
    return lambda change: evaluate_by_link(change, token, _verdict(form))


def _verdict(form: Form) -> Verdict:
    solved, satisfied = _first(form, "solved"), _first(form, "satisfied")
    if solved not in Solved.__members__:
        raise InvalidInput.at("solved", "EMPTY")
    return Verdict(
        solved=Solved[solved],
        satisfied=Satisfied.__members__.get(satisfied),
        reasons=tuple(form.get("reason", ())),
        text=_first(form, "text"),
    )


async def _page(context: Context, token: str) -> Response:
    try:
        linked = await open_link(context, token)
    except Refusal as fact:
        message, remedy = phrases_in("zh-CN").refusal(fact)
        return _html(link_forms.notice(message, remedy, is_demo=context.is_demo), 404)
    if isinstance(linked, LinkedDispatch):
        return _html(link_forms.dispatch_page(linked, context.vocabulary, is_demo=context.is_demo))
    if isinstance(linked, LinkedProgress):
        return _html(progress_page(linked, context.vocabulary, is_demo=context.is_demo))
    return _html(link_forms.evaluation_page(linked, context.vocabulary, is_demo=context.is_demo))


def _html(text: str, status_code: int = 200) -> Response:
    return HTMLResponse(text, status_code=status_code, headers=HEADERS)


def _first(form: Form, name: str) -> str:
    return form.get(name, [""])[0].strip()
