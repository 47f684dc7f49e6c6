"""The format that issuer, verifier and auditor share: bytes on one side, meaning on the other.

No files, no clock, no network and no trust decisions live here. docs/format.cddl describes the same thing
for readers of other languages.
"""
