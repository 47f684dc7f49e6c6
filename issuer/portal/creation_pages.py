"""The pages on which an account "Permis de Conduire" is created, one step after the other."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any, Final

from fastapi import APIRouter
from starlette.responses import Response

from credential.language import Bilingual
from issuer.portal import letters, sessions, words
from issuer.portal.creation import (
    Activation,
    AddressTaken,
    LinkReady,
    NotCreated,
    Outcome,
    activate,
    request_account,
)
from issuer.portal.creation_checks import Identity, licence_faults, request_of
from issuer.portal.identity import LicenceFormat, is_usual_pink_number, number_key
from issuer.portal.limits import (
    CREATION_NETWORK,
    CREATION_NUMBER,
    LETTER_ADDRESS,
    LINK_NETWORK,
    network_of,
    require_within,
)
from issuer.portal.mail_address import address_key
from issuer.portal.passwords import passwords
from issuer.portal.posting import send_after
from issuer.portal.visit import PostedForm, Text, Visit, Visitor

router = APIRouter(include_in_schema=False)

STEPS: Final = "creation"
"""Under which name a session keeps the answers of earlier steps."""


@router.get("/compte/creer")
def ask_identity(visit: Visit) -> Response:
    """Step 1: who, and with which address and password."""
    return visit.page("create_identity.html", form=True, given={}, faults={})


@router.post("/compte/creer")
def take_identity(visit: PostedForm, form: Identity) -> Response:
    """Keep step 1 and go on, or say what is wrong beside each field. The password is never shown again."""
    if faults := form.faults():
        return visit.page("create_identity.html", form=True, status=422, given=form.shown, faults=_said(visit, faults))
    hashed = passwords(visit.portal.settings.password_memory_kib).hash(form.password)
    return _go_on(visit, {**form.shown, "mot_de_passe": hashed}, "/compte/creer/permis")


@router.get("/compte/creer/permis")
def ask_licence(visit: Visit) -> Response:
    """Step 2: the format of the licence and its number."""
    if "mot_de_passe" not in _answers(visit):
        return visit.go("/compte/creer")
    return visit.page("create_licence.html", form=True, given={}, faults={}, warned="")


@router.post("/compte/creer/permis")
def take_licence(visit: PostedForm, format_permis: Text = "", numero: Text = "", averti: Text = "") -> Response:
    """Keep step 2 and go on. A pink licence's unusual number is asked about once, and never refused."""
    answers = _answers(visit)
    if "mot_de_passe" not in answers:
        return visit.go("/compte/creer")
    given = {"format_permis": format_permis, "numero": numero.strip()}
    faults = licence_faults(format_permis, numero)
    key = number_key(numero)
    is_unusual = format_permis == LicenceFormat.PINK and not is_usual_pink_number(key)
    if faults or (is_unusual and averti != key):
        return visit.page(
            "create_licence.html",
            form=True,
            status=422 if faults else 200,
            given=given,
            faults=_said(visit, faults),
            warned="" if faults else key,
        )
    return _go_on(visit, {**answers, **given}, "/compte/creer/conditions")


@router.get("/compte/creer/conditions")
def ask_consent(visit: Visit) -> Response:
    """Step 3: the terms of use, to be read and accepted."""
    if "numero" not in _answers(visit):
        return visit.go("/compte/creer")
    return visit.page("create_terms.html", form=True, faults={})


@router.post("/compte/creer/conditions")
def take_consent(visit: PostedForm, accepte: Text = "") -> Response:
    """Ask for the account. Whoever is known or not, the answer is the same."""
    answers = _answers(visit)
    if "numero" not in answers:
        return visit.go("/compte/creer")
    if accepte != "oui":
        fault = {"accepte": words.NOT_ACCEPTED}
        return visit.page("create_terms.html", form=True, status=422, faults=_said(visit, fault))
    require_within(visit.portal, CREATION_NETWORK, network_of(visit.request))
    require_within(visit.portal, CREATION_NUMBER, number_key(answers["numero"]))
    require_within(visit.portal, LETTER_ADDRESS, address_key(answers["courriel"]))
    outcome = request_account(visit.portal, request_of(answers))
    visit.session = sessions.note(visit.portal, visit.ensure_session(), **{STEPS: {"courriel": answers["courriel"]}})
    return send_after(visit.portal, visit.go("/compte/creer/envoye"), *_letters(visit, answers["courriel"], outcome))


@router.get("/compte/creer/envoye")
def say_sent(visit: Visit) -> Response:
    """Say that a letter is on its way, to whatever address was given."""
    email = _answers(visit).get("courriel")
    return visit.page("create_sent.html", email=email) if email else visit.go("/compte/creer")


@router.get("/compte/activer")
def ask_activation(visit: Visit, jeton: str = "") -> Response:
    """Show a button: programs that look at links in mails must not use one up."""
    return visit.page("activate.html", form=True, token=jeton[:100])


@router.post("/compte/activer")
def take_activation(visit: PostedForm, jeton: Text = "") -> Response:
    """Make the account, or say that the link is worth nothing."""
    require_within(visit.portal, LINK_NETWORK, network_of(visit.request))
    if activate(visit.portal, jeton) is Activation.DONE:
        return visit.go("/connexion?compte=actif")
    return visit.page("link_not_valid.html", status=410, again="/compte/creer")


def _answers(visit: Visitor) -> dict[str, Any]:
    """Return the answers of earlier steps."""
    return dict(visit.session.content.get(STEPS, {})) if visit.session else {}


def _go_on(visit: Visitor, answers: dict[str, Any], path: str) -> Response:
    visit.session = sessions.note(visit.portal, visit.ensure_session(), **{STEPS: answers})
    return visit.go(path)


def _letters(visit: Visitor, email: str, outcome: Outcome) -> list[EmailMessage]:
    match outcome:
        case LinkReady():
            return [letters.activation(visit.portal, email, outcome.token)]
        case AddressTaken():
            return [letters.address_taken(visit.portal, email)]
        case NotCreated():
            told = [letters.not_created(visit.portal, email)]
            return told + [letters.second_account_wanted(visit.portal, each) for each in outcome.owners]


def _said(visit: Visitor, faults: dict[str, Bilingual]) -> dict[str, str]:
    return {name: fault.in_(visit.language) for name, fault in faults.items()}
