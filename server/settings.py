"""Settings of the process, read once from the environment (prefix COMMUNITY_, but DATABASE_URL)."""

import secrets
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from server.door.trust import FreeQueries
from server.messengers.mail import MailSecurity
from storage.codes import Way

ROOT = Path(__file__).resolve().parent.parent


class RobotSetting(BaseModel):
    """A robot of a community's group: `region` is named from the root, with / between; a WEBHOOK signs by `secret`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=40)
    way: Literal[Way.WECOM, Way.WEBHOOK]
    region: str
    url: HttpUrl
    secret: SecretStr = SecretStr("")


class Settings(BaseSettings):
    """What an operator may set.

    Without a secret of its own a process makes one, and the links it signed end with it.
    """

    model_config = SettingsConfigDict(env_prefix="COMMUNITY_", frozen=True, extra="ignore")

    database_url: str = Field(
        default=f"sqlite+aiosqlite:///{ROOT / 'var' / 'community.db'}", validation_alias="DATABASE_URL"
    )
    migration_database_url: str = Field(default="", validation_alias="MIGRATION_DATABASE_URL")
    redis_url: str = Field(default="", validation_alias="REDIS_URL")
    host: str = "127.0.0.1"
    port: int = 8000
    public_address: str = ""
    secret: str = Field(default_factory=lambda: secrets.token_urlsafe(32))
    is_demo: bool = False
    front_end: Path = ROOT / "frontend" / "dist"
    files: Path = ROOT / "var" / "files"
    least_free_bytes: int = 200 * 1024 * 1024
    metrics_token: SecretStr = SecretStr("")
    log_requests: bool = True
    due_every_seconds: float = 60.0
    stop_within_seconds: int = 20
    cookies_over_https_only: bool = False
    free_queries: FreeQueries = FreeQueries.TOKEN
    webhooks_to_private_addresses: bool = False
    mail_host: str = ""
    mail_port: int = 587
    mail_security: MailSecurity = MailSecurity.STARTTLS
    mail_user: str = ""
    mail_password: SecretStr = SecretStr("")
    mail_from: str = ""
    robots: tuple[RobotSetting, ...] = ()

    @property
    def owner_url(self) -> str:
        """Return the address of the database as the role whose the tables are."""
        return self.migration_database_url or self.database_url

    @property
    def address(self) -> str:
        """Return the address people reach us at, without a slash at its end."""
        return (self.public_address or f"http://{self.host}:{self.port}").rstrip("/")
