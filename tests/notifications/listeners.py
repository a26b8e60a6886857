"""Real servers on this machine that keep what they are sent: one speaks SMTP, one HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

HOST = "127.0.0.1"


@dataclass
class MailServer:
    """Keeps the mails it takes; answers to the recipient's address what `answers` says next."""

    answers: list[bytes] = field(default_factory=list)
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    port: int = 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 ready\r\n")
        while line := await reader.readline():
            verb = line.split(b" ")[0].strip().upper()
            if verb == b"RCPT":
                answer = self.answers.pop(0) if self.answers else b"250 ok"
                if answer.startswith(b"250"):
                    self.recipients.append(line.decode().strip())
                writer.write(answer + b"\r\n")
            elif verb == b"DATA":
                writer.write(b"354 go on\r\n")
                data = await reader.readuntil(b"\r\n.\r\n")
                mail = message_from_bytes(data.removesuffix(b".\r\n"), policy=policy.default)
                assert isinstance(mail, EmailMessage)
                self.mails.append(mail)
                writer.write(b"250 taken\r\n")
            elif verb == b"QUIT":
                writer.write(b"221 bye\r\n")
                break
            else:
                writer.write(b"250 ok\r\n")
        writer.close()


@dataclass
class WebServer:
    """Keeps the requests it gets; answers what `answers` says next, 200 and WeCom's word of thanks by default."""

    answers: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        body = await reader.readexactly(int(headers["content-length"]))
        self.requests.append((headers, body))
        status, said = self.answers.pop(0) if self.answers else (200, {"errcode": 0})
        answer = json.dumps(said).encode()
        location = f"Location: http://{HOST}:{self.port}/elsewhere\r\n" if status // 100 == 3 else ""
        writer.write(
            f"HTTP/1.1 {status} X\r\n{location}Content-Length: {len(answer)}\r\nConnection: close\r\n\r\n".encode()
            + answer
        )
        await writer.drain()
        writer.close()


@asynccontextmanager
async def listening(server: Any) -> AsyncIterator[Any]:
    """Give a server that listens, with its port."""
    socket = await asyncio.start_server(server.talk, HOST, 0)
    server.port = socket.sockets[0].getsockname()[1]
    async with socket:
        yield server
