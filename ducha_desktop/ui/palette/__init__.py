"""The palette of Ctrl+K: commands, screens, matters, units, people and help, found by a few letters."""
