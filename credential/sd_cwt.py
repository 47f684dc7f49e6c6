"""Selective disclosure: SD-CWT and its key binding token (draft-ietf-spice-sd-cwt, text of April 2026).

The draft's verifier validation ("SD-KBT and SD-CWT Verifier Validation") has eleven steps. They are done in:

 1. open the key binding token and find the SD-CWT in ``kcwt``: `credential.forms`
 2. validate the SD-CWT as a CWT; an empty ``sd_claims`` is invalid: `credential.forms`, `verifier.authenticate`
 3. order of the SD-CWT's times: `require_ordered_times` here
 4. take the confirmation key from ``cnf``: `credential.claims`
 5. validate the key binding token with that key: `verifier.authenticate`
 6. ``cnonce`` must be acceptable: `verifier.authenticate`
 7. times of the token against times of the SD-CWT: `require_bound_times` here
 8. place every disclosure at its hash; none may be left over or take a taken place: `disclose` here
 9. the audience must be ours: `verifier.authenticate`
10. delete what stays redacted: `disclose` here
11. further rules of the profile: `credential.claims`, `verifier.assess`
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from cbor2 import CBORSimpleValue

from credential import cbor
from credential.cbor import ARRAYS, MAPS, MAX_DEPTH, REDACTED_KEYS, CBORTag
from credential.reason import CredentialError, Reason

REDACTED_ELEMENT_TAG: Final = 60
SALT_SIZE: Final = 16
MAX_DISCLOSURES: Final = 32
"""More than a licence has elements; a bound on the work that an unsigned list can ask for."""
NEVER_REDACTED: Final = frozenset({1, 3, 4, 5, 6, 7, 8, 39})
"""iss, aud, exp, nbf, iat, cti, cnf, cnonce (the draft's table of claim requirements)."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One salted disclosed claim. `key` is None for an array element; a decoy has neither key nor value."""

    value: Any
    key: int | str | None
    is_decoy: bool

    @classmethod
    def decode(cls, data: bytes, tags: frozenset[int]) -> Disclosure:
        """Decode ``[salt, value, key]``, ``[salt, value]`` or ``[salt]``. Raises DISCLOSURE_INVALID."""
        try:
            parts = cbor.decode(data, tags=tags, redacted=True)
        except CredentialError as error:
            raise CredentialError(Reason.DISCLOSURE_INVALID, f"a disclosure: {error.detail}") from error
        if type(parts) is not list or not 1 <= len(parts) <= 3:
            raise CredentialError(Reason.DISCLOSURE_INVALID, "a disclosure that is no array of one to three")
        if type(parts[0]) is not bytes or len(parts[0]) != SALT_SIZE:
            raise CredentialError(Reason.DISCLOSURE_INVALID, "a salt that is not 16 bytes")
        if len(parts) == 1:
            return cls(None, None, True)
        if len(parts) == 2:
            return cls(parts[1], None, False)
        if type(parts[2]) not in (int, str):
            raise CredentialError(Reason.DISCLOSURE_INVALID, "a disclosed key that is neither number nor text")
        return cls(parts[1], parts[2], False)


def is_redaction(key: object) -> bool:
    """Tell whether a map key is simple(59). The type is compared too: cbor2 says that it equals the number 59."""
    return type(key) is CBORSimpleValue and key == REDACTED_KEYS


def redacted_hash(disclosure: bytes) -> bytes:
    """Hash one encoded disclosure as it stands in ``sd_claims``: SHA-256 over the byte string with its head."""
    return hashlib.sha256(cbor.encode_bytes(disclosure)).digest()


def redact(
    claims: Mapping[Any, Any], keys: Iterable[int | str], salt: Callable[[], bytes]
) -> tuple[dict[Any, Any], list[bytes]]:
    """Take `keys` out of `claims`: the map with their hashes, and the disclosures that bring them back.

    Hashes are sorted, so that their order tells nothing. `salt` gives 16 fresh random bytes a call.
    """
    kept = dict(claims)
    disclosures = [cbor.encode([salt(), kept.pop(key), key]) for key in keys if key in kept]
    if disclosures:
        kept[REDACTED_KEYS] = sorted(redacted_hash(disclosure) for disclosure in disclosures)
    return kept, disclosures


def disclose(
    claims: Mapping[Any, Any], disclosures: Sequence[bytes], tags: frozenset[int] = frozenset()
) -> dict[Any, Any]:
    """Place `disclosures` into a verified claims set and delete what stays redacted (steps 8 and 10).

    Raises DISCLOSURE_INVALID for a disclosure without a place, of the wrong shape for its place, given twice,
    or for a key that is there already or may never be redacted.
    """
    if len(disclosures) > MAX_DISCLOSURES:
        raise CredentialError(Reason.DISCLOSURE_INVALID, f"{len(disclosures)} disclosures")
    by_hash = {redacted_hash(data): Disclosure.decode(data, tags) for data in disclosures}
    if len(by_hash) != len(disclosures):
        raise CredentialError(Reason.DISCLOSURE_INVALID, "a disclosure given twice")
    placing = _Placing(by_hash)
    result = placing.map(claims, top=True)
    if placing.unused:
        raise CredentialError(Reason.DISCLOSURE_INVALID, "a disclosure whose hash the issuer did not sign")
    return result


class _Placing:
    """One walk over a claims set; remembers which hashes were met.

    Disclosures nest in one another, so that each of them within the decoder's depth says nothing about the whole.
    """

    def __init__(self, by_hash: dict[bytes, Disclosure]) -> None:
        self.unused = dict(by_hash)
        self.met: set[bytes] = set()
        self.depth = 0

    def any(self, value: Any) -> Any:  # noqa: ANN401 - a CBOR item of any type
        if not isinstance(value, (*MAPS, *ARRAYS)):
            return value
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise CredentialError(Reason.DISCLOSURE_INVALID, f"disclosures nested deeper than {MAX_DEPTH} levels")
        placed = self.map(value) if isinstance(value, MAPS) else self.array(value)
        self.depth -= 1
        return placed

    def map(self, claims: Mapping[Any, Any], *, top: bool = False) -> dict[Any, Any]:
        result = {key: self.any(value) for key, value in claims.items() if not is_redaction(key)}
        hashes = next((value for key, value in claims.items() if is_redaction(key)), ())
        if not isinstance(hashes, ARRAYS):
            raise CredentialError(Reason.DISCLOSURE_INVALID, "redacted keys that are no array")
        for digest in hashes:
            disclosure = self.take(digest)
            if disclosure is None or disclosure.is_decoy:
                continue
            key = disclosure.key
            if key is None or key in result or (top and key in NEVER_REDACTED):
                raise CredentialError(Reason.DISCLOSURE_INVALID, "a disclosed key that may not stand there")
            result[key] = self.any(disclosure.value)
        return result

    def array(self, items: Sequence[Any]) -> list[Any]:
        result = []
        for item in items:
            if type(item) is not CBORTag or item.tag != REDACTED_ELEMENT_TAG:
                result.append(self.any(item))
                continue
            disclosure = self.take(item.value)
            if disclosure is None or disclosure.is_decoy:
                continue
            if disclosure.key is not None:
                raise CredentialError(Reason.DISCLOSURE_INVALID, "a key disclosed as an array element")
            result.append(self.any(disclosure.value))
        return result

    def take(self, digest: object) -> Disclosure | None:
        if type(digest) is not bytes or len(digest) != 32:
            raise CredentialError(Reason.DISCLOSURE_INVALID, "a hash that is not 32 bytes")
        if digest in self.met:
            raise CredentialError(Reason.DISCLOSURE_INVALID, "the same hash in two places")
        self.met.add(digest)
        return self.unused.pop(digest, None)


def require_ordered_times(nbf: int | None, iat: int | None, exp: int | None) -> None:
    """Step 3: nbf <= iat, nbf < exp, iat < exp, where both exist. Raises MALFORMED."""
    ordered = (
        (nbf is None or iat is None or nbf <= iat)
        and (nbf is None or exp is None or nbf < exp)
        and (iat is None or exp is None or iat < exp)
    )
    if not ordered:
        raise CredentialError(Reason.MALFORMED, "times: nbf <= iat < exp does not hold")


class Times(Protocol):
    """Whatever has time claims, in seconds since 1970; None where one is absent."""

    @property
    def nbf(self) -> int | None:
        """Not before."""

    @property
    def iat(self) -> int | None:
        """Issued at."""

    @property
    def exp(self) -> int | None:
        """Expires."""


def require_bound_times(token: Times, licence: Times) -> None:
    """Step 7: the key binding token may not reach outside the licence's own times. Raises KEY_BINDING_INVALID."""
    bound = (
        _in_order(token.nbf, token.iat)
        and _apart(token.iat, token.exp)
        and _in_order(token.exp, licence.exp)
        and _in_order(licence.nbf, token.nbf)
        and _in_order(licence.iat, token.iat)
        and _apart(token.nbf, licence.exp)
        and _apart(token.iat, licence.exp)
        and _in_order(licence.nbf, token.iat)
    )
    if not bound:
        raise CredentialError(Reason.KEY_BINDING_INVALID, "the presentation's times reach outside the licence's")


def _in_order(left: int | None, right: int | None) -> bool:
    return left is None or right is None or left <= right


def _apart(left: int | None, right: int | None) -> bool:
    return left is None or right is None or left < right
