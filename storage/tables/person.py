"""Persons known to us, what is private about them, and their way in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.codes import Role, TokenScope
from storage.columns import Key, Moment, Table, UtcDateTime, word


class PersonRow(Table):
    """A human known to us; only what everybody concerned may see."""

    __tablename__ = "person"

    id: Mapped[Key]
    called: Mapped[str] = mapped_column(String(40))
    region_id: Mapped[UUID | None] = mapped_column(ForeignKey("region.id"))
    is_quiet: Mapped[bool] = mapped_column(default=False)
    prefers_large_type: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Moment]
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class PersonPrivateRow(Table):
    """Name, phone, address and door of a person."""

    __tablename__ = "person_private"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    name: Mapped[str | None] = mapped_column(String(40))
    phone: Mapped[str | None] = mapped_column(String(24), index=True)
    address: Mapped[str | None] = mapped_column(String(120))
    door: Mapped[str | None] = mapped_column(String(40))
    birth_year: Mapped[int | None]


class AccountRow(Table):
    """A way to sign in; a person has none or one."""

    __tablename__ = "account"

    id: Mapped[Key]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    user_name: Mapped[str] = mapped_column(String(60), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[Moment]
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInRow(Table):
    """A signed-in browser or program; the token itself is never stored."""

    __tablename__ = "sign_in"

    id: Mapped[Key]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInAttemptRow(Table):
    """How often somebody failed to come in of late, by account or by address.

    `subject` is a keyed hash of the user name or the address, so that the table names nobody.
    """

    __tablename__ = "sign_in_attempt"
    __table_args__ = (CheckConstraint("failures >= 0", name="failures"),)

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[Moment] = mapped_column(index=True)
    closed_until: Mapped[Moment]


class MachineTokenRow(Table):
    """A named token by which a program acts for a person; the token itself is never stored."""

    __tablename__ = "machine_token"
    __table_args__ = (CheckConstraint("expires_at > created_at", name="period"),)

    id: Mapped[Key]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    scope: Mapped[TokenScope] = mapped_column(word(TokenScope, "scope"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ContactViewRow(Table):
    """Who opened a person's contact, in which role, what for, and over which need or dispatch."""

    __tablename__ = "contact_view"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR need_id IS NOT NULL", name="of_somebody"),
        Index("ix_contact_view_person_id_id", "person_id", "id"),
    )

    id: Mapped[Key]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    need_id: Mapped[UUID | None] = mapped_column(ForeignKey("need.id"), index=True)
    dispatch_id: Mapped[UUID | None] = mapped_column(ForeignKey("dispatch.id"))
    viewed_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    partner_id: Mapped[UUID | None] = mapped_column(ForeignKey("partner.id"))
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[Moment] = mapped_column(index=True)


class RoleGrantRow(Table):
    """A role held in a region; it reaches the subtree."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="period"),
        Index(
            "ix_role_grant_open",
            "person_id",
            "role",
            "region_id",
            unique=True,
            sqlite_where=text("valid_until IS NULL"),
            postgresql_where=text("valid_until IS NULL"),
        ),
    )

    id: Mapped[Key]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(word(Role, "role"))
    region_id: Mapped[UUID] = mapped_column(ForeignKey("region.id"), index=True)
    valid_from: Mapped[Moment]
    valid_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    granted_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class InvitationRow(Table):
    """An invitation to make an account for a person; the token itself is never stored."""

    __tablename__ = "invitation"

    id: Mapped[Key]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    region_id: Mapped[UUID] = mapped_column(ForeignKey("region.id"))
    role: Mapped[Role | None] = mapped_column(word(Role, "role"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SavedFilterRow(Table):
    """The filters of a screen that a person keeps under a name, as the address bar has them."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("person_id", "screen", "name"),)

    id: Mapped[Key]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    screen: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(40))
    query: Mapped[str] = mapped_column(String(2000))
    created_at: Mapped[Moment]
