"""Screen: what is owed."""
