"""Screen: first start."""
