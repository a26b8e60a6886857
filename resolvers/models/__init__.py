"""What regions learn from decisions: gathering them, learning, putting weights in force and taking them back."""
