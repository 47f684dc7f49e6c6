"""A certificate of the office as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from issuer.office_settings import OfficeError

if TYPE_CHECKING:
    from cryptography import x509


def load_certificate(path: Path) -> x509.Certificate:
    """Read a certificate. Raises OfficeError."""
    from cryptography import x509

    try:
        return x509.load_der_x509_certificate(path.read_bytes())
    except ValueError as error:
        raise OfficeError(f"{path}: is no certificate; restore it from a copy") from error


def store_certificate(path: Path, certificate: x509.Certificate) -> None:
    """Write a certificate, whole or not at all."""
    from cryptography.hazmat.primitives.serialization import Encoding

    temporary = path.with_suffix(".new")
    temporary.write_bytes(certificate.public_bytes(Encoding.DER))
    temporary.replace(path)


def sha256_of(certificate: x509.Certificate) -> bytes:
    """Return the SHA-256 of a certificate's DER."""
    from cryptography.hazmat.primitives import hashes

    return certificate.fingerprint(hashes.SHA256())
