"""What is wrong with a source or has become of it, and what to do, in the officer's language."""

from __future__ import annotations

from typing import Final

from credential.display import display_safe
from credential.language import Bilingual, Language
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.news import SourceEvent, SourceNews

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
    SourceFault.OTHER_CAMERAS: Bilingual(
        "caméra absente ; la rebrancher, ou touche s pour une autre", "it is not there, and others are"
    ),
    SourceFault.STREAM_ENDED: Bilingual("le flux est terminé ; relancer le serveur", "the stream has ended"),
    SourceFault.ADDRESS_REFUSED: Bilingual("adresse refusée : cette machine seule", "this address is not opened"),
    SourceFault.NO_ANSWER: Bilingual("rien ne répond à cette adresse ; lancer le serveur", "nothing answers there"),
}


NEWS: Final[dict[SourceEvent, Bilingual]] = {
    SourceEvent.VIDEO_AGAIN: Bilingual(
        "↻ FIN DE LA VIDÉO, elle reprend au début", "↻ END OF THE VIDEO, it begins again"
    ),
    SourceEvent.FOLDER_AGAIN: Bilingual(
        "↻ DERNIÈRE IMAGE PASSÉE, retour à la première", "↻ LAST PICTURE SHOWN, back to the first"
    ),
    SourceEvent.PAGES_AGAIN: Bilingual(
        "↻ DERNIÈRE PAGE PASSÉE, retour à la première", "↻ LAST PAGE SHOWN, back to the first"
    ),
    SourceEvent.STREAM_AGAIN: Bilingual("↻ LE FLUX S'ÉTAIT TERMINÉ, il a repris", "↻ THE STREAM HAD ENDED, it is back"),
    SourceEvent.CAMERA_MOVED: Bilingual("↻ MÊME CAMÉRA, NUMÉRO CHANGÉ : {}", "↻ SAME CAMERA, NEW NUMBER: {}"),
    SourceEvent.CAMERA_TAKEN: Bilingual(
        "▲ CAMÉRA CHANGÉE : {} ; touche s pour une autre", "▲ CAMERA CHANGED: {}; s for another"
    ),
}


def fault_line(error: SourceError, language: Language) -> str:
    """Say in one line where, what, and what to do. The English line also has what the fault itself advises."""
    words = FAULTS[error.what].in_(language)
    advice = "" if language is Language.FR else f"; {error.mend}"
    colon = " :" if language is Language.FR else ":"
    there = f"{colon} {display_safe(error.there)}" if error.there else ""
    return f"{display_safe(error.where)}{colon} {words}{advice}{there}"


def news_line(news: SourceNews, language: Language) -> str:
    """Say what became of a source, and of a camera that is another one which it is."""
    which = f"{news.label} ({news.name})" if news.name else news.label
    return NEWS[news.what].in_(language).format(display_safe(which))
