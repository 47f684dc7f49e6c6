"""One portal process for the benchmark: python -m tests.benchmarks.portal_process OFFICE ADDRESS PORT MAIL."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from issuer.office import Office
from issuer.portal.app import create_app
from issuer.portal.mail import FolderMailer
from issuer.portal.posting import QueueingMailer
from issuer.portal.settings import PortalSettings
from issuer.randomness import Randomness


def main(office: str, address: str, port: str, mail: str) -> None:
    """Serve as `issuer serve` does, but for the limits: all visitors come from one address here."""
    settings = PortalSettings(address=address, patience=100_000)
    posting = QueueingMailer(FolderMailer(Path(mail)))
    app = create_app(Office.open(Path(office)), settings, lambda: datetime.now(UTC), posting, Randomness())
    uvicorn.run(app, host="127.0.0.1", port=int(port), access_log=False, log_level="error", server_header=False)
    posting.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
