"""Signed texts that prove we made them: links to answer by, and the stamps of rankings."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from storage.keys import Clock

ANSWER_DISPATCH = "answer-dispatch"
EVALUATE_NEED = "evaluate-need"
SHARE_PROGRESS = "share-progress"
ACCEPT_INVITATION = "accept-invitation"
CONFIRM_MAIL = "confirm-mail"
STOP_MAIL = "stop-mail"
RANKING = "ranking"
PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Stamps:
    """Makes and reads stamps; one made for a purpose is worth nothing for another."""

    secret: str
    clock: Clock

    def make(self, purpose: str, content: dict[str, Any], *, lifetime: timedelta) -> str:
        """Return a text of URL-safe characters that holds `content` until `lifetime` has passed."""
        return self.make_until(purpose, content, self.clock() + lifetime)

    def make_until(self, purpose: str, content: dict[str, Any], expires_at: datetime) -> str:
        """Return the one text that holds `content` until the second of `expires_at`."""
        return URLSafeSerializer(self.secret, salt=purpose).dumps([int(expires_at.timestamp()), content])

    def read(self, purpose: str, stamp: str) -> dict[str, Any] | None:
        """Return the content of a stamp made for `purpose`; None when it is not ours or too old."""
        try:
            expires, content = URLSafeSerializer(self.secret, salt=purpose).loads(stamp)
        except BadSignature:
            return None
        return content if expires > self.clock().timestamp() else None
