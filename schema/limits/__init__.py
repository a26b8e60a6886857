"""What a document may ask for: measured in one pass over its text and tree, before anything is validated or read."""
