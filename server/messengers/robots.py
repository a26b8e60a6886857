"""Robots of a community's groups: a WeCom group robot, or any address that checks our signature.

Their addresses are the operator's, from the environment: nobody can have the server call an address by asking for it.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import orjson

from resolvers.notifications.messenger import Messenger, Parcel, UndeliveredError
from storage.codes import Way
from storage.keys import Clock

PATIENCE_SECONDS = 10
LONGEST_ANSWER = 65_536
TOO_MANY = 429
SERVERS_FAULT = 500


class _NoRedirects(HTTPRedirectHandler):
    """What answers with another address is not followed there."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nowhere."""


_OPENER = build_opener(_NoRedirects)


@dataclass(frozen=True, slots=True)
class RobotAddress:
    """Where a robot listens; `secret` signs what is sent to a WEBHOOK."""

    way: Way
    url: str
    secret: str = ""


@dataclass(frozen=True, slots=True)
class WeComRobots:
    """Group robots of WeCom (企业微信), by name."""

    addresses: Mapping[str, RobotAddress]

    async def send(self, parcel: Parcel) -> None:
        """Say a text in a group; WeCom answers 200 also to what it does not take."""
        body = orjson.dumps({"msgtype": "text", "text": {"content": parcel.wording.text}})
        answer = await asyncio.to_thread(_post, _known(self.addresses, parcel.to).url, body, {})
        code = answer.get("errcode")
        if code != 0:
            raise UndeliveredError(f"WECOM_{code}")


@dataclass(frozen=True, slots=True)
class SignedRobots:
    """Addresses that get JSON with a signature: HMAC-SHA256 over `<seconds>.<body>`, as `t=<seconds>,v1=<hex>`."""

    addresses: Mapping[str, RobotAddress]
    clock: Clock

    async def send(self, parcel: Parcel) -> None:
        """Hand over what happened, in codes and in a sentence."""
        address = _known(self.addresses, parcel.to)
        told = {"id": str(parcel.message_id), "text": parcel.wording.text, **parcel.wording.facts}
        body = orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
        signature = sign(address.secret, int(self.clock().timestamp()), body)
        await asyncio.to_thread(_post, address.url, body, {"Community-Signature": signature})


def sign(secret: str, seconds: int, body: bytes) -> str:
    """Return the signature of a body that was sent in a second."""
    digest = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256)
    return f"t={seconds},v1={digest.hexdigest()}"


def robot_messengers(addresses: Mapping[str, RobotAddress], clock: Clock) -> dict[Way, Messenger]:
    """Return the messengers that are needed for these robots."""
    found: dict[Way, Messenger] = {}
    of_way = {way: {name: one for name, one in addresses.items() if one.way is way} for way in Way}
    if of_way[Way.WECOM]:
        found[Way.WECOM] = WeComRobots(of_way[Way.WECOM])
    if of_way[Way.WEBHOOK]:
        found[Way.WEBHOOK] = SignedRobots(of_way[Way.WEBHOOK], clock)
    return found


def _known(addresses: Mapping[str, RobotAddress], name: str) -> RobotAddress:
    if name not in addresses:
        raise UndeliveredError("ROBOT_REMOVED", is_final=True)
    return addresses[name]


def _post(url: str, body: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
    """Post JSON and return the JSON object of the answer, empty when there is none; the address is the operator's."""
    sent = {"content-type": "application/json", **headers}
    request = Request(url, data=body, headers=sent, method="POST")  # noqa: S310 - settings take http(s) only
    try:
        with _OPENER.open(request, timeout=PATIENCE_SECONDS) as answer:
            read = answer.read(LONGEST_ANSWER)
    except HTTPError as refused:
        refused.close()
        again = refused.code == TOO_MANY or refused.code >= SERVERS_FAULT
        raise UndeliveredError(f"HTTP_{refused.code}", is_final=not again) from None
    try:
        found = orjson.loads(read)
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}
