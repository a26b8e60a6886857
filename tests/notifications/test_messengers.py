"""Messages leave by real lines, are tried again when they are not taken, and never fail what they tell of."""

import hashlib
import hmac
import logging
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError
from sqlalchemy import select

from server.messengers.mail import Mailer, MailSecurity
from server.post_office import PostOffice
from server.settings import RobotSetting, Settings
from storage.codes import MessageStatus, NeedStatus, Urgency, Way
from storage.tables import MessageRow, PersonPrivateRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town
from tests.notifications.listeners import HOST, MailServer, WebServer, listening
from tests.notifications.post import Kept, Post

COMMUNITY = "昆明市/盘龙区/联盟街道/百合社区"


def mail_settings(port: int) -> Settings:
    return Settings(
        mail_host=HOST, mail_port=port, mail_security=MailSecurity.NONE, mail_from="社区 <community@example.org>"
    )


def robot(way: Way, port: int, name: str = "社区群", region: str = COMMUNITY) -> RobotSetting:
    given: dict[str, Any] = {"name": name, "way": way, "region": region, "url": f"http://{HOST}:{port}/hook"}
    return RobotSetting(**given, secret=SecretStr("a secret of the group"))


async def message_of(town: Town, way: Way) -> MessageRow:
    found = await town.rows(select(MessageRow).where(MessageRow.way == way).order_by(MessageRow.id.desc()))
    message: MessageRow = found[0]
    return message


