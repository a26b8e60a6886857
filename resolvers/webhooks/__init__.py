"""Webhooks: programs of other systems are told, by ids and field names, what happens in a region."""
