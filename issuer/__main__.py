"""``python -m issuer`` and the command ``issuer``."""

from __future__ import annotations


def main() -> None:
    """Run the issuer's command line."""
    from issuer.cli import issuer
    from trust_store.options import run

    run(issuer, "issuer")


if __name__ == "__main__":
    main()
