"""Settings of the process, read once from the environment (prefix COMMUNITY_, but DATABASE_URL)."""

import secrets
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from server.door.trust import FreeQueries

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """What an operator may set.

    Without a secret of its own a process makes one, and the links it signed end with it.
    """

    model_config = SettingsConfigDict(env_prefix="COMMUNITY_", frozen=True, extra="ignore")

    database_url: str = Field(
        default=f"sqlite+aiosqlite:///{ROOT / 'var' / 'community.db'}", validation_alias="DATABASE_URL"
    )
    host: str = "127.0.0.1"
    port: int = 8000
    public_address: str = ""
    secret: str = Field(default_factory=lambda: secrets.token_urlsafe(32))
    is_demo: bool = False
    front_end: Path = ROOT / "frontend" / "dist"
    files: Path = ROOT / "var" / "files"
    due_every_seconds: float = 60.0
    stop_within_seconds: int = 20
    cookies_over_https_only: bool = False
    free_queries: FreeQueries = FreeQueries.TOKEN

    @property
    def address(self) -> str:
        """Return the address people reach us at, without a slash at its end."""
        return (self.public_address or f"http://{self.host}:{self.port}").rstrip("/")
