"""Rows made into the frozen records that matching works on, a few statements for many rows."""
