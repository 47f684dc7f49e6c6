"""What is wrong with a source, and what to do, in the officer's language."""

from __future__ import annotations

from typing import Final

from credential.display import display_safe
from credential.language import Bilingual, Language
from verifier.capture.errors import SourceError, SourceFault

FAULTS: Final[dict[SourceFault, Bilingual]] = {
    SourceFault.ABSENT: Bilingual("ce fichier n'existe pas ; vérifier le nom", "there is no such file"),
    SourceFault.FORBIDDEN: Bilingual("lecture interdite ; vérifier les droits", "the file may not be read"),
    SourceFault.DIRECTORY: Bilingual("c'est un dossier ; nommer un fichier", "this is a folder"),
    SourceFault.NOT_REGULAR: Bilingual("ce n'est pas un fichier ordinaire", "this is a pipe or a device, not a file"),
    SourceFault.EMPTY: Bilingual("le fichier est vide ; en choisir un autre", "the file is empty"),
    SourceFault.TOO_LARGE: Bilingual("trop grand pour être lu", "this is too large"),
    SourceFault.UNKNOWN_KIND: Bilingual(
        "ni image, ni PDF, ni vidéo, ni texte de code",
        "this is neither a picture, a PDF, a video nor the text of a code",
    ),
    SourceFault.DAMAGED: Bilingual("fichier coupé ou abîmé ; le copier à nouveau", "this is cut off or damaged"),
    SourceFault.ENCRYPTED: Bilingual("PDF protégé ; demander une copie sans mot de passe", "the PDF is locked"),
    SourceFault.NO_CAMERA: Bilingual("caméra absente ; la brancher ou en choisir une autre", "there is no such camera"),
    SourceFault.CAMERA_LOST: Bilingual("l'image n'arrive plus ; vérifier la prise", "the picture stopped coming"),
    SourceFault.ADDRESS_REFUSED: Bilingual("adresse refusée : cette machine seule", "this address is not opened"),
    SourceFault.NO_ANSWER: Bilingual("rien ne répond à cette adresse ; lancer le serveur", "nothing answers there"),
}


def fault_line(error: SourceError, language: Language) -> str:
    """Say in one line where, what, and what to do. The English line also has what the fault itself advises."""
    words = FAULTS[error.what].in_(language)
    advice = "" if language is Language.FR else f"; {error.mend}"
    return f"{display_safe(error.where)} : {words}" if not advice else f"{display_safe(error.where)}: {words}{advice}"
