"""The forms that travel in a code (DESIGN section 2): which one it is, and that its headers are exactly right.

Nothing is verified here. The rule that headers hold exactly what the form needs, and the unprotected one nothing,
is what makes every flipped bit show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, unique
from types import MappingProxyType
from typing import Any, Final

from credential import cbor
from credential.cbor import ARRAYS, CBORTag
from credential.cose import NOTHING, Header, Sign1, VerifiedPayload
from credential.exact import Parts, split_message, split_token_claims, split_token_header
from credential.reason import CredentialError, Reason
from credential.sd_cwt import MAX_DISCLOSURES
from credential.status_list import MAX_TIME

TYPE_ATTESTATION: Final = 61
"""application/cwt (CoAP content formats)."""
TYPE_LICENCE: Final = 293
"""application/sd-cwt."""
TYPE_PRESENTATION: Final = 294
"""application/kb+cwt."""
KID_SIZE: Final = 8
AUDIENCE: Final = "roadside-check"

_ISSUED_HEADER: Final = frozenset({Header.ALG, Header.KID, Header.TYP})
_TOKEN_HEADER: Final = frozenset({Header.ALG, Header.KCWT, Header.TYP})
_TAGS: Final = frozenset({18})


@unique
class Form(Enum):
    """What a scan is, in one word for reports."""

    ATTESTATION = "attestation"
    LICENCE = "licence"
    PRESENTATION = "presentation"
    COMPANION = "companion"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Issued:
    """An attestation, or a licence with the disclosures that came with it. Unverified."""

    form: Form
    message: Sign1
    disclosures: tuple[bytes, ...] = ()

    @property
    def kid(self) -> bytes:
        """The look-up hint for the document signer; proves nothing."""
        kid: bytes = self.message.protected[Header.KID]
        return kid


@dataclass(frozen=True, slots=True)
class TokenHeader:
    """The protected header of a key binding token, and the licence in it. Unverified."""

    protected: Mapping[Any, Any]
    licence: Issued


@dataclass(frozen=True, slots=True)
class Presentation:
    """A key binding token and the licence inside its header. Unverified."""

    message: Sign1
    licence: Issued


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenClaims:
    """What a verified key binding token says. Times are seconds since 1970."""

    aud: str
    iat: int
    exp: int | None
    nbf: int | None
    cnonce: bytes | None

    @classmethod
    def parse(cls, payload: VerifiedPayload) -> TokenClaims:
        """Read aud 3, exp 4, nbf 5, iat 6 and cnonce 39; iss and sub may not be there. Raises MALFORMED."""
        plain_iat = split_token_claims(payload)
        if plain_iat is not None:
            return cls(aud=AUDIENCE, iat=plain_iat, exp=None, nbf=None, cnonce=None)
        claims = cbor.decode(payload)
        if type(claims) is not dict or not claims.keys() <= {3, 4, 5, 6, 39}:
            raise CredentialError(Reason.MALFORMED, "presentation: claims other than aud, exp, nbf, iat, cnonce")
        aud, cnonce = claims.get(3), claims.get(39)
        if type(aud) is not str or 6 not in claims or type(claims.get(39, b"")) is not bytes:
            raise CredentialError(Reason.MALFORMED, "presentation: aud or iat is missing, or cnonce of another type")
        times = [claims[label] for label in (4, 5, 6) if label in claims]
        if any(type(moment) is not int or not 0 <= moment <= MAX_TIME for moment in times):
            raise CredentialError(Reason.MALFORMED, "presentation: exp, nbf or iat is no time")
        iat, exp, nbf = claims[6], claims.get(4), claims.get(5)
        return cls(aud=aud, iat=iat, exp=exp, nbf=nbf, cnonce=cnonce)

    def encode(self) -> bytes:
        """Write the payload that `parse` reads."""
        claims = {3: self.aud, 4: self.exp, 5: self.nbf, 6: self.iat, 39: self.cnonce}
        return cbor.encode({label: value for label, value in claims.items() if value is not None})


def token_header(protected: bytes) -> TokenHeader | None:
    """Read a token's protected header by its exact shape; None for another one. Raises as `decode_form` does."""
    token = split_token_header(protected)
    if token is None:
        return None
    algorithm, licence = token
    header = MappingProxyType({Header.ALG: algorithm, Header.KCWT: licence, Header.TYP: TYPE_PRESENTATION})
    return TokenHeader(header, _as_licence(_issued(Sign1.of_parts(licence))))


