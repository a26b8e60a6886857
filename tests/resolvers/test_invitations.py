import pytest

from resolvers.changes import make_change
from resolvers.invitations import Invitee, accept_invitation, invitation_link, invite_person
from resolvers.people import viewer_by_token
from resolvers.refusals import AlreadyThere, LinkExpired, NotAllowed, NotFound, NotSignedIn
from resolvers.viewer import NOBODY, Viewer
from storage.codes import PartnerKind, Role
from storage.tables import InvitationRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

PASSWORD = "correct horse"


async def invite(town: Town, by: Viewer, **given: object) -> str:
    """Return the token of an invitation into the community."""
    invitee = Invitee(**{"called": "小吴", "region_id": town.community.id, **given})  # type: ignore[arg-type]  # what a test says
    invitation = await town.do(by, invite_person, invitee)
    return token_of(town, invitation)


def token_of(town: Town, invitation: InvitationRow) -> str:
    return invitation_link(town.context, invitation).partition("invitation=")[2]


async def test_an_invited_colleague_signs_in_with_the_role(town: Town) -> None:
    token = await invite(town, town.administrator, role=Role.COMMUNITY_STAFF)
    signed_in = await accept_invitation(town.context, token, "xiaowu", PASSWORD)
    viewer = await viewer_by_token(town.context, signed_in.token)
    assert viewer.paths(Role.COMMUNITY_STAFF) == (town.community.path,)


@on_sqlite_only
async def test_the_role_begins_with_the_acceptance_and_the_contact_at_once(town: Town) -> None:
    token = await invite(town, town.shopkeeper, partner_id=town.shop.id)
    signed_in = await accept_invitation(town.context, token, "xiaowu", PASSWORD)
    assert (await viewer_by_token(town.context, signed_in.token)).partner_ids == {town.shop.id}


async def test_an_invitation_is_accepted_once(town: Town) -> None:
    token = await invite(town, town.staff)
    await accept_invitation(town.context, token, "xiaowu", PASSWORD)
    with pytest.raises(LinkExpired):
        await accept_invitation(town.context, token, "another", PASSWORD)


@on_sqlite_only
async def test_a_taken_user_name_leaves_the_invitation_open(town: Town) -> None:
    await accept_invitation(town.context, await invite(town, town.staff), "xiaowu", PASSWORD)
    token = await invite(town, town.staff)
    with pytest.raises(AlreadyThere):
        await accept_invitation(town.context, token, "XiaoWu", PASSWORD)
    assert (await accept_invitation(town.context, token, "xiaowu2", PASSWORD)).token


@on_sqlite_only
async def test_an_invitation_ends_after_fourteen_days(town: Town, clock: HandClock) -> None:
    token = await invite(town, town.staff)
    clock.advance(days=14, seconds=1)
    with pytest.raises(LinkExpired):
        await accept_invitation(town.context, token, "xiaowu", PASSWORD)


@on_sqlite_only
async def test_a_made_up_or_changed_invitation_is_worth_nothing(town: Town) -> None:
    token = await invite(town, town.staff)
    for other in ("made up", token[:-1], token + "x", ""):
        with pytest.raises(LinkExpired):
            await accept_invitation(town.context, other, "xiaowu", PASSWORD)


@on_sqlite_only
async def test_the_link_can_be_made_again_later(town: Town, clock: HandClock) -> None:
    clock.advance(milliseconds=417)
    invitation = await make_change(
        town.seen_by(town.staff), lambda change: invite_person(change, Invitee("小吴", town.community.id))
    )
    first = token_of(town, invitation)
    clock.advance(hours=5)
    assert token_of(town, await town.row(invitation)) == first
    assert first not in str(vars(await town.row(invitation)))


@on_sqlite_only
async def test_who_may_invite_whom(town: Town) -> None:
    await invite(town, town.staff, role=Role.GRID_WORKER)
    await invite(town, town.administrator)
    stranger = await town.partner("隔壁诊所")
    refused: list[tuple[Viewer, dict[str, object]]] = [
        (town.staff, {"role": Role.COMMUNITY_STAFF}),
        (town.staff, {"role": Role.ADMINISTRATOR}),
        (town.other_staff, {}),
        (town.resident, {}),
        (town.shopkeeper, {}),
        (town.shopkeeper, {"partner_id": stranger.id}),
        (town.shopkeeper, {"partner_id": town.shop.id, "role": Role.GRID_WORKER}),
    ]
    for viewer, given in refused:
        with pytest.raises(NotAllowed):
            await invite(town, viewer, **given)
    with pytest.raises(NotSignedIn):
        await invite(town, NOBODY)
    with pytest.raises(NotFound):
        await invite(town, town.staff, region_id=town.shop.id)


async def test_a_volunteer_has_one_contact_only(town: Town) -> None:
    volunteer = await town.partner("电工老陈", PartnerKind.VOLUNTEER)
    with pytest.raises(AlreadyThere):
        await invite(town, town.staff, partner_id=volunteer.id)
