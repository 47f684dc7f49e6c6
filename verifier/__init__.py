"""Asks and shows: the check itself, capture from cameras and files, and the officer's screens.

``check`` and all that it needs reach neither Textual, OpenCV nor the network.
"""
