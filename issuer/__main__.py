"""``python -m issuer`` and the command ``issuer``."""

from __future__ import annotations


def main() -> None:
    """Run the issuer's command line."""
    from issuer.cli import issuer

    issuer(prog_name="issuer")


if __name__ == "__main__":
    main()
