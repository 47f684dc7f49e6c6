"""A second opinion on whether a scan is genuine and whether its holder may drive, by code that shares nothing with ours.

pycose verifies, cbor2 decodes as it pleases, and the rules of both questions are said again in plain words; only the
trust data are the same. It is slow, and lenient about encodings. What it is for: whatever we accept, it must accept too.
"""
