"""What the matcher says, to those who may read it: for a need, for a resource, and while somebody types."""
