"""Which addresses webhooks may have: nobody shall have the server call into its own network by asking for it."""

from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from resolvers.refusals import FieldFault

_OURS: Final = (".localhost", ".local", ".internal", ".home.arpa")


def url_fault(url: str, *, calls_private: bool) -> FieldFault | None:
    """Return what is wrong with a webhook's address; None when it may be kept.

    Without the setting that allows private addresses it must be https and must not name this machine or its network;
    where its name leads is looked at again whenever something is sent.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return FieldFault("url", "WEBHOOK_URL")
    if not _is_plain(url, parts):
        return FieldFault("url", "WEBHOOK_URL")
    if calls_private:
        return None if parts.scheme in {"http", "https"} else FieldFault("url", "WEBHOOK_URL")
    if parts.scheme != "https":
        return FieldFault("url", "WEBHOOK_HTTPS")
    return FieldFault("url", "WEBHOOK_PRIVATE") if _names_us(parts.hostname or "") else None


def _is_plain(url: str, parts: SplitResult) -> bool:
    is_ascii = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    return bool(is_ascii and parts.hostname and "@" not in parts.netloc and not parts.fragment)


def _names_us(host: str) -> bool:
    try:
        return not is_public(host)
    except ValueError:
        name = "." + host.lower().rstrip(".")
        return name.endswith(_OURS) or name.count(".") < 2  # noqa: PLR2004 - a public name has a dot in it


def is_public(address: str) -> bool:
    """Whether an IP address is on the internet, and not this machine, its network or a crowd.

    >>> [is_public(one) for one in ("93.184.215.14", "127.0.0.1", "10.0.0.7", "169.254.169.254", "::ffff:127.0.0.1")]
    [True, False, False, False, False]
    """
    found = ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    if mapped is not None:
        return is_public(str(mapped))
    return found.is_global and not found.is_multicast and not found.is_reserved
