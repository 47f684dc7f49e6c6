"""Going to FranceConnect, coming back, and signing out there too."""

from __future__ import annotations

import hmac
import secrets
from typing import Any, Final

from fastapi import APIRouter
from starlette.responses import Response

from issuer.portal import sessions, words
from issuer.portal.franceconnect import (
    RETURN_PATH,
    SIGNED_OUT_PATH,
    FranceConnect,
    FranceConnectError,
    PivotIdentity,
)
from issuer.portal.guard import LOG
from issuer.portal.limits import SIGN_IN_NETWORK, network_of, require_within
from issuer.portal.matching import by_identity
from issuer.portal.visit import PostedForm, RefusedError, Visit, Visitor
from issuer.register_tables import transaction

router = APIRouter(include_in_schema=False)

ASKED: Final = "franceconnect"
"""Under which name a session keeps `state` and `nonce` of a sign-in that is under way."""
ID_TOKEN: Final = "id_token"  # noqa: S105 - the name of a claim
_LIMIT: Final = 4096  # characters of a code or state; honest ones have tens or hundreds


@router.post("/franceconnect/depart")
def leave(visit: PostedForm) -> Response:
    """Send the browser to FranceConnect, with a `state` and a `nonce` of this session's own."""
    require_within(visit.portal, SIGN_IN_NETWORK, network_of(visit.request))
    asked = {"state": secrets.token_urlsafe(32), "nonce": secrets.token_urlsafe(32)}
    try:
        address = _provider(visit).authorization_address(asked["state"], asked["nonce"])
    except FranceConnectError as error:
        return _failed(visit, error)
    visit.session = sessions.note(visit.portal, visit.ensure_session(), **{ASKED: asked})
    return visit.leave(address)


@router.get(RETURN_PATH)
def come_back(visit: Visit, state: str = "", code: str = "", error: str = "") -> Response:
    """Sign in whoever FranceConnect names, if that is one person of the register."""
    provider = _provider(visit)
    require_within(visit.portal, SIGN_IN_NETWORK, network_of(visit.request))
    asked = _take_asked(visit)
    is_ours = bool(asked) and hmac.compare_digest(state.encode(), str(asked.get("state", "")).encode())
    if not is_ours or len(code) > _LIMIT:
        raise RefusedError(400, words.STALE_SIGN_IN)
    if error or not code:
        return visit.page("franceconnect_failed.html", status=401, said=words.NOT_SIGNED_IN.in_(visit.language))
    try:
        result = provider.finish(code, str(asked["nonce"]), visit.portal.now())
    except FranceConnectError as fault:
        return _failed(visit, fault)
    person_ids = _matching(visit, result.identity)
    if len(person_ids) != 1:
        said = words.SEVERAL_FIT if person_ids else words.NOBODY_FITS
        return visit.page("franceconnect_failed.html", status=403, said=said.in_(visit.language))
    kept = {ID_TOKEN: result.id_token}
    visit.session = sessions.sign_in(visit.portal, visit.session, person_id=person_ids.pop(), account_id=None, **kept)
    return visit.go("/points")


def sign_out_address(visit: Visitor) -> str:
    """Return where to go after signing out: FranceConnect's own page for those who came from there."""
    id_token = visit.session.content.get(ID_TOKEN) if visit.session else None
    if not id_token or visit.portal.settings.franceconnect is None:
        return SIGNED_OUT_PATH
    back = visit.portal.settings.address + SIGNED_OUT_PATH
    try:
        return _provider(visit).sign_out_address(id_token, secrets.token_urlsafe(16), back) or SIGNED_OUT_PATH
    except FranceConnectError as error:
        LOG.warning("franceconnect: signing out there failed (%s)", error.fault.value)
        return SIGNED_OUT_PATH


def _provider(visit: Visitor) -> FranceConnect:
    settings = visit.portal.settings
    if settings.franceconnect is None:
        raise RefusedError(404, words.ABSENT)
    return FranceConnect(settings.franceconnect, settings.address + RETURN_PATH)


def _take_asked(visit: Visitor) -> dict[str, Any]:
    """Return what was asked for and forget it: the same answer twice is worth nothing the second time."""
    if visit.session is None:
        return {}
    return sessions.take(visit.portal, visit.session, ASKED) or {}


def _matching(visit: Visitor, identity: PivotIdentity) -> set[str]:
    """Return the people whom the identity fits, by birth name, or else by usage name."""
    with transaction(visit.portal.engine, writes=False) as connection:
        found = by_identity(connection, identity.birth_name, identity.born)
        if not found and identity.usage_name is not None:
            found = by_identity(connection, identity.usage_name, identity.born)
    return {person.id for person in found}


def _failed(visit: Visitor, error: FranceConnectError) -> Response:
    LOG.warning("franceconnect: %s", error.fault.value)
    return visit.page("franceconnect_failed.html", status=502, said=words.FRANCECONNECT_FAILED.in_(visit.language))
