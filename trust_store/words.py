"""What the trust store says to people, in French and in English: one table for each closed list, complete by test."""

from __future__ import annotations

from enum import Enum, unique
from typing import Final, NamedTuple

from trust_store.admission import Fault, Kind, TokenFault
from trust_store.anchor import AnchorFault
from trust_store.path import PathFault
from trust_store.profile import Profile
from trust_store.refusal import Refusal


@unique
class Language(Enum):
    """The languages of the program."""

    FRENCH = "fr"
    ENGLISH = "en"


class Text(NamedTuple):
    """One wording in both languages."""

    french: str
    english: str

    def of(self, language: Language) -> str:
        """Return the wording in `language`."""
        return self.french if language is Language.FRENCH else self.english


REFUSALS: Final[dict[Refusal, tuple[Text, Text]]] = {
    Refusal.STORE_ABSENT: (
        Text("il n'y a pas de magasin de confiance à cet endroit", "there is no trust store there"),
        Text("créez-le avec « trust-store update »", "make it with `trust-store update`"),
    ),
    Refusal.STORE_CORRUPT: (
        Text("le magasin de confiance est abîmé", "the trust store is damaged"),
        Text("écartez ce fichier et refaites une mise à jour", "put the file aside and update again"),
    ),
    Refusal.STORE_UNWRITABLE: (
        Text("le magasin de confiance ne peut pas être écrit", "the trust store cannot be written"),
        Text("vérifiez les droits et la place sur le disque", "check the permissions and the space on the disk"),
    ),
    Refusal.SOURCE_UNREADABLE: (
        Text("la source de la mise à jour ne se lit pas", "the source of the update cannot be read"),
        Text("vérifiez le dossier ou la clé USB", "check the folder or the USB stick"),
    ),
    Refusal.SOURCE_UNSAFE: (
        Text("la source contient autre chose que des fichiers ordinaires", "the source holds more than plain files"),
        Text("n'utilisez pas ce support et signalez-le", "do not use this medium, and report it"),
    ),
    Refusal.SOURCE_TOO_LARGE: (
        Text("la source est trop grande", "the source is too large"),
        Text("n'utilisez pas ce support et signalez-le", "do not use this medium, and report it"),
    ),
    Refusal.TARGET_UNWRITABLE: (
        Text("la publication ne peut pas être écrite là", "the publication cannot be written there"),
        Text("choisissez un autre dossier", "choose another folder"),
    ),
    Refusal.MALFORMED: (
        Text("la mise à jour est mal formée", "the update is malformed"),
        Text("demandez-en une autre à l'éditeur", "ask the publisher for another"),
    ),
    Refusal.SIGNATURE_INVALID: (
        Text("la signature de la mise à jour est fausse", "the signature of the update is wrong"),
        Text("n'utilisez pas ce support et signalez-le", "do not use this medium, and report it"),
    ),
    Refusal.LIST_SIGNER_INVALID: (
        Text("le certificat de l'éditeur ne convient pas", "the publisher's certificate does not fit"),
        Text("demandez une mise à jour à l'éditeur", "ask the publisher for an update"),
    ),
    Refusal.LIST_SIGNER_NOT_PINNED: (
        Text("l'éditeur n'est pas celui que vous attendez", "the publisher is not the one you expect"),
        Text("comparez l'empreinte avec celle de l'éditeur", "compare the fingerprint with the publisher's"),
    ),
    Refusal.LIST_SIGNER_CHANGED: (
        Text("l'éditeur n'est plus le même", "the publisher has changed"),
        Text("n'utilisez pas ce support et signalez-le", "do not use this medium, and report it"),
    ),
    Refusal.WRONG_PROFILE: (
        Text("l'essai et la production ne se mélangent pas", "test and production do not mix"),
        Text("prenez la mise à jour de votre profil", "take the update of your profile"),
    ),
    Refusal.ROLLBACK: (
        Text("la mise à jour est plus ancienne que ce qui est déjà là", "the update is older than what is held"),
        Text("prenez la dernière mise à jour", "take the latest update"),
    ),
    Refusal.FORK: (
        Text("deux listes différentes portent le même numéro", "two different lists bear one number"),
        Text("signalez-le à l'éditeur", "report it to the publisher"),
    ),
    Refusal.DATED_IN_FUTURE: (
        Text("la mise à jour est datée du futur", "the update is dated in the future"),
        Text("mettez l'horloge à l'heure et recommencez", "set the clock and try again"),
    ),
}
"""Each refusal: what happened, and what to do next."""

