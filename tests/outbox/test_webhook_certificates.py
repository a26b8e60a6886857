"""The address that was looked at is called, and must have the certificate of the name."""

import shutil
import ssl
import subprocess
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import pytest

from resolvers.webhooks.delivering import Parcel, Reply
from server import webhook_post
from server.webhook_post import WebhookPost
from storage.codes import DeliveryFault
from tests.clock import HandClock
from tests.outbox.receiver import receiving
from tests.parts import SYSTEM_PACKAGES, present

NAME = "hooks.example.org"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give a certificate of the name, which signs itself, and its key."""
    openssl = present(shutil.which("openssl"), "OpenSSL", SYSTEM_PACKAGES)
    folder = tmp_path_factory.mktemp("certificate")
    made, key = folder / "certificate.pem", folder / "key.pem"
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    named = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    command: list[str | Path] = [openssl, "req", *kind, *named, "-out", made, "-keyout", key]
    subprocess.run(command, check=True, capture_output=True)
    return made, key


async def here(*_: object) -> Sequence[str]:
    return ["127.0.0.1"]


async def test_the_certificate_must_be_of_the_name_and_of_somebody_we_trust(
    clock: HandClock, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(*certificate)
    trusting = ssl.create_default_context(cafile=str(certificate[0]))
    post = WebhookPost(clock, calls_private=True, resolve=here)
    async with receiving(serving) as receiver:

        async def told(name: str) -> Reply:
            return await post.send(Parcel(UUID(int=7), f"https://{name}:{receiver.port}/hook", "secret", b"{}"))

        assert await told(NAME) == Reply(fault=DeliveryFault.UNREACHABLE)
        monkeypatch.setattr(webhook_post, "_tls", lambda: trusting)
        assert await told("other.example.org") == Reply(fault=DeliveryFault.UNREACHABLE)
        assert receiver.received == []
        assert await told(NAME) == Reply(204)
        assert receiver.received[0].headers["host"] == f"{NAME}:{receiver.port}"
