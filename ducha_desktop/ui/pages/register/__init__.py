"""Screen: register."""
