"""Global ids in, keys of rows out."""

from uuid import UUID

from strawberry import relay

from resolvers.refusals import InvalidInput


def key(given: relay.GlobalID, type_name: str, field: str) -> UUID:
    """Return the key in a global id of a type; refuses an id of another type, naming the field."""
    if given.type_name != type_name:
        raise InvalidInput.at(field, "UNKNOWN_ID", given)
    try:
        return UUID(given.node_id)
    except ValueError as error:
        raise InvalidInput.at(field, "UNKNOWN_ID", given) from error


def optional_key(given: relay.GlobalID | None, type_name: str, field: str) -> UUID | None:
    """Return the key in a global id, or None when none was given."""
    return None if given is None else key(given, type_name, field)
