"""Why nothing was filed, or why evidence does not open."""

from __future__ import annotations

from enum import Enum, unique
from typing import Final

from credential.display import display_safe
from credential.language import Bilingual, Language


@unique
class EvidenceFault(Enum):
    """What is wrong with evidence or with the means to make or open it."""

    NOT_SET_UP = "not_set_up"
    NOTHING_TO_FILE = "nothing_to_file"
    TOO_LARGE = "too_large"
    UNWRITABLE = "unwritable"
    UNREADABLE = "unreadable"
    EXISTS = "exists"
    MALFORMED = "malformed"
    OTHER_KEY = "other_key"
    """Sealed to another auditor's key."""
    TAMPERED = "tampered"
    """It does not open with the key that it names: it was changed."""
    SIGNATURE = "signature"
    """It opens, and the terminal that it is said to be of did not sign it."""
    KEY_UNREADABLE = "key_unreadable"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a fault


class EvidenceError(Exception):
    """Evidence cannot be made or opened. Show `detail` through `display_safe`."""

    def __init__(self, fault: EvidenceFault, detail: str) -> None:
        super().__init__(f"{fault.value}: {detail}")
        self.fault = fault
        self.detail = detail


FAULTS: Final[dict[EvidenceFault, Bilingual]] = {
    EvidenceFault.NOT_SET_UP: Bilingual(
        "il faut un journal, un dossier et le certificat d'un auditeur",
        "a journal, a folder and an auditor's certificate are needed",
    ),
    EvidenceFault.NOTHING_TO_FILE: Bilingual(
        "rien n'a été lu qui puisse être versé", "nothing was read that could be filed"
    ),
    EvidenceFault.TOO_LARGE: Bilingual("trop grand ; versez le texte seul", "too large; file the text alone"),
    EvidenceFault.UNWRITABLE: Bilingual(
        "écriture impossible ; vérifiez les droits et la place", "cannot be written; check permissions and space"
    ),
    EvidenceFault.UNREADABLE: Bilingual("ne se lit pas ; vérifiez le nom", "cannot be read; check the name"),
    EvidenceFault.EXISTS: Bilingual(
        "ce fichier existe et n'est pas remplacé ; choisissez un autre dossier",
        "this file exists and is not replaced; choose another folder",
    ),
    EvidenceFault.MALFORMED: Bilingual("ce n'est pas une preuve scellée", "this is no sealed evidence"),
    EvidenceFault.OTHER_KEY: Bilingual(
        "scellé pour un autre auditeur ; prenez sa clé", "sealed to another auditor; take that key"
    ),
    EvidenceFault.TAMPERED: Bilingual(
        "altéré : ne s'ouvre pas ; demandez l'original", "altered: it does not open; ask for the original"
    ),
    EvidenceFault.SIGNATURE: Bilingual(
        "ce terminal ne l'a pas signé ; n'en tenez pas compte", "this terminal did not sign it; do not rely on it"
    ),
    EvidenceFault.KEY_UNREADABLE: Bilingual(
        "la clé de l'auditeur ne se lit pas ; vérifiez le fichier", "the auditor's key cannot be read; check the file"
    ),
    EvidenceFault.PASSPHRASE: Bilingual(
        "phrase de passe fausse ou absente (CARTON_ROSE_PASSPHRASE)",
        "wrong passphrase, or none (CARTON_ROSE_PASSPHRASE)",
    ),
}
"""Each fault with what to do next."""

FILED: Final = Bilingual("Versé et scellé : {path}", "Filed and sealed: {path}")
NOT_FILED: Final = Bilingual("NON VERSÉ", "NOT FILED")


def fault_line(error: EvidenceError, language: Language) -> str:
    """Word a fault as one line."""
    return f"({error.fault.value}) [{display_safe(error.detail)}] {FAULTS[error.fault].in_(language)}."
