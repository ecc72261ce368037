"""The proofs of `scripts/prove`."""
