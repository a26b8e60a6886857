"""Whether a request comes from our own pages, or from no page at all: browsers say where a page comes from."""

from starlette.datastructures import Headers

OWN_SITES = {"same-origin", "none"}


def is_from_elsewhere(headers: Headers, own_address: str) -> bool:
    """Whether a page of another origin sent this; programs, which send no such headers, are no pages.

    What a browser says of the site wins, since a proxy may have changed the name we are called by.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in OWN_SITES
    origin = headers.get("origin")
    if origin is None:
        return False
    return origin != own_address and origin.partition("://")[2] != headers.get("host")
