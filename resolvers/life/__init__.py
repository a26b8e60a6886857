"""The life of a need: raised, accepted, dispatched, taken, done, judged; every step is one function."""