def decode_form(data: bytes, header_of: Callable[[bytes], TokenHeader | None] = token_header) -> Issued | Presentation:
    """Decode the bytes behind ``PDC1:``. `header_of` is `token_header`, or what remembers its answers.

    Raises `CredentialError`: TOO_LARGE, MALFORMED, ALGORITHM_NOT_ALLOWED, or NOT_A_LICENCE for a COSE_Sign1 of a
    type that this version does not know.
    """
    if len(data) > cbor.MAX_MESSAGE:
        raise CredentialError(Reason.TOO_LARGE, f"{len(data)} bytes where at most {cbor.MAX_MESSAGE} are read")
    parts = split_message(data)
    if parts is not None and parts.end == len(data):
        return _exact(parts, header_of(parts.protected))
    message = Sign1.of_item(cbor.decode(data, tags=_TAGS), nested=True)
    if message.protected.get(Header.TYP) == TYPE_PRESENTATION:
        return _presentation(message)
    return _issued(message)


def _exact(parts: Parts, token: TokenHeader | None) -> Issued | Presentation:
    """The short cut for messages in exactly our shape; see `credential.exact`."""
    if token is not None:
        message = Sign1(parts.protected, token.protected, NOTHING, parts.payload, parts.signature)
        return Presentation(message, token.licence)
    message = Sign1.of_item(CBORTag(18, [parts.protected, {}, parts.payload, parts.signature]), nested=True)
    return _presentation(message) if message.protected.get(Header.TYP) == TYPE_PRESENTATION else _issued(message)


def decode_companion(data: bytes) -> tuple[bytes, ...]:
    """Decode the bytes behind ``PDD1:``: an array of encoded disclosures. Raises MALFORMED or TOO_LARGE."""
    return _disclosures(cbor.decode(data), "companion")


def encode_companion(disclosures: list[bytes]) -> bytes:
    """Encode what `decode_companion` reads."""
    return cbor.encode(disclosures)


def _presentation(message: Sign1) -> Presentation:
    _require_header(message.protected, _TOKEN_HEADER)
    if message.unprotected:
        raise CredentialError(Reason.MALFORMED, "presentation: an unprotected header that is not empty")
    inner = message.protected[Header.KCWT]
    if type(inner) is not CBORTag:
        raise CredentialError(Reason.MALFORMED, "presentation: kcwt is no COSE_Sign1")
    return Presentation(message, _as_licence(_issued(Sign1.of_item(inner))))


def _as_licence(issued: Issued) -> Issued:
    if issued.form is not Form.LICENCE:
        raise CredentialError(Reason.MALFORMED, "presentation: kcwt holds no SD-CWT")
    return issued


def _issued(message: Sign1) -> Issued:
    typ = message.protected.get(Header.TYP)
    if typ not in (TYPE_ATTESTATION, TYPE_LICENCE) or type(typ) is not int:
        raise CredentialError(Reason.NOT_A_LICENCE, "a signed message of a type that this version does not know")
    _require_header(message.protected, _ISSUED_HEADER)
    kid = message.protected[Header.KID]
    if type(kid) is not bytes or len(kid) != KID_SIZE:
        raise CredentialError(Reason.MALFORMED, f"kid is not {KID_SIZE} bytes")
    if typ == TYPE_ATTESTATION:
        if message.unprotected:
            raise CredentialError(Reason.MALFORMED, "attestation: an unprotected header that is not empty")
        return Issued(Form.ATTESTATION, message)
    return Issued(Form.LICENCE, message, _sd_claims(message.unprotected))


def _sd_claims(unprotected: Mapping[Any, Any]) -> tuple[bytes, ...]:
    if not unprotected:
        return ()
    if set(unprotected) != {Header.SD_CLAIMS}:
        raise CredentialError(Reason.MALFORMED, "licence: an unprotected parameter other than sd_claims")
    return _disclosures(unprotected[Header.SD_CLAIMS], "sd_claims")


def _disclosures(value: object, name: str) -> tuple[bytes, ...]:
    """Step 2 of the draft's validation: an empty list of disclosures is invalid."""
    if not isinstance(value, ARRAYS) or not 0 < len(value) <= MAX_DISCLOSURES:
        raise CredentialError(Reason.MALFORMED, f"{name} is no array of 1 to {MAX_DISCLOSURES}")
    if any(type(item) is not bytes for item in value):
        raise CredentialError(Reason.MALFORMED, f"{name} holds something that is no byte string")
    return tuple(value)


def _require_header(protected: Mapping[Any, Any], labels: frozenset[int]) -> None:
    if protected.keys() != labels:
        raise CredentialError(Reason.MALFORMED, "the protected header holds other parameters than the form's")
