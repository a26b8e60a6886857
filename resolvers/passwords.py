"""Passwords are kept as Argon2id hashes; the slow work runs in threads of its own, two at a time.

Two, because a hash needs 19 MiB and half a core for some ten milliseconds: a crowd that signs in at once must queue
here and not take the memory of everything else.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from resolvers.refusals import InvalidInput

SHORTEST = 8
LONGEST = 128

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_THREADS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")
_NOBODYS = _HASHER.hash("")


async def hash_password(password: str, *, field: str = "password") -> str:
    """Return the hash of a password of 8 to 128 characters; refuses others, naming the field of the input."""
    if len(password) < SHORTEST:
        raise InvalidInput.at(field, "TOO_SHORT", SHORTEST)
    if len(password) > LONGEST:
        raise InvalidInput.at(field, "TOO_LONG", LONGEST)
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _HASHER.hash, password)


async def password_fits(password_hash: str | None, password: str) -> bool:
    """Whether a password is the one that was hashed.

    Without a hash the answer is no after the same time, so that nobody learns from it which user names exist.
    """
    fits = await asyncio.get_running_loop().run_in_executor(
        _THREADS, _fits, password_hash or _NOBODYS, password[:LONGEST]
    )
    return fits and password_hash is not None


def _fits(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
