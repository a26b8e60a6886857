"""Backups: one file that holds a database as it was at one moment, and the files people handed in."""
