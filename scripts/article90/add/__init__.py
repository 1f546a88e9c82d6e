"""New records, written into the Turtle where a reader would look for them."""
