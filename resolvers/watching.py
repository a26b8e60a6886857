"""How long the slow work takes, for whoever wants to know: the edge brings the watch, resolvers only name the work."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

Watch = Callable[[str], AbstractContextManager[object]]
"""Takes the name of a kind of work and gives what surrounds it."""

RANKING, TAKING_IN = "ranking", "list"


def nobody_watches(work: str) -> AbstractContextManager[object]:  # noqa: ARG001 - the shape of a watch
    """Let work take as long as it takes."""
    return nullcontext()
