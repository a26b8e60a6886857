"""Tests speak to the real thing: real databases, the real application, a real browser."""
