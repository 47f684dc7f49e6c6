"""Evidence: a scan that the officer filed, sealed so that only the auditor can open it."""