KINDS: Final[dict[Kind, Text]] = {
    Kind.ANCHOR: Text("ancre", "anchor"),
    Kind.SIGNER: Text("signataire", "signer"),
    Kind.STATUS_LIST: Text("liste d'état", "status list"),
}

PROFILES: Final[dict[Profile, Text]] = {
    Profile.TEST: Text(
        "ESSAI : ne croit que des SPECIMENS, ne convient à aucun contrôle réel",
        "TEST: believes SPECIMENS only, fit for no real check",
    ),
    Profile.PRODUCTION: Text("production", "production"),
}

FAULTS: Final[dict[Fault, Text]] = {
    AnchorFault.UNREADABLE: Text("illisible", "unreadable"),
    AnchorFault.NOT_VERSION_3: Text("pas un certificat X.509 version 3", "not an X.509 certificate of version 3"),
    AnchorFault.COUNTRY: Text("pas de pays en deux majuscules", "no country of two capital letters"),
    AnchorFault.NO_COMMON_NAME: Text("pas de nom", "no common name"),
    AnchorFault.KEY: Text("clé qui n'est ni P-256 ni P-384", "key on neither P-256 nor P-384"),
    AnchorFault.LIFE: Text("durée de plus de 20 ans, ou nulle", "life of more than 20 years, or none"),
    AnchorFault.KEY_USAGE: Text("usage de clé différent", "another key usage"),
    AnchorFault.BASIC_CONSTRAINTS: Text("contraintes de base différentes", "other basic constraints"),
    AnchorFault.NO_KEY_ID: Text("pas d'identifiant de clé", "no key identifier"),
    AnchorFault.AUTHORITY_KEY_ID: Text("identifiant d'une autre clé", "identifier of another key"),
    AnchorFault.FORBIDDEN_EXTENSION: Text("extension interdite", "forbidden extension"),
    AnchorFault.UNKNOWN_CRITICAL_EXTENSION: Text("extension critique inconnue", "unknown critical extension"),
    AnchorFault.NOT_SELF_SIGNED: Text("pas signé par lui-même", "not signed by itself"),
    AnchorFault.TEST_ANCHOR: Text("SPECIMEN dans une liste de production", "SPECIMEN in a production list"),
    AnchorFault.ENTRY_DISAGREES: Text("la liste dit autre chose que le certificat", "list and certificate disagree"),
    PathFault.UNREADABLE: Text("illisible", "unreadable"),
    PathFault.KEY: Text("clé qui n'est ni P-256 ni P-384", "key on neither P-256 nor P-384"),
    PathFault.LIFE: Text("durée de plus de 457 jours", "life of more than 457 days"),
    PathFault.ROLE: Text("ni signataire de titres ni d'états", "signs neither documents nor status lists"),
    PathFault.ISSUER_UNKNOWN: Text("aucune ancre de ce nom", "no anchor of that name"),
    PathFault.COUNTRY_DIFFERS: Text("pays différent de celui de l'ancre", "country differs from the anchor's"),
    PathFault.TEST_SIGNER: Text("SPECIMEN sous une ancre de production", "SPECIMEN under a production anchor"),
    PathFault.NEVER_VALID_TOGETHER: Text("jamais valide avec son ancre", "never valid together with its anchor"),
    PathFault.CHAIN_INVALID: Text("signature ou extensions fausses", "wrong signature or extensions"),
    TokenFault.MALFORMED: Text("mal formée", "malformed"),
    TokenFault.SIGNER_UNKNOWN: Text("signataire inconnu", "unknown signer"),
    TokenFault.SIGNER_NOT_VALID_THEN: Text("signataire non valide à sa date", "signer not valid on its date"),
    TokenFault.SIGNER_BLOCKED: Text("signataire bloqué", "blocked signer"),
    TokenFault.SIGNATURE_INVALID: Text("signature fausse", "wrong signature"),
}


def refusal_line(refusal: Refusal, detail: str, language: Language) -> str:
    """Word a refusal as one line: its code, what happened, where, what to do. `detail` is safe to show already."""
    what, next_step = REFUSALS[refusal]
    head = Text("Refusé", "Refused").of(language)
    colon = Text(" : ", ": ").of(language)
    return f"{head} ({refusal.value}){colon}{what.of(language)} [{detail}]; {next_step.of(language)}."
