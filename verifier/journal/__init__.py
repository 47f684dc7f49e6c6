"""The journal: one signed record for each check, chained so that nothing in it can be changed, moved or left out."""
