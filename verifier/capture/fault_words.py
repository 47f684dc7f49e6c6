"""What the officer reads in French about a source; the English is the fault's own value and the error's own step."""

from __future__ import annotations

from typing import Final

from verifier.capture.faults import SourceFault

FAULT_WORDS_FR: Final = {
    SourceFault.ABSENT: "ce fichier n'existe pas",
    SourceFault.FORBIDDEN: "ce fichier ne peut pas être lu",
    SourceFault.DIRECTORY: "c'est un dossier",
    SourceFault.NOT_REGULAR: "c'est un tube ou un périphérique, pas un fichier",
    SourceFault.EMPTY: "le fichier est vide",
    SourceFault.TOO_LARGE: "c'est trop grand",
    SourceFault.UNKNOWN_KIND: "ce n'est ni une image, ni un PDF, ni une vidéo",
    SourceFault.DAMAGED: "c'est tronqué ou abîmé",
    SourceFault.ENCRYPTED: "le PDF est fermé par un mot de passe",
    SourceFault.NO_CAMERA: "cette caméra n'est pas là",
    SourceFault.CAMERA_LOST: "l'image ne vient plus",
    SourceFault.HANGING: "son pilote ne répond plus",
    SourceFault.ENDED: "fin de l'enregistrement",
    SourceFault.CUT: "l'enregistrement est coupé avant sa fin",
    SourceFault.ADDRESS_REFUSED: "cette adresse n'est pas ouverte",
    SourceFault.NO_ANSWER: "rien n'y répond par des images",
}
FAULT_STEPS_FR: Final = {
    SourceFault.ABSENT: "vérifier le nom",
    SourceFault.FORBIDDEN: "vérifier les droits",
    SourceFault.DIRECTORY: "nommer un fichier du dossier",
    SourceFault.NOT_REGULAR: "nommer un fichier",
    SourceFault.EMPTY: "choisir un autre fichier",
    SourceFault.TOO_LARGE: "donner un fichier plus petit",
    SourceFault.UNKNOWN_KIND: "choisir un autre fichier",
    SourceFault.DAMAGED: "recopier le fichier",
    SourceFault.ENCRYPTED: "demander une copie sans mot de passe",
    SourceFault.NO_CAMERA: "la brancher, ou s pour une autre source",
    SourceFault.CAMERA_LOST: "vérifier la prise, ou s pour une autre source",
    SourceFault.HANGING: "débrancher la caméra, puis la rebrancher",
    SourceFault.ENDED: "reprise au début",
    SourceFault.CUT: "recopier la vidéo ; reprise au début",
    SourceFault.ADDRESS_REFUSED: "seule http://127.0.0.1:PORT/... (cette machine) est ouverte",
    SourceFault.NO_ANSWER: "lancer le programme qui donne les images",
}
