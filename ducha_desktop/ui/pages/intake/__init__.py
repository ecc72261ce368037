"""Screen: intake."""
