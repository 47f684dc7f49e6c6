"""Signing in and out, and choosing a new password."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from issuer.portal import letters, sessions, words
from issuer.portal.accounts import begin_reset, check_password, finish_reset
from issuer.portal.limits import (
    LETTER_ADDRESS,
    LETTER_NETWORK,
    LINK_NETWORK,
    SIGN_IN_ACCOUNT,
    SIGN_IN_NETWORK,
    forget,
    network_of,
    require_within,
)
from issuer.portal.mail_address import address_key, is_address
from issuer.portal.passwords import fault_of, passwords
from issuer.portal.posting import send_after
from issuer.portal.visit import PostedForm, Text, Visit

router = APIRouter(include_in_schema=False)


@router.get("/connexion")
def ask_password(visit: Visit, compte: str = "") -> Response:
    """Show the sign-in form; to somebody signed in, their points."""
    if visit.session is not None and visit.session.person_id is not None:
        return visit.go("/points")
    return visit.page("sign_in.html", form=True, email="", fault="", news=_news(visit, compte))


@router.post("/connexion")
def take_password(visit: PostedForm, courriel: Text = "", mot_de_passe: Text = "") -> Response:
    """Sign in. A wrong address and a wrong password get the same answer after the same work."""
    portal, email = visit.portal, courriel.strip()
    require_within(portal, SIGN_IN_NETWORK, network_of(visit.request))
    require_within(portal, SIGN_IN_ACCOUNT, address_key(email))
    account = check_password(portal, email, mot_de_passe)
    if account is None:
        fault = words.WRONG_PASSWORD_OR_ADDRESS.in_(visit.language)
        return visit.page("sign_in.html", form=True, status=401, email=email, fault=fault, news="")
    forget(portal, SIGN_IN_ACCOUNT, address_key(email))
    visit.session = sessions.sign_in(portal, visit.session, person_id=account.person_id, account_id=account.account_id)
    return visit.go("/points")


@router.get("/mot-de-passe")
def ask_address(visit: Visit) -> Response:
    """Ask for the address of the account whose password is forgotten."""
    return visit.page("reset_ask.html", form=True, sent=False, fault="")


@router.post("/mot-de-passe")
def take_address(visit: PostedForm, courriel: Text = "") -> Response:
    """Send a letter, whether the address has an account or not."""
    portal, email = visit.portal, courriel.strip()
    if not is_address(email):
        fault = words.ADDRESS.in_(visit.language)
        return visit.page("reset_ask.html", form=True, status=422, sent=False, fault=fault)
    require_within(portal, LETTER_NETWORK, network_of(visit.request))
    require_within(portal, LETTER_ADDRESS, address_key(email))
    token = begin_reset(portal, email)
    letter = letters.no_account(portal, email) if token is None else letters.reset(portal, email, token)
    return send_after(portal, visit.page("reset_ask.html", form=True, sent=True, fault=""), letter)


@router.get("/mot-de-passe/nouveau")
def ask_new_password(visit: Visit, jeton: str = "") -> Response:
    """Ask for the new password."""
    return visit.page("reset_choose.html", form=True, token=jeton[:100], fault="")


@router.post("/mot-de-passe/nouveau")
def take_new_password(visit: PostedForm, jeton: Text = "", mot_de_passe: Text = "") -> Response:
    """Set the new password; whoever was signed in to the account is not any more."""
    require_within(visit.portal, LINK_NETWORK, network_of(visit.request))
    if fault := fault_of(mot_de_passe, email="@"):
        shown = fault.in_(visit.language)
        return visit.page("reset_choose.html", form=True, status=422, token=jeton[:100], fault=shown)
    hashed = passwords(visit.portal.settings.password_memory_kib).hash(mot_de_passe)
    if finish_reset(visit.portal, jeton, hashed):
        return visit.go("/connexion?compte=nouveau")
    return visit.page("link_not_valid.html", status=410, again="/mot-de-passe")


def _news(visit: Visit, word: str) -> str:
    news = words.NEWS.get(word)
    return news.in_(visit.language) if news else ""
