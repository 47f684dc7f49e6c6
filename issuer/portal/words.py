"""What the portal says when an answer is not as wanted, and what it has done. French first, English beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from credential.language import Bilingual
from issuer.portal.identity import NUMBER_LIMIT

NAME: Final = Bilingual("Indiquez votre nom, tel qu'il est sur le permis.", "Give your name as it is on the licence.")
BIRTH: Final = Bilingual("Indiquez une date comme 31/12/1980.", "Give a date such as 31/12/1980 (day first).")
ADDRESS: Final = Bilingual("Indiquez une adresse comme nom@exemple.fr.", "Give an address such as name@example.org.")
FORMAT: Final = Bilingual("Choisissez le format de votre permis.", "Choose the format of your licence.")
CARD_NUMBER: Final = Bilingual(
    "Le numéro d'une carte a deux chiffres, deux lettres et cinq chiffres, comme 26AB12345 (rubrique 5).",
    "The number of a card has two digits, two letters and five digits, such as 26AB12345 (field 5).",
)
PINK_NUMBER: Final = Bilingual(
    f"Indiquez le numéro du permis, {NUMBER_LIMIT} caractères au plus.",
    f"Give the number of the licence, {NUMBER_LIMIT} characters at most.",
)
NOT_ACCEPTED: Final = Bilingual(
    "Pour créer un compte, acceptez les conditions générales d'utilisation.",
    "To create an account, accept the terms of use.",
)
WRONG_PASSWORD_OR_ADDRESS: Final = Bilingual(
    "Adresse ou mot de passe incorrect, ou compte pas encore activé.",
    "Wrong address or password, or an account not activated yet.",
)
WRONG_PASSWORD: Final = Bilingual("Le mot de passe n'est pas le bon.", "The password is not right.")
ADDRESS_SENT: Final = Bilingual(
    "Un message part à la nouvelle adresse : confirmez-la dans les 12 heures.",
    "A message is on its way to the new address: confirm it within 12 hours.",
)
STALE_SIGN_IN: Final = Bilingual(
    "Cette connexion n'a pas été demandée ici, ou elle a déjà servi. Recommencez depuis la page de connexion.",
    "This sign-in was not asked for here, or was used already. Start again from the sign-in page.",
)
NOT_SIGNED_IN: Final = Bilingual(
    "La connexion par FranceConnect a été abandonnée. Recommencez, ou connectez-vous avec un mot de passe.",
    "Signing in by FranceConnect was given up. Start again, or sign in with a password.",
)
FRANCECONNECT_FAILED: Final = Bilingual(
    "FranceConnect n'a pas donné de réponse à laquelle se fier. Réessayez plus tard, ou utilisez un mot de passe.",
    "FranceConnect gave no answer that can be relied on. Try again later, or use a password.",
)
NOBODY_FITS: Final = Bilingual(
    "Aucun permis ne correspond à cette identité. Créez un compte avec le numéro de votre permis.",
    "No licence fits this identity. Create an account with the number of your licence.",
)
SEVERAL_FIT: Final = Bilingual(
    "L'identité ne suffit pas à désigner un seul permis. Créez un compte avec le numéro du vôtre.",
    "The identity is not enough to tell one licence. Create an account with the number of yours.",
)
NO_ATTESTATION: Final = Bilingual(
    "Votre dossier ne permet pas d'établir d'attestation. Adressez-vous au service qui a délivré votre titre.",
    "No attestation can be made of your file. Turn to the authority that issued your title.",
)
STALE_FORM: Final = Bilingual(
    "Ce formulaire n'est plus valable. Rechargez la page et recommencez.",
    "This form is not valid any more. Reload the page and start again.",
)
WRONG_FORM: Final = Bilingual(
    "Le formulaire contient des caractères impossibles ou un texte trop long. Revenez en arrière et corrigez-le.",
    "The form has impossible characters or a text too long. Go back and correct it.",
)
ABSENT: Final = Bilingual("Cette page n'existe pas.", "There is no such page.")
NOT_HERE: Final = Bilingual("Cette demande n'est pas possible ici.", "This request is not possible here.")
LATER: Final = Bilingual(
    "Le service ne répond pas pour le moment. Réessayez dans quelques minutes.",
    "The service does not answer at the moment. Try again in a few minutes.",
)
NEWS: Final[Mapping[str, Bilingual]] = {
    "actif": Bilingual("Votre compte est actif. Connectez-vous.", "Your account is active. Sign in."),
    "nouveau": Bilingual("Votre mot de passe est changé. Connectez-vous.", "Your password is changed. Sign in."),
    "adresse": Bilingual("Votre adresse est changée. Connectez-vous.", "Your address is changed. Sign in."),
    "supprime": Bilingual("Votre compte est supprimé.", "Your account is deleted."),
}
"""What the sign-in page says to somebody who was just sent there, by the word in its address."""


def too_often(wait: int) -> Bilingual:
    """Say when to try again, in `wait` seconds."""
    minutes = max(1, -(-wait // 60))
    many = "s" if minutes > 1 else ""
    return Bilingual(
        f"Trop d'essais. Réessayez dans {minutes} minute{many}.",
        f"Too many tries. Try again in {minutes} minute{many}.",
    )
