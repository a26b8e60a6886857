"""Who may use a field: every field of the schema carries one of these rules as metadata.

PUBLIC fields are never wrapped. Data behind any other rule is nullable or absent, and is kept back by the visible
rows of its noun in resolvers/access, not here: the rule says to the reader, and to the tests, what that clause does.
"""

from enum import StrEnum
from typing import Any


class Who(StrEnum):
    """The circles of people a field may be meant for."""

    PUBLIC = "PUBLIC"
    SIGNED_IN = "SIGNED_IN"
    CONCERNED = "CONCERNED"
    PARTNER = "PARTNER"
    STAFF = "STAFF"
    OFFICER = "OFFICER"
    ADMINISTRATOR = "ADMINISTRATOR"
    DEMO = "DEMO"


def who(circle: Who) -> dict[str, Any]:
    """Return the metadata of a field meant for a circle."""
    return {"who": circle}


PUBLIC = who(Who.PUBLIC)
"""Anybody; of needs only published ones, and one's own."""
SIGNED_IN = who(Who.SIGNED_IN)
"""Whoever has signed in."""
CONCERNED = who(Who.CONCERNED)
"""The askers of a need, the partner asked, and staff who reach it."""
PARTNER = who(Who.PARTNER)
"""The partner's own contacts, and staff who reach it."""
STAFF = who(Who.STAFF)
"""Staff in whose regions it lies."""
OFFICER = who(Who.OFFICER)
"""Staff and officers in whose regions it lies."""
ADMINISTRATOR = who(Who.ADMINISTRATOR)
"""Administrators of the region."""
DEMO = who(Who.DEMO)
"""Anybody, and only while the demo runs."""
