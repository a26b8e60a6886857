"""What the product does, in plain Python."""
