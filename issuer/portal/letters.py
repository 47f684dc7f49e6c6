"""The letters that the portal sends: plain text, both languages, SPECIMEN. No letter names the person of a licence."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from credential.language import Bilingual

if TYPE_CHECKING:
    from issuer.portal.service import Portal

_FOOT: Final = Bilingual(
    "SPECIMEN : service d'essai indépendant, sans valeur. Ce n'est pas un service de l'État.",
    "SPECIMEN: independent test service, of no value. It is no service of the State.",
)


def activation(portal: Portal, to: str, token: str) -> EmailMessage:
    """The link that activates an account."""
    link = f"{portal.settings.address}/compte/activer?jeton={token}"
    return _letter(
        portal,
        to,
        Bilingual("Activez votre compte", "Activate your account"),
        Bilingual(
            f"Pour activer votre compte, ouvrez ce lien dans les 12 heures. Il ne sert qu'une fois :\n\n{link}\n\n"
            "Si vous n'avez rien demandé, ne faites rien : aucun compte ne sera créé.",
            f"To activate your account, open this link within 12 hours. It works once:\n\n{link}\n\n"
            "If you asked for nothing, do nothing: no account will be made.",
        ),
    )


def address_taken(portal: Portal, to: str) -> EmailMessage:
    """Somebody wanted an account at an address that has one."""
    return _letter(
        portal,
        to,
        Bilingual("Vous avez déjà un compte", "You have an account already"),
        Bilingual(
            f"Un compte existe déjà à cette adresse. Connectez-vous : {portal.settings.address}/connexion\n"
            f"Mot de passe oublié : {portal.settings.address}/mot-de-passe\n"
            "Si vous n'avez rien demandé, ne faites rien : rien n'a changé.",
            f"There is an account at this address already. Sign in: {portal.settings.address}/connexion\n"
            f"Forgotten password: {portal.settings.address}/mot-de-passe\n"
            "If you asked for nothing, do nothing: nothing has changed.",
        ),
    )


def not_created(portal: Portal, to: str) -> EmailMessage:
    """No account was made. Which part did not fit is not said: the reader may be a stranger."""
    return _letter(
        portal,
        to,
        Bilingual("Aucun compte n'a été créé", "No account was made"),
        Bilingual(
            "Ce que vous avez indiqué ne permet pas de créer un compte. Vérifiez nom, prénom, date de naissance, "
            "format et numéro, tels qu'ils figurent sur le permis, puis recommencez :\n"
            f"{portal.settings.address}/compte/creer\n"
            "Si vous avez déjà un compte à une autre adresse, connectez-vous avec celle-ci.",
            "What you stated does not allow us to make an account. Check surname, first name, date of birth, format "
            f"and number as they stand on the licence, and start again:\n{portal.settings.address}/compte/creer\n"
            "If you have an account at another address, sign in with that one.",
        ),
    )


def second_account_wanted(portal: Portal, to: str) -> EmailMessage:
    """Tell the owner of an account that somebody stated their licence at another address."""
    return _letter(
        portal,
        to,
        Bilingual("Quelqu'un a voulu créer un autre compte", "Somebody wanted another account"),
        Bilingual(
            "Quelqu'un a demandé un compte avec votre permis, à une autre adresse. Rien n'a été créé. "
            "Si c'était vous, connectez-vous à cette adresse-ci. Sinon, changez de mot de passe par prudence :\n"
            f"{portal.settings.address}/mot-de-passe",
            "Somebody asked for an account with your licence, at another address. Nothing was made. If it was you, "
            "sign in at this address. If not, change your password to be safe:\n"
            f"{portal.settings.address}/mot-de-passe",
        ),
    )


def reset(portal: Portal, to: str, token: str) -> EmailMessage:
    """The link that lets a new password be chosen."""
    link = f"{portal.settings.address}/mot-de-passe/nouveau?jeton={token}"
    return _letter(
        portal,
        to,
        Bilingual("Choisissez un nouveau mot de passe", "Choose a new password"),
        Bilingual(
            f"Ouvrez ce lien dans les 12 heures. Il ne sert qu'une fois :\n\n{link}\n\n"
            "Si vous n'avez rien demandé, ne faites rien.",
            f"Open this link within 12 hours. It works once:\n\n{link}\n\nIf you asked for nothing, do nothing.",
        ),
    )


def no_account(portal: Portal, to: str) -> EmailMessage:
    """Somebody forgot the password of an account that is not there."""
    return _letter(
        portal,
        to,
        Bilingual("Aucun compte à cette adresse", "No account at this address"),
        Bilingual(
            "Vous avez demandé un nouveau mot de passe, mais aucun compte n'existe à cette adresse. Essayez une autre "
            f"de vos adresses, ou créez un compte : {portal.settings.address}/compte/creer",
            "You asked for a new password, but there is no account at this address. Try another address of yours, or "
            f"create an account: {portal.settings.address}/compte/creer",
        ),
    )


def new_address(portal: Portal, to: str, token: str) -> EmailMessage:
    """The link that confirms an account's new address, sent there."""
    link = f"{portal.settings.address}/compte/adresse?jeton={token}"
    return _letter(
        portal,
        to,
        Bilingual("Confirmez votre nouvelle adresse", "Confirm your new address"),
        Bilingual(
            f"Ouvrez ce lien dans les 12 heures. Il ne sert qu'une fois :\n\n{link}",
            f"Open this link within 12 hours. It works once:\n\n{link}",
        ),
    )


def address_changed(portal: Portal, to: str) -> EmailMessage:
    """Tell the address that an account had until now."""
    return _letter(
        portal,
        to,
        Bilingual("Votre adresse a changé", "Your address has changed"),
        Bilingual(
            "L'adresse de votre compte a été changée, et cette adresse-ci n'y donne plus accès. Si ce n'était pas "
            "vous, votre mot de passe est connu de quelqu'un : répondez à ce service.",
            "The address of your account was changed, and this address gives no access any more. If it was not you, "
            "somebody knows your password: answer this service.",
        ),
    )


def _letter(portal: Portal, to: str, subject: Bilingual, body: Bilingual) -> EmailMessage:
    host = urlsplit(portal.settings.address).hostname or "localhost"
    message = EmailMessage()
    message["From"] = f"Carton Rose SPECIMEN <ne-pas-repondre@{host}>"
    message["To"] = to
    message["Subject"] = f"{subject.fr} / {subject.en} (SPECIMEN)"
    message["Date"] = format_datetime(portal.now())
    message["Message-ID"] = make_msgid(domain=host)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"{body.fr}\n\n{_FOOT.fr}\n\n--\n\n{body.en}\n\n{_FOOT.en}\n")
    return message
