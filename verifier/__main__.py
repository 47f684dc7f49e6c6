"""``python -m verifier`` and the command ``verifier``."""

from __future__ import annotations


def main() -> None:
    """Run the verifier's command line."""
    from verifier.cli import verifier

    verifier(prog_name="verifier")


if __name__ == "__main__":
    main()
