"""The compiled engine: resources as arrays in the order of their places, and loops over those near a need."""
