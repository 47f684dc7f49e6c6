"""What the journal says to people, in French and in English: one table for each closed list, complete by test."""

from __future__ import annotations

from typing import Final

from credential.display import display_safe
from credential.language import Bilingual, Language
from verifier.journal.answer import PortraitAnswer
from verifier.journal.fault import Bend, Doubt, JournalError, JournalFault

FAULTS: Final[dict[JournalFault, tuple[Bilingual, Bilingual]]] = {
    JournalFault.ABSENT: (
        Bilingual("il n'y a pas de journal à cet endroit", "there is no journal there"),
        Bilingual("vérifiez le nom du fichier", "check the name of the file"),
    ),
    JournalFault.NOT_A_JOURNAL: (
        Bilingual("ce fichier n'est pas un journal, ou il est abîmé", "this file is no journal, or it is damaged"),
        Bilingual("mettez-le de côté et commencez-en un autre", "put it aside and begin another"),
    ),
    JournalFault.UNWRITABLE: (
        Bilingual("l'écriture est impossible", "it cannot be written"),
        Bilingual("vérifiez les droits et la place sur le disque", "check the permissions and the space on the disk"),
    ),
    JournalFault.UNREADABLE: (
        Bilingual("le journal ne se lit pas", "the journal cannot be read"),
        Bilingual("vérifiez les droits, puis recommencez", "check the permissions, then try again"),
    ),
    JournalFault.KEYS_ABSENT: (
        Bilingual("les clés de ce journal manquent", "the keys of this journal are missing"),
        Bilingual("remettez-les, ou commencez un autre journal", "put them back, or begin another journal"),
    ),
    JournalFault.KEYS_UNREADABLE: (
        Bilingual("les clés de ce journal ne se lisent pas", "the keys of this journal cannot be read"),
        Bilingual("remettez-les, ou commencez un autre journal", "put them back, or begin another journal"),
    ),
    JournalFault.KEYS_EXPOSED: (
        Bilingual("d'autres que vous peuvent lire la clé privée", "others than you may read the private key"),
        Bilingual("limitez ses droits (chmod 600)", "restrict its permissions (chmod 600)"),
    ),
    JournalFault.OTHER_TERMINAL: (
        Bilingual("ce journal est celui d'un autre terminal", "this journal is another terminal's"),
        Bilingual("commencez-en un à vous", "begin one of your own"),
    ),
    JournalFault.BENT: (
        Bilingual("le dernier enregistrement ne tient pas", "the last record does not hold"),
        Bilingual("remettez ce journal à l'auditeur et commencez-en un autre", "give it to the auditor, begin another"),
    ),
    JournalFault.AGENT: (
        Bilingual("ce pseudonyme ne convient pas", "this pseudonym will not do"),
        Bilingual("au plus 32 lettres sans accent, chiffres, . _ -", "at most 32 unaccented letters, digits, . _ -"),
    ),
    JournalFault.CERTIFICATE: (
        Bilingual("le certificat n'est pas celui d'un terminal connu", "the certificate is no known terminal's"),
        Bilingual("demandez-le à l'émetteur", "ask the issuer for it"),
    ),
    JournalFault.HEAD: (
        Bilingual("le dossier des têtes ne se lit pas", "the folder of heads cannot be read"),
        Bilingual("vérifiez le dossier", "check the folder"),
    ),
}
"""Each fault: what happened, and what to do next."""

BENDS: Final[dict[Bend, Bilingual]] = {
    Bend.OTHER_TERMINAL: Bilingual("le journal est d'un autre terminal", "the journal is another terminal's"),
    Bend.MISSING: Bilingual("il manque", "it is missing"),
    Bend.SURPLUS: Bilingual("il est de trop", "it does not belong there"),
    Bend.MALFORMED: Bilingual("il est mal formé", "it is malformed"),
    Bend.SIGNATURE: Bilingual("sa signature est fausse", "its signature is wrong"),
    Bend.MISPLACED: Bilingual("il a été signé sous un autre numéro", "it was signed under another number"),
    Bend.CHAIN: Bilingual("il ne suit pas celui qui le précède", "it does not follow the one before it"),
    Bend.CLOCK: Bilingual("il cache une heure déjà passée", "it hides a time that had passed"),
    Bend.HEAD_DIFFERS: Bilingual(
        "à partir de lui, le journal n'est plus celui dont une tête a été exportée",
        "from it on, the journal is not the one of which a head was exported",
    ),
    Bend.TRUNCATED: Bilingual(
        "il manque : une tête exportée en compte davantage", "it is missing: an exported head counts more"
    ),
}

DOUBTS: Final[dict[Doubt, Bilingual]] = {
    Doubt.CLOCK_BEHIND: Bilingual("l'horloge avait reculé", "the clock had gone back"),
    Doubt.BEFORE_HEAD: Bilingual(
        "daté d'avant une tête exportée sans lui", "dated before a head that was exported without it"
    ),
    Doubt.IN_FUTURE: Bilingual("daté du futur", "dated in the future"),
    Doubt.OUTSIDE_CERTIFICATE: Bilingual(
        "daté hors de la validité du certificat", "dated outside the certificate's validity"
    ),
}

PORTRAITS: Final[dict[PortraitAnswer, Bilingual]] = {
    PortraitAnswer.MATCHES: Bilingual("reconnu par l'agent", "recognised by the officer"),
    PortraitAnswer.DIFFERS: Bilingual("différent, selon l'agent", "different, says the officer"),
    PortraitAnswer.NOT_GIVEN: Bilingual("sans réponse de l'agent", "no answer by the officer"),
}

INIT: Final = (
    Bilingual("{journal} : {count} enregistrement(s)", "{journal}: {count} record(s)"),
    Bilingual("Clé du terminal : {fingerprint}", "Key of the terminal: {fingerprint}"),
    Bilingual(
        "Demande de certificat pour l'émetteur : {request}", "Request for a certificate, for the issuer: {request}"
    ),
)
HEAD: Final = Bilingual("{path} : tête de {count} enregistrement(s)", "{path}: head of {count} record(s)")
NOT_CARRIED: Final = Bilingual(
    "*** TÊTE NON EMPORTÉE *** {why} La mise à jour n'en dépend pas : branchez un support inscriptible et recommencez, "
    "ou nommez un autre dossier (--heads).",
    "*** HEAD NOT TAKEN ALONG *** {why} The update does not hang on it: plug in a medium that can be written and try "
    "again, or name another folder (--heads).",
)
NO_JOURNAL: Final = Bilingual(
    "Aucun journal n'est nommé (--journal, ou $CARTON_ROSE_JOURNAL) : aucune tête n'est emportée.",
    "No journal is named (--journal, or $CARTON_ROSE_JOURNAL): no head is taken along.",
)
NOT_RECORDED: Final = Bilingual("NON ENREGISTRÉ", "NOT RECORDED")
STOPS: Final = Bilingual(
    "Contrôles arrêtés : réparez le journal, ou relancez avec --unrecorded go-on.",
    "Checks have stopped: mend the journal, or start again with --unrecorded go-on.",
)


def fault_line(error: JournalError, language: Language) -> str:
    """Word a fault as one line: its code, what happened, where, what to do."""
    what, next_step = FAULTS[error.fault]
    head = Bilingual("Journal", "Journal").in_(language)
    colon = Bilingual(" : ", ": ").in_(language)
    place = display_safe(error.detail)
    return f"{head} ({error.fault.value}){colon}{what.in_(language)} [{place}]; {next_step.in_(language)}."
