"""Replays: recorded scans judged again, each at its own moment with its own trust data, and held against before."""
