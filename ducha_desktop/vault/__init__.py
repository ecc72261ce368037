"""Keys, sealing, signing and audit hashes."""
