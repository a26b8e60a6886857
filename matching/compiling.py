"""How loops are compiled: once, kept on disk, and free of Python's lock while they run.

A loop is compiled together with the loops it calls, wherever they are written. So what is kept holds for one state of
all sources of this room, and lies in a folder named after them.
"""

from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import numba
import numpy as np
from numba import njit

Given = ParamSpec("Given")
Result = TypeVar("Result")
Whole = int | np.int64

_ROOM = Path(__file__).parent


def _state_of_sources() -> str:
    """Return a digest of every source with loops, or with numbers that loops are compiled with."""
    others = ("categories", "compiling", "eligibility", "hashing", "signals", "textual", "wishes")
    sources = [*sorted((_ROOM / "compiled").glob("*.py")), *(_ROOM / f"{name}.py" for name in others)]
    return blake2b(b"".join(source.read_bytes() for source in sources), digest_size=8).hexdigest()


setattr(numba.config, "CACHE_DIR", str(_ROOM / "__pycache__" / f"loops-{_state_of_sources()}"))  # noqa: B010 -- a name its types do not know.


_LEAN: Mapping[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "_nrt": False}


def compiled(loop: Callable[Given, Result]) -> Callable[Given, Result]:
    """Compile a function of numbers and arrays on its first call; floats keep their exact order of work."""
    return cast("Callable[Given, Result]", njit(cache=True, nogil=True, error_model="numpy")(loop))


def lean(loop: Callable[Given, Result]) -> Callable[Given, Result]:
    """Compile a function that makes no array, without counting who still uses the arrays it is given.

    That count, taken at every call and every look into a tuple, costs ten times what a test of one resource does.
    """
    return cast("Callable[Given, Result]", njit(**_LEAN)(loop))
