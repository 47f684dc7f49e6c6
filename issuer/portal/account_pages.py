"""The account's own page: another address, signing out, deleting it."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from credential.language import Bilingual
from issuer.portal import letters, sessions, words
from issuer.portal.accounts import (
    Account,
    account,
    begin_address,
    check_password,
    delete_account,
    finish_address,
)
from issuer.portal.franceconnect_pages import sign_out_address
from issuer.portal.limits import (
    LETTER_ADDRESS,
    LINK_NETWORK,
    SIGN_IN_ACCOUNT,
    network_of,
    require_within,
)
from issuer.portal.mail_address import address_key, is_address
from issuer.portal.posting import send_after
from issuer.portal.visit import PostedForm, SignedIn, SignedInForm, Text, Visit, Visitor

router = APIRouter(include_in_schema=False)


@router.get("/compte")
def show_account(visit: SignedIn) -> Response:
    """Show the account; somebody who came by FranceConnect has none here."""
    return _page(visit)


@router.post("/compte/adresse/changer")
def change_address(visit: SignedInForm, courriel: Text = "", mot_de_passe: Text = "") -> Response:
    """Send a link to the new address. Whether that has an account is told to nobody but its owner."""
    mine, email = _mine(visit), courriel.strip()
    if mine is None:
        return visit.go("/compte")
    if not is_address(email):
        return _page(visit, fault=words.ADDRESS)
    if not _is_password(visit, mine, mot_de_passe):
        return _page(visit, fault=words.WRONG_PASSWORD)
    require_within(visit.portal, LETTER_ADDRESS, address_key(email))
    token = begin_address(visit.portal, mine.account_id, email)
    letter = letters.address_taken(visit.portal, email)
    if token is not None:
        letter = letters.new_address(visit.portal, email, token)
    return send_after(visit.portal, _page(visit, news=words.ADDRESS_SENT), letter)


@router.get("/compte/adresse")
def ask_confirmation(visit: Visit, jeton: str = "") -> Response:
    """Show a button: programs that look at links in mails must not use one up."""
    return visit.page("address_confirm.html", form=True, token=jeton[:100])


@router.post("/compte/adresse")
def confirm_address(visit: PostedForm, jeton: Text = "") -> Response:
    """Change the address; the old one is told."""
    require_within(visit.portal, LINK_NETWORK, network_of(visit.request))
    changed = finish_address(visit.portal, jeton)
    if changed is None:
        return visit.page("link_not_valid.html", status=410, again="/compte")
    old, _ = changed
    return send_after(visit.portal, visit.go("/connexion?compte=adresse"), letters.address_changed(visit.portal, old))


@router.post("/compte/supprimer")
def remove_account(visit: SignedInForm, mot_de_passe: Text = "") -> Response:
    """Delete the account."""
    mine = _mine(visit)
    if mine is None:
        return visit.go("/compte")
    if not _is_password(visit, mine, mot_de_passe):
        return _page(visit, fault=words.WRONG_PASSWORD)
    delete_account(visit.portal, mine.account_id)
    visit.session = None
    return visit.go("/connexion?compte=supprime")


@router.post("/deconnexion")
def sign_out(visit: PostedForm) -> Response:
    """End the session, and FranceConnect's for those who came from there."""
    address = sign_out_address(visit)
    if visit.session is not None:
        sessions.end(visit.portal, visit.session)
    visit.session = None
    return visit.leave(address)


def _mine(visit: Visitor) -> Account | None:
    account_id = visit.session.account_id if visit.session else None
    return account(visit.portal, account_id) if account_id else None


def _is_password(visit: Visitor, mine: Account, password: str) -> bool:
    require_within(visit.portal, SIGN_IN_ACCOUNT, address_key(mine.email))
    return check_password(visit.portal, mine.email, password) is not None


def _page(visit: Visitor, *, fault: Bilingual | None = None, news: Bilingual | None = None) -> Response:
    return visit.page(
        "account.html",
        form=True,
        status=422 if fault else 200,
        mine=_mine(visit),
        fault=fault.in_(visit.language) if fault else "",
        news=news.in_(visit.language) if news else "",
    )
