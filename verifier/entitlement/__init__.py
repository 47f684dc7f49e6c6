"""May this person drive this vehicle? The law's part of a check, kept apart from cryptography."""
