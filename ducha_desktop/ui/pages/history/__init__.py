"""Screen: history."""
