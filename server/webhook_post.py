"""Sending to webhooks over HTTP: to the address that was looked at, signed, without following anybody anywhere."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias
from urllib.parse import SplitResult, urlsplit

import httpx2

from resolvers.webhooks.addresses import is_public
from resolvers.webhooks.delivering import Parcel, Reply
from server.messengers.robots import sign
from storage.codes import DeliveryFault
from storage.keys import Clock

PATIENCE_SECONDS = 10.0
SIGNATURE: Final = "Community-Signature"
DELIVERY: Final = "Community-Delivery"
PORTS: Final = {"http": 80, "https": 443}

_tls = cache(httpx2.create_ssl_context)

Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""Gives the IP addresses of a name. Raises `OSError` for one that is not known."""


async def resolved(host: str, port: int) -> Sequence[str]:
    """Return the IP addresses of a name, as the system knows them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


@dataclass(frozen=True, slots=True)
class WebhookPost:
    """Makes attempts; one takes ten seconds at most, looking up the name included.

    `calls_private` lets it call this machine and its network, as tests and closed networks do.
    """

    clock: Clock
    calls_private: bool = False
    resolve: Resolve = resolved
    patience_seconds: float = PATIENCE_SECONDS

    async def send(self, parcel: Parcel) -> Reply:
        """Make one attempt."""
        try:
            async with asyncio.timeout(self.patience_seconds):
                return await self._attempt(parcel)
        except TimeoutError:
            return Reply(fault=DeliveryFault.TIMED_OUT)

    async def _attempt(self, parcel: Parcel) -> Reply:
        parts = urlsplit(parcel.url)
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        try:
            addresses = await self.resolve(host, port)
        except OSError:
            return Reply(fault=DeliveryFault.NAME_UNKNOWN)
        # One private address among them is enough: whoever answers for the name could put it first the next time.
        if not self.calls_private and not all(map(is_public, addresses)):
            return Reply(fault=DeliveryFault.ADDRESS_PRIVATE)
        for address in dict.fromkeys(addresses):
            try:
                return Reply(await self._post(parcel, parts, address))
            except httpx2.ConnectError:
                continue
            except httpx2.RequestError:
                break
        return Reply(fault=DeliveryFault.UNREACHABLE)

    async def _post(self, parcel: Parcel, parts: SplitResult, address: str) -> int:
        """Send the body and return the status; the name stands in the certificate, the address was looked at."""
        at = f"[{address}]" if ":" in address else address
        port = "" if parts.port is None else f":{parts.port}"
        headers = {
            "host": parts.netloc,
            "content-type": "application/json",
            "user-agent": "community-partners",
            DELIVERY: str(parcel.delivery_id),
            SIGNATURE: sign(parcel.secret, int(self.clock().timestamp()), parcel.body),
        }
        async with (
            httpx2.AsyncClient(verify=_tls(), trust_env=False, follow_redirects=False, timeout=None) as client,
            client.stream(
                "POST",
                parts._replace(netloc=at + port).geturl(),
                content=parcel.body,
                headers=headers,
                extensions={"sni_hostname": parts.hostname},
            ) as answer,
        ):
            return answer.status_code  # What else it says is not read.
