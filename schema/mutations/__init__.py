"""Mutations: take the input, run one change, wrap the result."""
