"""What the trust store says to people, in French and in English: one table for each closed list, complete by test."""

from __future__ import annotations

from typing import Final

from credential.language import Bilingual, Language
from trust_store.admission import Fault, Kind, TokenFault
from trust_store.anchor import AnchorFault
from trust_store.path import PathFault
from trust_store.profile import Profile
from trust_store.refusal import Refusal
from trust_store.staleness import Grade

REFUSALS: Final[dict[Refusal, tuple[Bilingual, Bilingual]]] = {
    Refusal.STORE_ABSENT: (
        Bilingual("il n'y a pas de magasin de confiance à cet endroit", "there is no trust store there"),
        Bilingual("créez-le avec « trust-store update »", "make it with `trust-store update`"),
    ),
    Refusal.STORE_CORRUPT: (
        Bilingual("le magasin de confiance est abîmé", "the trust store is damaged"),
        Bilingual("écartez ce fichier et refaites une mise à jour", "put the file aside and update again"),
    ),
    Refusal.STORE_UNWRITABLE: (
        Bilingual("le magasin de confiance ne peut pas être écrit", "the trust store cannot be written"),
        Bilingual("vérifiez les droits et la place sur le disque", "check the permissions and the space on the disk"),
    ),
    Refusal.SOURCE_UNREADABLE: (
        Bilingual("la source de la mise à jour ne se lit pas", "the source of the update cannot be read"),
        Bilingual("vérifiez le dossier ou la clé USB", "check the folder or the USB stick"),
    ),
    Refusal.SOURCE_UNSAFE: (
        Bilingual("la source ne contient pas que des fichiers simples", "the source holds more than plain files"),
        Bilingual("n'utilisez pas ce support et signalez-le", "do not use this medium, and report it"),
    ),
    Refusal.SOURCE_TOO_LARGE: (
        Bilingual("la source est trop grande", "the source is too large"),
        Bilingual("n'utilisez pas ce support et signalez-le", "do not use this medium, and report it"),
    ),
    Refusal.TARGET_UNWRITABLE: (
        Bilingual("la publication ne peut pas être écrite là", "the publication cannot be written there"),
        Bilingual("choisissez un autre dossier", "choose another folder"),
    ),
    Refusal.MALFORMED: (
        Bilingual("la mise à jour est mal formée", "the update is malformed"),
        Bilingual("demandez-en une autre à l'éditeur", "ask the publisher for another"),
    ),
    Refusal.SIGNATURE_INVALID: (
        Bilingual("la signature de la mise à jour est fausse", "the signature of the update is wrong"),
        Bilingual("n'utilisez pas ce support et signalez-le", "do not use this medium, and report it"),
    ),
    Refusal.LIST_SIGNER_INVALID: (
        Bilingual("le certificat de l'éditeur ne convient pas", "the publisher's certificate does not fit"),
        Bilingual("demandez une mise à jour à l'éditeur", "ask the publisher for an update"),
    ),
    Refusal.LIST_SIGNER_NOT_PINNED: (
        Bilingual("l'éditeur n'est pas celui que vous attendez", "the publisher is not the one you expect"),
        Bilingual("comparez l'empreinte avec celle de l'éditeur", "compare the fingerprint with the publisher's"),
    ),
    Refusal.LIST_SIGNER_CHANGED: (
        Bilingual("l'éditeur n'est plus le même", "the publisher has changed"),
        Bilingual("n'utilisez pas ce support et signalez-le", "do not use this medium, and report it"),
    ),
    Refusal.WRONG_PROFILE: (
        Bilingual("l'essai et la production ne se mélangent pas", "test and production do not mix"),
        Bilingual("prenez la mise à jour de votre profil", "take the update of your profile"),
    ),
    Refusal.ROLLBACK: (
        Bilingual("la mise à jour est plus ancienne que ce qui est déjà là", "the update is older than what is held"),
        Bilingual("prenez la dernière mise à jour", "take the latest update"),
    ),
    Refusal.FORK: (
        Bilingual("deux listes différentes portent le même numéro", "two different lists bear one number"),
        Bilingual("signalez-le à l'éditeur", "report it to the publisher"),
    ),
    Refusal.DATED_IN_FUTURE: (
        Bilingual("la mise à jour est datée du futur", "the update is dated in the future"),
        Bilingual("mettez l'horloge à l'heure et recommencez", "set the clock and try again"),
    ),
    Refusal.TOO_FEW_SIGNATURES: (
        Bilingual("trop peu de signatures reconnues", "too few signatures that are known here"),
        Bilingual("n'utilisez pas ce support et signalez-le", "do not use this medium, and report it"),
    ),
    Refusal.EXPIRED: (
        Bilingual("la mise à jour est périmée", "the update has expired"),
        Bilingual(
            "vérifiez l'horloge, puis prenez la dernière mise à jour", "check the clock, then take the latest update"
        ),
    ),
    Refusal.HASH_MISMATCH: (
        Bilingual("un fichier n'est pas celui qui a été signé", "a file is not the one that was signed"),
        Bilingual("recopiez la mise à jour en entier", "copy the whole update again"),
    ),
    Refusal.STORE_CHANGED: (
        Bilingual("le magasin a changé entre-temps", "the store has changed in the meantime"),
        Bilingual("recommencez", "try again"),
    ),
    Refusal.SETTINGS_INVALID: (
        Bilingual("les réglages ne se lisent pas", "the settings cannot be read"),
        Bilingual("corrigez le fichier", "mend the file"),
    ),
}
"""Each refusal: what happened, and what to do next."""

