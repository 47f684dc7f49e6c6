"""Proofs of a phone's key (OpenID4VCI appendix F.1): a JWT signed by the key that stands in its header.

What appendix F.4 asks to be verified, in the order in which it is done here:

1. the JWT is well formed and holds what it must;
2. `typ` is openid4vci-proof+jwt;
3. `alg` is one that we offer: ES256 (never `none`, never a MAC);
4. the header holds a public key, on P-256 as every device key, and no private one;
5. the signature fits that key;
6. `aud` is our own identifier;
7. `nonce` is ours, fresh and unused: that is also what makes the proof fresh, so `iat` need not agree with our
   clock, and a phone whose clock is wrong still gets its licence.
"""

from __future__ import annotations

from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import ec

from credential.keys import Algorithm, VerificationKey
from credential.reason import CredentialError
from issuer.portal.openid4vci import base64url
from issuer.portal.openid4vci.desk import Desk
from issuer.portal.openid4vci.errors import ErrorCode, ProtocolError
from issuer.portal.openid4vci.nonces import use_nonce
from issuer.portal.openid4vci.strict_json import parse_object

PROOF_TYPE: Final = "openid4vci-proof+jwt"
ALGORITHM: Final = "ES256"
MAX_PROOF: Final = 4096
_HEADER: Final = frozenset({"typ", "alg", "jwk"})


def verify_proof(desk: Desk, proof: object) -> ec.EllipticCurvePublicKey:
    """Verify one proof and use its nonce up; return the phone's key. Raises ProtocolError, RegisterError."""
    if type(proof) is not str or len(proof) > MAX_PROOF or proof.count(".") != 2:
        raise _invalid("is no JWT in compact form")
    head, body, signature = proof.split(".")
    header, claims = _part(head), _part(body)
    # kid, x5c, trust_chain and crit are all refused: one way to name the key is enough.
    if not header.keys() <= _HEADER or header.get("typ") != PROOF_TYPE or header.get("alg") != ALGORITHM:
        raise _invalid(f"header: typ {PROOF_TYPE}, alg {ALGORITHM} and jwk are wanted, and nothing else")
    key = _public_key(header.get("jwk"))
    _verify(key, f"{head}.{body}".encode(), signature)
    if claims.get("aud") != desk.address or type(claims.get("iat")) is not int:
        raise _invalid("aud must be the credential issuer, iat a number of seconds")
    nonce = claims.get("nonce")
    if type(nonce) is not str:
        raise _invalid("nonce is missing; ask the nonce endpoint for one")
    use_nonce(desk, nonce)
    return key


def _public_key(jwk: object) -> ec.EllipticCurvePublicKey:
    if type(jwk) is not dict or jwk.get("kty") != "EC" or jwk.get("crv") != "P-256" or "d" in jwk:
        raise _invalid("jwk must be a public key on P-256")
    try:
        x, y = (_coordinate(jwk.get(name)) for name in ("x", "y"))
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + x + y)
    except ValueError as error:
        raise _invalid("jwk must be a point on P-256") from error


def _verify(key: ec.EllipticCurvePublicKey, content: bytes, signature: str) -> None:
    try:
        VerificationKey.of(key).verify_raw(Algorithm.ES256, content, base64url.decode(signature))
    except (ValueError, CredentialError) as error:
        raise _invalid("the signature does not fit the key in the header") from error


def _part(text: str) -> dict[str, Any]:
    try:
        return parse_object(base64url.decode(text))
    except ValueError as error:
        raise _invalid("header or claims are no JSON in base64url") from error


def _coordinate(value: object) -> bytes:
    data = base64url.decode(value) if type(value) is str else b""
    if len(data) != 32:
        raise ValueError("a coordinate has 32 bytes")
    return data


def _invalid(what: str) -> ProtocolError:
    return ProtocolError(ErrorCode.INVALID_PROOF, f"proof: {what}")
