"""COSE messages of the issuer and of the phone: built by pycose, signed by `cryptography`.

pycose knows COSE well and is independent of our own decoder, so it builds the headers and the bytes to be signed. Its
own ECDSA is pure Python and leaks time, so the signature is made by OpenSSL (DESIGN section 8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from credential.cbor import CBORTag
from credential.cose import Header
from credential.forms import TYPE_ATTESTATION, TYPE_LICENCE, TYPE_PRESENTATION, Form
from credential.keys import Algorithm, sign_raw
from trust_store.profile import kid_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography.hazmat.primitives.asymmetric import ec

    from issuer.signing_keys import SigningKey

_TYPES = {Form.ATTESTATION: TYPE_ATTESTATION, Form.LICENCE: TYPE_LICENCE}


def sign_issued(form: Form, payload: bytes, signer: SigningKey, disclosures: Sequence[bytes] = ()) -> bytes:
    """Sign an attestation or a licence; `disclosures` go along with a licence, unsigned but hashed inside."""
    algorithm = algorithm_of(signer.key)
    protected = {Header.ALG: algorithm, Header.KID: kid_of(signer.certificate), Header.TYP: _TYPES[form]}
    return _sign1(protected, payload, signer.key, {Header.SD_CLAIMS: list(disclosures)} if disclosures else {})


def sign_presentation(licence: CBORTag, payload: bytes, device_key: ec.EllipticCurvePrivateKey) -> bytes:
    """Sign a key binding token over `payload`, with the licence (a COSE_Sign1 item) in its header."""
    protected = {Header.ALG: Algorithm.ES256, Header.KCWT: licence, Header.TYP: TYPE_PRESENTATION}
    return _sign1(protected, payload, device_key, {})


def sign_status_token(payload: bytes, signer: SigningKey, typ: str) -> bytes:
    """Sign a status list token."""
    algorithm = algorithm_of(signer.key)
    protected = {Header.ALG: algorithm, Header.KID: kid_of(signer.certificate), Header.TYP: typ}
    return _sign1(protected, payload, signer.key, {})


def algorithm_of(key: ec.EllipticCurvePrivateKey) -> Algorithm:
    """The algorithm that a key signs with: ES256 on P-256, ES384 on P-384."""
    return Algorithm.ES256 if key.curve.name == "secp256r1" else Algorithm.ES384


def _sign1(
    protected: dict[int, object], payload: bytes, key: ec.EllipticCurvePrivateKey, unprotected: dict[int, object]
) -> bytes:
    from pycose.headers import KID
    from pycose.headers import Algorithm as AlgorithmHeader
    from pycose.messages.sign1message import Sign1Message

    names = {int(Header.ALG): AlgorithmHeader, int(Header.KID): KID}
    algorithm = algorithm_of(key)
    header = {names.get(label, label): _plain(value) for label, value in protected.items()}
    message = Sign1Message(phdr=header, uhdr=unprotected, payload=payload)
    # Deterministic (RFC 6979): no bad random number can give the key away, and samples repeat byte for byte.
    message.signature = sign_raw(algorithm, message._create_sig_structure(), key, deterministic=True)
    encoded: bytes = message.encode(tag=True, sign=False)
    return encoded


def _plain(value: object) -> object:
    return int(value) if isinstance(value, Algorithm) else value