@on_sqlite_only
async def test_a_mail_is_read_as_it_was_written_and_can_be_stopped_by_the_program_that_reads_it(
    town: Town, clock: HandClock
) -> None:
    post = Post(town)
    await post.mailbox(town.resident, "wang@example.org")
    await town.need(NeedStatus.ACCEPTED)
    async with listening(MailServer()) as server:
        office = PostOffice.of(mail_settings(server.port), clock)
        report = await office.run_round(post.system, clock())
        assert report.messages.sent == 1
        (mail,) = server.mails
    assert [one.lower() for one in server.recipients] == ["rcpt to:<wang@example.org>"]
    assert mail["Subject"] == "社区消息：需求已受理"
    text = mail.get_content()
    assert "社区收到了，正在安排。" in text
    assert "https://partners.example/resident.html#/needs/" in text
    message = await message_of(town, Way.MAIL)
    assert mail["Message-ID"] == f"<{message.id}@example.org>"
    assert mail["List-Unsubscribe"].startswith("<https://partners.example/m/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (message.status, message.attempts, message.fault) == (MessageStatus.SENT, 1, "")


@on_sqlite_only
async def test_what_is_not_taken_is_tried_again_later_each_time_and_given_up_when_it_is_final(
    town: Town, clock: HandClock
) -> None:
    post = Post(town)
    await post.mailbox(town.resident, "wang@example.org")
    await town.need(NeedStatus.ACCEPTED)
    async with listening(MailServer(answers=[b"451 later", b"450 later", b"550 nobody here"])) as server:
        office = PostOffice.of(mail_settings(server.port), clock)
        waits = []
        for fault in ("SMTP_451", "SMTP_450"):
            await office.run_round(post.system, clock())
            message = await message_of(town, Way.MAIL)
            assert (message.status, message.fault) == (MessageStatus.WAITING, fault)
            waits.append(message.next_at - clock())
            clock.set(message.next_at - timedelta(seconds=1))
            assert (await office.run_round(post.system, clock())).messages.failed == 0
            clock.advance(seconds=1)
        assert waits == [timedelta(minutes=1), timedelta(minutes=5)]
        await office.run_round(post.system, clock())
    message = await message_of(town, Way.MAIL)
    assert (message.status, message.attempts, message.fault) == (MessageStatus.GIVEN_UP, 3, "SMTP_550")
    assert (await office.run_round(post.system, clock.advance(hours=1))).messages.failed == 0


@on_sqlite_only
async def test_a_server_that_is_not_there_fails_no_mutation_and_is_given_up_after_six_times(
    town: Town, clock: HandClock
) -> None:
    post = Post(town)
    await post.mailbox(town.resident, "wang@example.org")
    async with listening(MailServer()) as server:
        port = server.port
    office = PostOffice({Way.MAIL: Mailer(HOST, port, "community@example.org", MailSecurity.NONE)})
    need = await town.need(NeedStatus.ACCEPTED)
    for _ in range(8):
        await office.run_round(post.system, clock())
        message = await message_of(town, Way.MAIL)
        clock.set(max(message.next_at, clock()))
    assert (message.status, message.attempts) == (MessageStatus.GIVEN_UP, 6)
    assert message.fault == "ConnectionRefusedError"
    assert (await town.row(need)).status is NeedStatus.ACCEPTED


@on_sqlite_only
async def test_a_mail_server_that_cannot_keep_the_line_private_gets_nothing(town: Town, clock: HandClock) -> None:
    post = Post(town)
    await post.mailbox(town.resident, "wang@example.org")
    await town.need(NeedStatus.ACCEPTED)
    async with listening(MailServer()) as server:
        settings = mail_settings(server.port).model_copy(update={"mail_security": MailSecurity.STARTTLS})
        assert (await PostOffice.of(settings, clock).run_round(post.system, clock())).messages.failed == 1
    assert server.mails == []


@on_sqlite_only
async def test_the_communitys_group_hears_what_its_staff_are_told_at_once_and_no_more_than_a_number(
    town: Town, clock: HandClock
) -> None:
    post = Post(town)
    async with listening(WebServer()) as wecom, listening(WebServer()) as hook:
        robots = (
            robot(Way.WECOM, wecom.port),
            robot(Way.WEBHOOK, hook.port, "值班系统"),
            robot(Way.WEBHOOK, hook.port, "别的社区", "昆明市/盘龙区/联盟街道/茶花社区"),
            robot(Way.WEBHOOK, hook.port, "没有的社区", "昆明市/没有这个区"),
        )
        office = PostOffice.of(Settings(robots=robots), clock)
        need = await town.need(urgency=Urgency.P1, words="三楼的王小明家里冒烟了")
        for _ in range(2):
            await office.run_round(post.system, clock())
        ((_, said),) = wecom.requests
        ((headers, body),) = hook.requests
    number, link = need.number, "https://partners.example/console.html#/?need="
    assert said.decode().startswith('{"msgtype":"text","text":{"content":"有新的需求待受理：需求 ' + number)
    assert link in said.decode()
    message = await message_of(town, Way.WEBHOOK)
    seconds = int(clock().timestamp())
    signature = hmac.new(b"a secret of the group", f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["community-signature"] == f"t={seconds},v1={signature}"
    assert f'"id":"{message.id}"' in body.decode()
    assert '"kind":"NEED_WAITING"' in body.decode()
    for private in ("王小明", "冒烟", "138"):
        assert private not in said.decode() + body.decode()


@on_sqlite_only
async def test_a_group_that_does_not_take_it_is_asked_again_and_nobody_is_followed_elsewhere(
    town: Town, clock: HandClock
) -> None:
    post = Post(town)
    async with listening(WebServer(answers=[(200, {"errcode": 45009}), (302, {})])) as wecom:
        office = PostOffice.of(Settings(robots=(robot(Way.WECOM, wecom.port),)), clock)
        await town.need(urgency=Urgency.P1)
        await office.run_round(post.system, clock())
        assert (await message_of(town, Way.WECOM)).fault == "WECOM_45009"
        clock.advance(minutes=1)
        await office.run_round(post.system, clock())
        message = await message_of(town, Way.WECOM)
        assert (message.status, message.fault) == (MessageStatus.GIVEN_UP, "HTTP_302")
        assert len(wecom.requests) == 2


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/x", "not an address"])
def test_a_robots_address_is_a_web_address(url: str) -> None:
    given: dict[str, Any] = {"name": "群", "way": "WECOM", "region": COMMUNITY, "url": url}
    with pytest.raises(ValidationError):
        RobotSetting(**given)


@on_sqlite_only
async def test_the_log_names_nobody_and_no_number(
    town: Town, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    post = Post(town)
    await post.mailbox(town.staff, "li-shuji@example.org")
    need = await town.need(NeedStatus.DISPATCHED, words="三楼的王小明家里灯坏了")
    phones = await town.rows(select(PersonPrivateRow.phone))
    async with listening(MailServer(answers=[b"550 <li-shuji@example.org> unknown"])) as server:
        office = PostOffice.of(mail_settings(server.port), clock)
        await office.run_round(post.system, clock())
        await town.need(urgency=Urgency.P1)
        await office.run_round(post.system, clock())
    assert "DISPATCH_ASKED to a phone ending in" in caplog.text
    assert "was not taken: SMTP_550" in caplog.text
    for private in ("王小明", "li-shuji", "王阿姨", "周老板", need.number, *phones):
        assert private not in caplog.text


@on_sqlite_only
async def test_a_gateway_that_breaks_holds_up_nobody_else(town: Town) -> None:
    class Broken(Kept):
        async def send(self, parcel: Any) -> None:
            raise RuntimeError(parcel.to)

    post = Post(town, sms=Broken())
    await post.mailbox(town.resident, "wang@example.org")
    await town.need(NeedStatus.DISPATCHED)
    report = await post.round()
    assert (report.messages.sent, report.messages.failed) == (1, 1)
    assert (await message_of(town, Way.SMS)).fault == "RuntimeError"
