"""Whom we believe: anchors, paths, lists, revocation, and the one file that holds them."""
