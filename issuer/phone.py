"""Plays the phone: keeps a device key, and shows a living code from the licence it was given.

A real phone keeps its key in hardware. This one is for tests and demonstrations, and its key is a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from credential.cbor import CBORTag
from credential.cose import SIGN1_TAG
from credential.forms import AUDIENCE, Form, Issued, TokenClaims, decode_form, encode_companion
from credential.qr_text import Prefix, prefix_of, unwrap, wrap
from credential.reason import CredentialError
from issuer.messages import sign_presentation

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec

RENEWAL: Final = timedelta(seconds=2)
"""How often the phone shows a new code; the verifier's advance test allows two seconds."""
MAX_LICENCE: Final = 8192
"""Bytes of a licence file, as text or as CBOR."""


class PhoneError(Exception):
    """The phone has no usable licence; the text says what, where and what to do."""


class Phone:
    """A licence in a wallet, with the key that it is bound to."""

    def __init__(self, licence: Issued, device_key: ec.EllipticCurvePrivateKey) -> None:
        self._licence = licence
        self._key = device_key

    @classmethod
    def load(cls, path: Path, device_key: ec.EllipticCurvePrivateKey) -> Phone:
        """Read a licence from a .txt or .cbor file that ``issuer mint`` wrote. Raises PhoneError."""
        return cls.holding(read_licence(path), device_key)

    @classmethod
    def holding(cls, data: bytes, device_key: ec.EllipticCurvePrivateKey) -> Phone:
        """Take a licence as COSE bytes. Raises PhoneError when it is none."""
        try:
            form = decode_form(data)
        except CredentialError as error:
            raise PhoneError(f"this is no licence ({error.reason.value}); mint one with --form licence") from error
        if not isinstance(form, Issued) or form.form is not Form.LICENCE:
            raise PhoneError("this is no licence for a phone; mint one with --form licence")
        return cls(form, device_key)

    def present(self, at: datetime, nonce: str | None = None) -> str:
        """Return the text of the living code at `at`. Nothing redacted is disclosed in it."""
        claims = TokenClaims(
            aud=AUDIENCE, iat=int(at.timestamp()), exp=None, nbf=None, cnonce=nonce.encode() if nonce else None
        )
        return wrap(sign_presentation(self._bare_licence(), claims.encode(), self._key))

    def codes(self, at: datetime, seconds: float) -> Iterator[str]:
        """Yield the codes that the phone shows from `at` on, one every `RENEWAL`."""
        for number in range(max(1, round(seconds / RENEWAL.total_seconds()))):
            yield self.present(at + number * RENEWAL)

    def companion(self) -> str | None:
        """Return the text of the second code, with everything that was redacted; None when nothing was."""
        disclosures = list(self._licence.disclosures)
        return wrap(encode_companion(disclosures), Prefix.COMPANION) if disclosures else None

    def _bare_licence(self) -> CBORTag:
        message = self._licence.message
        return CBORTag(SIGN1_TAG, [message.protected_bytes, {}, message.unverified_payload, message.signature])


def read_licence(path: Path) -> bytes:
    """Read the COSE bytes of a licence from a file of text (``PDC1:``) or CBOR. Raises PhoneError."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_LICENCE + 1)
    except OSError as error:
        raise PhoneError(f"{path}: cannot be read ({error.strerror}); give a licence that issuer mint wrote") from error
    if len(content) > MAX_LICENCE:
        raise PhoneError(f"{path}: is too large for a licence; give the .txt or .cbor file that issuer mint wrote")
    text = content.decode("latin-1").rstrip("\r\n")
    if prefix_of(text) is None:
        return content
    try:
        return unwrap(text)[1]
    except CredentialError as error:
        raise PhoneError(f"{path}: is damaged ({error.reason.value}); mint the licence again") from error
