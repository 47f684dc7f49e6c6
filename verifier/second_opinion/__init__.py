"""A second opinion: is a scan genuine, and may its holder drive? By code that shares nothing with ours.

pycose verifies, cbor2 decodes as it pleases, and the rules of both questions are said again in plain words; only the
trust data are the same. It is slow, and lenient about encodings. Whatever we accept, it must accept too.
"""
