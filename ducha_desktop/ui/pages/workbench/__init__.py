"""Screen: workbench."""
