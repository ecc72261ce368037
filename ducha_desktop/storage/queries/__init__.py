"""The read side: plain SQL, plain tuples."""
