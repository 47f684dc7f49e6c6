"""A second opinion on whether a scan is genuine, by code that shares nothing with the check but its trust data.

pycose verifies, cbor2 decodes as it pleases, and the rules are said again in plain words. It is slow, lenient about
encodings and knows nothing of the right to drive. What it is for: whatever we accept, it must accept too.
"""
