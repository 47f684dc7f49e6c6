"""What the issuer draws: portraits, codes, the printed attestation, photographs and films of screens.

Every function here is deterministic: the same inputs give the same bytes with the locked libraries.
Nothing looks at a clock, nothing draws lots but from a seed, and no machine's own fonts are used.
"""
