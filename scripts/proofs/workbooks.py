PROOFS = ()
