"""Measurements: speed as a ratio to a named alternative in the same run; run with `make bench`."""
