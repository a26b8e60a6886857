"""The plain columns of each type; schema/nodes adds what points at other types."""
