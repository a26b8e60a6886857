"""The accounts anybody may use while the demo city is served."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A demo account: who it is, what one can do with it, and at which of the two entries."""

    user_name: str
    password: str
    called: str
    does_zh: str
    does_en: str
    entry: str
