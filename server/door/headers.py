"""What every response says to browsers: nothing foreign is loaded, nothing of ours stands in foreign pages."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{styles}; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
CONSOLE = "/console.html"
"""The one page whose parts write style elements."""

HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY.format(styles=""),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(self), microphone=(), payment=(), usb=()",
}
TWO_YEARS_OF_HTTPS = "max-age=63072000"


class SecurityHeaders:
    """Adds the headers to each response that does not say otherwise itself."""

    def __init__(self, app: ASGIApp, *, https_only: bool) -> None:
        self.app = app
        self.headers = {**HEADERS, **({"strict-transport-security": TWO_YEARS_OF_HTTPS} if https_only else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its response back with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        own = dict(self.headers)
        if scope["path"] == CONSOLE:
            own["content-security-policy"] = POLICY.format(styles=" 'unsafe-inline'")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in own.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)
