"""The command `trust-store`, also ``python -m trust_store``."""

from __future__ import annotations

from trust_store.cli import cli
from trust_store.options import run


def main() -> None:
    """Run the command."""
    run(cli, "trust-store")


if __name__ == "__main__":
    main()
