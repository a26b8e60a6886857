"""Photos as they are handed in: measured by their header, and freed of everything but the picture, without loss."""
