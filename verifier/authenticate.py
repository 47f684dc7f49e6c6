"""The first half of a check: whose word is this, and is it unchanged?

It stops at the first problem, by raising `CredentialError`. The numbered steps of the SD-CWT draft's verifier
validation (listed in `credential.sd_cwt`) stand beside the lines that do them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from credential.claims import LicenceClaims
from credential.cose import Sign1, VerifiedPayload
from credential.forms import (
    AUDIENCE,
    Form,
    Issued,
    Presentation,
    TokenClaims,
    decode_companion,
    decode_form,
)
from credential.keys import VerificationKey
from credential.qr_text import Prefix, prefix_of, unwrap
from credential.reason import CredentialError, Reason
from credential.sd_cwt import require_bound_times
from trust_store.profile import DRIVING_LICENCE
from trust_store.signers import DocumentSigner
from trust_store.status import StatusAnswer
from trust_store.store import TrustStore
from verifier.scan import Scan
from verifier.verdict import Finding
from verifier.work import ANEW, Work

OUR_ALGORITHMS: Final = frozenset({-7, -9, -35, -51})
"""ES256, ESP256, ES384, ESP384: what our own forms are signed with (DESIGN section 2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authenticated:
    """A scan whose signatures hold: the claims, who signed them, and what was noticed on the way."""

    form: Form
    claims: LicenceClaims
    signer: DocumentSigner
    status: StatusAnswer | None
    token: TokenClaims | None
    noticed: tuple[Finding, ...]


def form_of(scan: Scan) -> Form:
    """Tell what a scan claims to be, for the report on one that is not believed."""
    try:
        prefix, data = unwrap(scan.text)
        if prefix is Prefix.COMPANION:
            return Form.COMPANION
        form = decode_form(data)
    except CredentialError:
        return Form.UNKNOWN
    return Form.PRESENTATION if isinstance(form, Presentation) else form.form


def authenticate(scan: Scan, trust: TrustStore, nonce: str | None, work: Work = ANEW) -> Authenticated:
    """Verify every signature of a scan and parse its claims. No clock is asked: time is for `assess`.

    `work` does the costly steps. Raises `CredentialError` with the first reason not to believe the scan.
    """
    prefix, data = unwrap(scan.text)
    if prefix is Prefix.COMPANION:
        raise CredentialError(Reason.COMPANION_ALONE, "a companion code without its licence")
    form = decode_form(data, work.token_header)  # step 1
    issued = form.licence if isinstance(form, Presentation) else form
    if issued.form is Form.LICENCE and issued is form:
        # Without the phone's signature it is a copy, whoever signed it; the signature is checked all the same, so
        # that a forgery is called a forgery.
        _verify_issued(issued, trust, work)
        raise CredentialError(Reason.KEY_BINDING_MISSING, "a licence file without the phone's own signature")
    signer, payload = _verify_issued(issued, trust, work)  # step 2
    claims, noticed = _claims(payload, issued, scan.companion, work)  # steps 3, 8 and 10
    _require_issuer(claims, signer)
    token = None
    if isinstance(form, Presentation):
        token = _bind(form, claims, _device_key(payload, claims, work), nonce)
    return Authenticated(
        form=Form.PRESENTATION if token else issued.form,
        claims=claims,
        signer=signer,
        status=None if claims.status is None else trust.status(claims.status.uri, claims.status.idx, signer.country),
        token=token,
        noticed=noticed,
    )


def _verify_issued(issued: Issued, trust: TrustStore, work: Work) -> tuple[DocumentSigner, VerifiedPayload]:
    """Find the signer by `kid` and verify. A `kid` only looks up: of several candidates each is tried."""
    if issued.message.algorithm not in OUR_ALGORITHMS:
        raise CredentialError(Reason.ALGORITHM_NOT_ALLOWED, f"algorithm {issued.message.algorithm}")
    candidates = trust.signers_by_kid(issued.kid)
    failure: CredentialError | None = None
    for signer in candidates:
        if DRIVING_LICENCE not in signer.document_types:
            continue
        try:
            payload = work.verify(issued.message, signer.key)
        except CredentialError as error:
            failure = error
            continue
        if trust.is_blocked(signer.certificate_sha256):
            raise CredentialError(Reason.SIGNER_BLOCKED, f"document signer {signer.kid.hex()}")
        return signer, payload
    if failure is not None:
        raise failure
    if trust.is_empty:
        raise CredentialError(Reason.TRUST_STORE_EMPTY, "no document signer at all")
    raise CredentialError(Reason.ISSUER_UNKNOWN, f"no document signer {issued.kid.hex()}")


def _claims(
    payload: VerifiedPayload, issued: Issued, companion: str | None, work: Work
) -> tuple[LicenceClaims, tuple[Finding, ...]]:
    """Parse the verified claims with what the holder disclosed; a companion that does not belong is left out."""
    if companion is not None and issued.form is Form.LICENCE:
        try:
            further = _companion_disclosures(companion)
            together = tuple(dict.fromkeys(issued.disclosures + further))
            return work.claims(payload, together), ()
        except CredentialError as error:
            noticed = (Finding(Reason.COMPANION_MISMATCH, error.detail),)
        return work.claims(payload, issued.disclosures), noticed
    return work.claims(payload, issued.disclosures), ()


def _companion_disclosures(text: str) -> tuple[bytes, ...]:
    if prefix_of(text) is not Prefix.COMPANION:
        raise CredentialError(Reason.COMPANION_MISMATCH, "the second code is no companion")
    return decode_companion(unwrap(text)[1])


def _require_issuer(claims: LicenceClaims, signer: DocumentSigner) -> None:
    """A signer speaks for its own country alone (ISO/IEC 18013-5: issuing_country is the signer's C)."""
    if claims.iss[:2] != signer.country or claims.issuing_country != signer.country:
        raise CredentialError(Reason.ISSUER_MISMATCH, f"signed by {signer.country} in the name of another country")


def _device_key(payload: VerifiedPayload, claims: LicenceClaims, work: Work) -> VerificationKey:
    """Take the confirmation key (step 4)."""
    if claims.cnf is None:
        raise CredentialError(Reason.KEY_BINDING_INVALID, "the licence names no device key")
    return work.device_key(payload, claims.cnf)


def _bind(form: Presentation, claims: LicenceClaims, key: VerificationKey, nonce: str | None) -> TokenClaims:
    """Verify the phone's signature over its own claims (steps 5 to 7 and 9)."""
    token = TokenClaims.parse(_verify_token(form.message, key))  # step 5
    _require_nonce(token, nonce)  # step 6
    require_bound_times(token, claims)  # step 7
    if token.aud != AUDIENCE:  # step 9
        raise CredentialError(Reason.AUDIENCE_MISMATCH, "the presentation is addressed to somebody else")
    return token


def _verify_token(message: Sign1, key: VerificationKey) -> VerifiedPayload:
    try:
        return message.verify(key)
    except CredentialError as error:
        raise CredentialError(Reason.KEY_BINDING_INVALID, error.detail) from error


def _require_nonce(token: TokenClaims, nonce: str | None) -> None:
    """A nonce that was asked for must be there, and none that was not: it answered another terminal."""
    wanted = None if nonce is None else nonce.encode()
    if token.cnonce != wanted:
        raise CredentialError(
            Reason.NONCE_MISMATCH, "asked for one, got another" if nonce else "answers another terminal"
        )
