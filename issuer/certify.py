"""Certificates for keys that others hold: a terminal's, which signs its journal, an auditor's, which opens evidence.

Whoever holds the key writes a request (PKCS#10, RFC 2986), which is signed by that key; the office never sees it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec

from issuer.office import SIGNER_LIFE
from issuer.pki import PkiError, Terms, auditor, serial_number, terminal
from issuer.signing_keys import HEAD_START

if TYPE_CHECKING:
    from issuer.office import Office

ROLES: Final = {"terminal": terminal, "auditor": auditor}
MAX_REQUEST: Final = 8192
"""Bytes of a request; one of a P-256 key takes about 500 as PEM."""


def certify(office: Office, request: bytes, at: datetime, *, role: str, country: str, name: str) -> x509.Certificate:
    """Make the certificate of the key behind `request` (PEM), under the root of `country`, from `at` on.

    `name` is the common name; what the request says beside its key is not taken over. Raises PkiError.
    """
    key = requested_key(request)
    begins = at - HEAD_START
    serial = serial_number(office.random.token(32), f"{role} {name}")
    terms = Terms(name=name, not_before=begins, not_after=begins + SIGNER_LIFE, serial=serial)
    return ROLES[role](office.root(country, at), key, terms)


def requested_key(request: bytes) -> ec.EllipticCurvePublicKey:
    """Return the P-256 key of a request that it signed itself. Raises PkiError."""
    if len(request) > MAX_REQUEST:
        raise PkiError(f"a request of {len(request)} bytes: at most {MAX_REQUEST} are read")
    try:
        parsed = x509.load_pem_x509_csr(request)
        key = parsed.public_key()
        is_signed = parsed.is_signature_valid
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm) as error:
        raise PkiError("no request for a certificate (PKCS#10, PEM): make one with `verifier terminal init`") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise PkiError("the request is for a key that is not on P-256")
    if not is_signed:
        raise PkiError("the request is not signed by its own key: have it made anew")
    return key
