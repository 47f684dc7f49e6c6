"""Lists signed by their publisher: COSE_Sign1 under the one pinned list signer.

Protected header, exactly: alg, kid (of the list signer's certificate), typ. The typ keeps apart what one key signs: a
block list is never read as a trust list. Unprotected: empty; the certificate travels beside the list.
"""

from __future__ import annotations

from enum import Enum, unique
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from credential.cose import Header, Sign1, VerifiedPayload, sign
from credential.keys import Algorithm, VerificationKey
from credential.reason import CredentialError, Reason
from trust_store.anchor import ALLOWED_CURVES
from trust_store.certificate import Certificate, CertificateError, find_extension, read_certificate
from trust_store.fields import MAX_LIST, malformed
from trust_store.profile import LIST_SIGNER_EKU, kid_of
from trust_store.refusal import Refusal, TrustStoreError

if TYPE_CHECKING:
    from collections.abc import Mapping


@unique
class ListKind(Enum):
    """What a signed list is. The value is its `typ` (RFC 9596)."""

    TRUST_LIST = "application/vnd.carton-rose.trust-list+cbor"
    BLOCK_LIST = "application/vnd.carton-rose.block-list+cbor"
    SUCCESSION = "application/vnd.carton-rose.succession+cbor"


def read_list_signer(der: bytes) -> Certificate:
    """Read a publisher's certificate (ISO/IEC 18013-5 Annex C). Raises `TrustStoreError` LIST_SIGNER_INVALID.

    It need not chain to anything: it is believed because it is pinned.
    """
    try:
        certificate = read_certificate(der)
    except CertificateError as error:
        raise TrustStoreError(Refusal.LIST_SIGNER_INVALID, str(error)) from error
    if certificate.key is None or certificate.key.curve.name not in ALLOWED_CURVES:
        raise TrustStoreError(Refusal.LIST_SIGNER_INVALID, "its key is on neither P-256 nor P-384")
    purposes = find_extension(certificate.parsed, x509.ExtendedKeyUsage)
    if purposes is None or not purposes.critical or certificate.purposes != (LIST_SIGNER_EKU,):
        raise TrustStoreError(Refusal.LIST_SIGNER_INVALID, f"its purpose is not exactly {LIST_SIGNER_EKU}, critical")
    usage = find_extension(certificate.parsed, x509.KeyUsage)
    if usage is None or not usage.critical or not usage.value.digital_signature or usage.value.key_cert_sign:
        raise TrustStoreError(Refusal.LIST_SIGNER_INVALID, "its key usage is not digital signature, critical")
    return certificate


def sign_list(
    kind: ListKind,
    payload: bytes,
    *,
    private_key: ec.EllipticCurvePrivateKey,
    list_signer: x509.Certificate,
    deterministic: bool = False,
) -> bytes:
    """Sign the payload of a list. `deterministic` (RFC 6979) makes samples reproducible."""
    algorithm = Algorithm.ES256 if private_key.curve.name == "secp256r1" else Algorithm.ES384
    protected: Mapping[int, object] = {
        Header.ALG: int(algorithm),
        Header.KID: kid_of(list_signer),
        Header.TYP: kind.value,
    }
    return sign(protected, payload, private_key, deterministic=deterministic)


def kid_in(data: bytes) -> object:
    """Read who a list says signed it: a hint. None for what is no message."""
    try:
        return Sign1.decode(data, limit=MAX_LIST).protected.get(Header.KID)
    except CredentialError:
        return None


def verify_list(kind: ListKind, data: bytes, list_signer: Certificate) -> VerifiedPayload:
    """Verify a list with the list signer's key. Raises `TrustStoreError` MALFORMED or SIGNATURE_INVALID."""
    try:
        message = Sign1.decode(data, limit=MAX_LIST)
        wanted = {Header.KID: list_signer.kid, Header.TYP: kind.value}
        header = {label: value for label, value in message.protected.items() if label != Header.ALG}
        if header != wanted or message.unprotected:
            raise malformed(f"{kind.name}: its header is not this publisher's for such a list")
        return message.verify(VerificationKey.of(list_signer.parsed.public_key()))
    except CredentialError as error:
        if error.reason is Reason.SIGNATURE_INVALID:
            raise TrustStoreError(Refusal.SIGNATURE_INVALID, f"{kind.name}: {error.detail}") from error
        raise malformed(f"{kind.name}: {error.detail}") from error
