"""Makes things: the register, keys, certificates, credentials, status lists, publications and samples."""
