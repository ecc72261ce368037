"""Screen: backups."""
