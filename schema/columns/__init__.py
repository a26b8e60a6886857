"""The plain columns of each type; schema/nodes adds what points at other types.

The closed lists of words are made enums before any column uses them.
"""

from schema import words

__all__ = ["words"]
