"""The administrator's settings: how they come into a store, and by whose word.

They lie in the store, so that they are part of the snapshot that a verdict names and an auditor replays. Two ways in:

* *owned*: a file that root or the store's owner owns and nobody else may write. Whoever owns the store could change
  it anyway; nobody else can.
* *signed*: where the store was made with an administrator's key, settings signed by that key alone, however they came.
  Their `issue` grows, so that an older file, however strict or lax it was, does not come back. The signature is
  verified whenever the store is opened.

The signed form is a COSE_Sign1 over the TOML text. Protected header, exactly: alg, typ. Unprotected: empty.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from credential.cose import Header, Sign1, sign
from credential.keys import Algorithm, VerificationKey
from credential.reason import CredentialError
from trust_store.anchor import ALLOWED_CURVES
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.staleness import MAX_SETTINGS, STALENESS, Staleness, issue_of, parse_settings

if TYPE_CHECKING:
    import os

    from cryptography.hazmat.primitives.asymmetric import ec

    from trust_store.holdings import Holdings

TYPE: Final = "application/vnd.carton-rose.settings+toml"
MAX_MESSAGE: Final = MAX_SETTINGS + 1024
MAX_KEY: Final = 4096
_OTHERS_MAY_WRITE: Final = 0o022


def read_administrator(content: bytes) -> bytes:
    """Read an administrator's public key (PEM), and return it as DER. Raises `TrustStoreError` SETTINGS_INVALID."""
    # Here and not above: a check only opens the store.
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

    try:
        key = load_pem_public_key(content)
        der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        _key(der)
    except ValueError as error:
        raise _invalid("the administrator's key is no public key in PEM") from error
    return der


def sign_settings(content: bytes, key: ec.EllipticCurvePrivateKey) -> bytes:
    """Sign a settings file that has an `issue`. Raises `TrustStoreError` SETTINGS_INVALID."""
    parse_settings(content)
    if issue_of(content) is None:
        raise _invalid("signed settings need a line such as: issue = 1")
    if key.curve.name not in ALLOWED_CURVES:
        raise _invalid("the administrator's key is on neither P-256 nor P-384")
    algorithm = Algorithm.ES256 if key.curve.name == "secp256r1" else Algorithm.ES384
    return sign({Header.ALG: int(algorithm), Header.TYP: TYPE}, content, key)


def limits_of(holdings: Holdings) -> Staleness:
    """Read the thresholds that a store holds, those by default where it holds none. Raises `TrustStoreError`."""
    return STALENESS if holdings.settings is None else parse_settings(_content(holdings.settings, holdings))


def take_in(held: Holdings, offered: bytes) -> tuple[Holdings, Staleness]:
    """Put settings in place of those that are held.

    Raises `TrustStoreError`: SETTINGS_INVALID, SIGNATURE_INVALID (not by the administrator of this store), and of
    signed ones ROLLBACK and FORK.
    """
    content = _content(offered, held)
    limits = parse_settings(content)
    if held.administrator is not None:
        _require_later(held, content)
    return replace(held, settings=offered), limits


def require_administrators(path: Path, store: Path, status: os.stat_result) -> None:
    """See that a file is root's or the store owner's, and that nobody else may write it. `status` is the file's.

    Raises `TrustStoreError` SETTINGS_INVALID. Where a system knows no such owners nothing is asked.
    """
    import os

    if not hasattr(os, "getuid"):
        return
    if status.st_uid not in (0, store.stat().st_uid):
        raise _invalid(f"{path.name} belongs neither to root nor to the store's owner")
    if status.st_mode & _OTHERS_MAY_WRITE:
        raise _invalid(f"{path.name} may be written by others than its owner: chmod go-w")


def _require_later(held: Holdings, content: bytes) -> None:
    if held.settings is None:
        return
    before = _content(held.settings, held)
    number, last = issue_of(content) or 0, issue_of(before) or 0
    if number < last:
        raise TrustStoreError(Refusal.ROLLBACK, f"settings issue {number}; held here: {last}")
    if number == last and content != before:
        raise TrustStoreError(Refusal.FORK, f"settings issue {number} differs from the one held here")


def _content(settings: bytes, holdings: Holdings) -> bytes:
    """Return the TOML text: as it lies in a store without an administrator, or verified by the administrator's key."""
    if holdings.administrator is None:
        return settings
    try:
        message = Sign1.decode(settings, limit=MAX_MESSAGE)
        if message.protected != {Header.ALG: message.algorithm, Header.TYP: TYPE} or message.unprotected:
            raise _invalid("not in the form that `trust-store sign-settings` writes")
        content = message.verify(_key(holdings.administrator))
    except CredentialError as error:
        raise TrustStoreError(Refusal.SIGNATURE_INVALID, f"settings: {error.detail}") from error
    if issue_of(content) is None:
        raise _invalid("signed settings need a line such as: issue = 1")
    return content


def _key(der: bytes) -> VerificationKey:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        key = load_der_public_key(der)
    except ValueError as error:
        raise _invalid("the administrator's key is damaged") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name not in ALLOWED_CURVES:
        raise _invalid("the administrator's key is on neither P-256 nor P-384")
    return VerificationKey.of(key)


def _invalid(detail: str) -> TrustStoreError:
    return TrustStoreError(Refusal.SETTINGS_INVALID, f"settings: {detail}")
