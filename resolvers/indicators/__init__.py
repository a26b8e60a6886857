"""What a region can be told of its own work: each indicator with exactly the needs it counts."""
