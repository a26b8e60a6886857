"""Plans for a whole community: a preview of who could be asked for what, and asking them all at once."""
