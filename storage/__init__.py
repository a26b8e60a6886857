"""Tables and how to reach them."""
