"""``python -m verifier`` and the command ``verifier``."""

from __future__ import annotations


def main() -> None:
    """Run the verifier's command line."""
    from trust_store.options import run
    from verifier.cli import verifier

    run(verifier, "verifier")


if __name__ == "__main__":
    main()
