"""How loops are compiled: once, kept beside the source, and free of Python's lock while they run."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from numba import njit

Given = ParamSpec("Given")
Result = TypeVar("Result")


def compiled(loop: Callable[Given, Result]) -> Callable[Given, Result]:
    """Compile a function of numbers and arrays on its first call; floats keep their exact order of work."""
    return cast("Callable[Given, Result]", njit(cache=True, nogil=True, error_model="numpy")(loop))


def lean(loop: Callable[Given, Result]) -> Callable[Given, Result]:
    """Compile a function that makes no array, without counting who still uses the arrays it is given.

    That count, taken at every call and every look into a tuple, costs ten times what a test of one resource does.
    """
    return cast("Callable[Given, Result]", njit(cache=True, nogil=True, error_model="numpy", _nrt=False)(loop))