KINDS: Final[dict[Kind, Bilingual]] = {
    Kind.ANCHOR: Bilingual("ancre", "anchor"),
    Kind.SIGNER: Bilingual("signataire", "signer"),
    Kind.STATUS_LIST: Bilingual("liste d'état", "status list"),
}

GRADES: Final[dict[Grade, Bilingual]] = {
    Grade.FRESH: Bilingual("fraîche", "fresh"),
    Grade.SHOWN: Bilingual("datée, fait foi", "dated, counts"),
    Grade.ATTENTION: Bilingual("à vérifier", "to be looked at"),
    Grade.UNKNOWN: Bilingual("trop ancienne, ne dit plus rien", "too old, says nothing any more"),
}

PROFILES: Final[dict[Profile, Bilingual]] = {
    Profile.TEST: Bilingual(
        "ESSAI : ne croit que des SPECIMENS, ne convient à aucun contrôle réel",
        "TEST: believes SPECIMENS only, fit for no real check",
    ),
    Profile.PRODUCTION: Bilingual("production", "production"),
}

FAULTS: Final[dict[Fault, Bilingual]] = {
    AnchorFault.UNREADABLE: Bilingual("illisible", "unreadable"),
    AnchorFault.NOT_VERSION_3: Bilingual("pas un certificat X.509 version 3", "not an X.509 certificate of version 3"),
    AnchorFault.COUNTRY: Bilingual("pas de pays en deux majuscules", "no country of two capital letters"),
    AnchorFault.NO_COMMON_NAME: Bilingual("pas de nom", "no common name"),
    AnchorFault.KEY: Bilingual("clé qui n'est ni P-256 ni P-384", "key on neither P-256 nor P-384"),
    AnchorFault.LIFE: Bilingual("durée de plus de 20 ans, ou nulle", "life of more than 20 years, or none"),
    AnchorFault.KEY_USAGE: Bilingual("usage de clé différent", "another key usage"),
    AnchorFault.BASIC_CONSTRAINTS: Bilingual("contraintes de base différentes", "other basic constraints"),
    AnchorFault.NO_KEY_ID: Bilingual("pas d'identifiant de clé", "no key identifier"),
    AnchorFault.AUTHORITY_KEY_ID: Bilingual("identifiant d'une autre clé", "identifier of another key"),
    AnchorFault.FORBIDDEN_EXTENSION: Bilingual("extension interdite", "forbidden extension"),
    AnchorFault.UNKNOWN_CRITICAL_EXTENSION: Bilingual("extension critique inconnue", "unknown critical extension"),
    AnchorFault.NOT_SELF_SIGNED: Bilingual("pas signé par lui-même", "not signed by itself"),
    AnchorFault.TEST_ANCHOR: Bilingual("SPECIMEN dans une liste de production", "SPECIMEN in a production list"),
    AnchorFault.ENTRY_DISAGREES: Bilingual("la liste contredit le certificat", "list and certificate disagree"),
    AnchorFault.OTHER_COUNTRY: Bilingual("d'un pays qui n'est pas demandé", "of a country that is not asked for"),
    PathFault.UNREADABLE: Bilingual("illisible", "unreadable"),
    PathFault.KEY: Bilingual("clé qui n'est ni P-256 ni P-384", "key on neither P-256 nor P-384"),
    PathFault.LIFE: Bilingual("durée de plus de 457 jours", "life of more than 457 days"),
    PathFault.ROLE: Bilingual("ni signataire de titres ni d'états", "signs neither documents nor status lists"),
    PathFault.ISSUER_UNKNOWN: Bilingual("aucune ancre de ce nom", "no anchor of that name"),
    PathFault.COUNTRY_DIFFERS: Bilingual("pays différent de celui de l'ancre", "country differs from the anchor's"),
    PathFault.TEST_SIGNER: Bilingual("SPECIMEN sous une ancre de production", "SPECIMEN under a production anchor"),
    PathFault.NEVER_VALID_TOGETHER: Bilingual("jamais valide avec son ancre", "never valid together with its anchor"),
    PathFault.CHAIN_INVALID: Bilingual("signature ou extensions fausses", "wrong signature or extensions"),
    TokenFault.MALFORMED: Bilingual("mal formée", "malformed"),
    TokenFault.SIGNER_UNKNOWN: Bilingual("signataire inconnu", "unknown signer"),
    TokenFault.SIGNER_NOT_VALID_THEN: Bilingual("signataire non valide à sa date", "signer not valid on its date"),
    TokenFault.SIGNER_BLOCKED: Bilingual("signataire bloqué", "blocked signer"),
    TokenFault.SIGNATURE_INVALID: Bilingual("signature fausse", "wrong signature"),
}

NOT_ARCHIVED: Final = Bilingual(
    "La mise à jour est faite, mais cet état n'est pas archivé [{where}] ; faites de la place ou nommez un autre "
    "dossier (--archive), puis recommencez.",
    "The update is done, but this state is not archived [{where}]; make room or name another folder (--archive), then "
    "try again.",
)


def refusal_line(refusal: Refusal, detail: str, language: Language) -> str:
    """Word a refusal as one line: its code, what happened, where, what to do. `detail` is safe to show already."""
    what, next_step = REFUSALS[refusal]
    head = Bilingual("Refusé", "Refused").in_(language)
    colon = Bilingual(" : ", ": ").in_(language)
    return f"{head} ({refusal.value}){colon}{what.in_(language)} [{detail}]; {next_step.in_(language)}."
