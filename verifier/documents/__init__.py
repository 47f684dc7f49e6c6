"""Numbers and lines printed on documents: what they say, their check digits, and whether they belong together."""
