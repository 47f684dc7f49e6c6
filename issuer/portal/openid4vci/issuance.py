"""The credential endpoint (section 8): a proven key gets the licence of its enrolment's person, bound to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from issuer.mint import mint_licence, thumbprint_of
from issuer.people import StatusWord
from issuer.portal.openid4vci import base64url
from issuer.portal.openid4vci.desk import CONFIGURATION, Desk, digest
from issuer.portal.openid4vci.errors import ErrorCode, ProtocolError
from issuer.portal.openid4vci.grants import Enrolment, enrolment_of
from issuer.portal.openid4vci.proofs import verify_proof
from issuer.portal.openid4vci.tables import enrolments, tokens
from issuer.register_facts import MintedForm
from issuer.register_tables import transaction

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec

    from issuer.people import Person

COUNTRY: Final = "FR"
"""Whose licences the portal gives out."""
VALID_DAYS: Final = 14
"""Technical validity of a licence on a phone. The wallet renews it from the half on."""
MAX_A_DAY: Final = 20
"""Licences for one person in 24 hours: places in the status lists are not endless."""
_NO_LICENCE: Final = frozenset({StatusWord.ANNULLED, StatusWord.INVALIDATED, StatusWord.INVALID})
"""With these there is no title any more. Who is suspended keeps theirs: its status says so on the road."""


def answer_credential_request(desk: Desk, access_token: str, request: dict[str, Any]) -> dict[str, object]:
    """Answer a credential request. Raises ProtocolError; RegisterError, KeystoreError, OfficeError are our fault."""
    enrolment = enrolment_of(desk, access_token)
    key = verify_proof(desk, _one_proof(request))
    person = _person_with_licence(desk, enrolment)
    _bind(desk, enrolment, thumbprint_of(key), access_token)
    return {"credentials": [{"credential": base64url.encode(_mint(desk, enrolment, person, key))}]}


def _one_proof(request: dict[str, Any]) -> object:
    """Return the one JWT of a request for the one configuration (section 8.2)."""
    configuration, identifier = request.get("credential_configuration_id"), request.get("credential_identifier")
    if (configuration is None) == (identifier is None):
        raise ProtocolError(ErrorCode.INVALID_CREDENTIAL_REQUEST, "name one credential_configuration_id")
    if identifier is not None:
        raise ProtocolError(ErrorCode.UNKNOWN_CREDENTIAL_IDENTIFIER, "no credential identifiers are given out here")
    if configuration != CONFIGURATION:
        raise ProtocolError(ErrorCode.UNKNOWN_CREDENTIAL_CONFIGURATION, f"{CONFIGURATION} is offered")
    if "credential_response_encryption" in request:
        raise ProtocolError(ErrorCode.INVALID_ENCRYPTION_PARAMETERS, "responses are protected by TLS alone")
    proofs = request.get("proofs")
    if type(proofs) is not dict or set(proofs) != {"jwt"} or type(proofs["jwt"]) is not list:
        raise ProtocolError(ErrorCode.INVALID_PROOF, "proofs must hold jwt, an array")
    if len(proofs["jwt"]) != 1:
        raise ProtocolError(ErrorCode.INVALID_PROOF, "one proof for one licence: there is no batch issuance here")
    return proofs["jwt"][0]


def _person_with_licence(desk: Desk, enrolment: Enrolment) -> Person:
    """Return the person, if there is a licence to be had. Raises ProtocolError CREDENTIAL_REQUEST_DENIED."""
    if desk.register.status(enrolment.person_id).word in _NO_LICENCE:
        raise ProtocolError(ErrorCode.CREDENTIAL_REQUEST_DENIED, "there is no licence in force; see the portal")
    since = desk.now() - int(timedelta(days=1).total_seconds())
    minted = desk.register.minted(enrolment.person_id)
    if sum(each.form is MintedForm.LICENCE and each.iat > since for each in minted) >= MAX_A_DAY:
        raise ProtocolError(ErrorCode.CREDENTIAL_REQUEST_DENIED, "too many licences today; try again tomorrow")
    person = desk.register.person(enrolment.person_id)
    if person.issuing_country != COUNTRY:
        raise ProtocolError(ErrorCode.CREDENTIAL_REQUEST_DENIED, "the licence is another State's; ask there")
    return person


def _bind(desk: Desk, enrolment: Enrolment, thumbprint: bytes, access_token: str) -> None:
    """Use the access token up, and hold the enrolment to its first key. Raises ProtocolError."""
    if enrolment.thumbprint not in (None, thumbprint):
        raise ProtocolError(ErrorCode.INVALID_PROOF, "proof: another key than this phone's")
    here = enrolments.c.enrolment_id == enrolment.enrolment_id
    free = enrolments.c.thumbprint.is_(None) | (enrolments.c.thumbprint == thumbprint)
    bind = update(enrolments).where(here, free, enrolments.c.ended_at.is_(None)).values(thumbprint=thumbprint)
    with transaction(desk.engine, writes=True) as connection:
        used = connection.execute(delete(tokens).where(tokens.c.token_hash == digest(access_token)))
        if used.rowcount != 1:
            raise ProtocolError(ErrorCode.INVALID_TOKEN, "the access token was used")
        try:
            with connection.begin_nested():
                bound = connection.execute(bind)
        except IntegrityError as error:
            # A phone that was reported stolen comes under this too: its key is never taken again.
            raise ProtocolError(ErrorCode.INVALID_PROOF, "proof: a key that was enrolled before") from error
        if bound.rowcount != 1:
            raise ProtocolError(ErrorCode.INVALID_PROOF, "proof: another key than this phone's")


def _mint(desk: Desk, enrolment: Enrolment, person: Person, key: ec.EllipticCurvePublicKey) -> bytes:
    at = datetime.fromtimestamp(desk.now(), UTC)
    minted = mint_licence(desk.office, person, at, key, days=VALID_DAYS)
    # Looked at again after the licence is recorded: a theft reported meanwhile must not leave one behind.
    here = enrolments.c.enrolment_id == enrolment.enrolment_id
    with transaction(desk.engine, writes=False) as connection:
        ended = connection.execute(select(enrolments.c.ended_at).where(here)).scalar_one()
    if ended is not None:
        desk.register.revoke_credential(minted.claims.sub, StatusWord.LOST_OR_STOLEN, at)
        raise ProtocolError(ErrorCode.INVALID_TOKEN, "this phone was taken off the list")
    return minted.data
