"""The command `trust-store`, also ``python -m trust_store``."""

from __future__ import annotations

from trust_store.cli import cli


def main() -> None:
    """Run the command."""
    cli(prog_name="trust-store")


if __name__ == "__main__":
    main()
