"""What the terminal says itself, in both languages. The words of verdicts and reasons are in `verifier.words`."""

from __future__ import annotations

from typing import Final

from credential.labels import TitleFormat
from credential.language import Bilingual
from verifier.capture.camera import CameraState
from verifier.terminal.palette import Light

# Always on the screen.
ABSENT: Final = Bilingual("absente", "absent")
OLD: Final = Bilingual("▲ À RENOUVELER", "▲ RENEW")
TOO_OLD: Final = Bilingual("? TROP ANCIENNE", "? TOO OLD")
CLOCK_BEHIND: Final = Bilingual("HORLOGE EN RETARD", "CLOCK BEHIND")
VEHICLE: Final = Bilingual("Véhicule", "Vehicle")
VEHICLE_NOT_STATED: Final = Bilingual("non indiqué", "not stated")

STORE_OF_OTHER_PROFILE: Final = Bilingual(
    "✖ DONNÉES D'UN AUTRE PROFIL, NON PRISES : relancer", "✖ DATA OF ANOTHER PROFILE, NOT TAKEN: start again"
)
STORE_RENEWED: Final = Bilingual("✔ données de confiance renouvelées", "✔ trust data renewed")
STORE_UNREADABLE: Final = Bilingual(
    "✖ MAGASIN ILLISIBLE, l'ancien reste en service : lancer trust-store doctor",
    "✖ STORE UNREADABLE, the old one stays in use: run trust-store doctor",
)
STORE_ABSENT: Final = Bilingual(
    "✖ MAGASIN DISPARU, l'ancien reste en service : lancer verifier update",
    "✖ STORE IS GONE, the old one stays in use: run verifier update",
)
TOO_SMALL: Final = Bilingual("Écran trop petit : 40 x 16 au moins.", "Screen too small: 40 x 16 at least.")

# Keys.
KEY_NEXT: Final = Bilingual("Suivant", "Next")
KEY_VEHICLE: Final = Bilingual("Véhicule", "Vehicle")
KEY_CIRCUMSTANCES: Final = Bilingual("Contexte", "Context")
KEY_CLEAR: Final = Bilingual("Effacer", "Clear")
KEY_DETAILS: Final = Bilingual("Détails", "Details")
KEY_LANGUAGE: Final = Bilingual("English", "Français")
LIGHTS: Final = {
    Light.DAY: Bilingual("Jour", "Day"),
    Light.NIGHT: Bilingual("Nuit", "Night"),
    Light.CONTRAST: Bilingual("Contraste", "Contrast"),
}
KEY_MENU: Final = Bilingual("Menu", "Menu")
KEY_FILE: Final = Bilingual("Classer", "File")
KEY_CHARACTERS: Final = Bilingual("Défi", "Challenge")
KEY_SOURCE: Final = Bilingual("Source", "Source")
KEY_TRUST: Final = Bilingual("Données", "Data")
KEY_HELP: Final = Bilingual("Aide", "Help")
KEY_BELL_ON: Final = Bilingual("Son", "Sound on")
KEY_BELL_OFF: Final = Bilingual("Sans son", "Sound off")
KEY_MATCHES: Final = Bilingual("OUI", "YES")
KEY_DIFFERS: Final = Bilingual("NON", "NO")
KEY_QUIT: Final = Bilingual("Quitter", "Quit")
KEY_BACK: Final = Bilingual("Retour", "Back")
KEY_ACCEPT: Final = Bilingual("Valider", "Accept")

# The scan screen.
SHOW_CODE: Final = Bilingual(
    "Viser le code en entier, à 15-20 cm. Douchette et texte collé acceptés.",
    "Aim at the whole code, from 15-20 cm. Hand scanner and pasted text are taken too.",
)
NO_SOURCE: Final = Bilingual(
    "Sans caméra : douchette ou texte collé.", "No camera: use a hand scanner, or paste the text."
)
CAMERA_STATES: Final = {
    CameraState.OPENING: Bilingual("◌ ouverture", "◌ opening"),
    CameraState.LIVE: Bilingual("● en direct", "● live"),
    CameraState.LOST: Bilingual("✖ IMAGE PERDUE, nouvel essai en cours", "✖ PICTURE LOST, trying again"),
    CameraState.BLACK: Bilingual(
        "✖ IMAGE NOIRE, découvrir l'objectif ou éclairer", "✖ PICTURE BLACK, uncover the lens or give light"
    ),
    CameraState.SLOW: Bilingual(
        "▲ IMAGES RARES, tenir le code immobile plus longtemps", "▲ FEW PICTURES, hold the code still for longer"
    ),
    CameraState.STUCK: Bilingual("✖ IMAGE FIGÉE, débrancher et rebrancher", "✖ PICTURE FROZEN, unplug and plug in"),
}
CAPTURE_ENDED: Final = Bilingual("✖ LECTURE ARRÊTÉE, relancer le programme", "✖ READING ENDED, start again")

# The verdict screen.
CLEARS_IN: Final = Bilingual("Effacement dans {} s", "Cleared in {} s")
ANOTHER_CODE: Final = Bilingual(
    "AUTRE CODE EN VUE : Entrée pour le conducteur suivant", "ANOTHER CODE IN SIGHT: Enter for the next driver"
)
CHANGED_RESULT: Final = Bilingual(
    "MÊME PERMIS, NOUVEAU RÉSULTAT {} : Entrée pour le voir", "SAME LICENCE, NEW RESULT {}: Enter to see it"
)
NOTHING_TO_SAY: Final = Bilingual("Rien à signaler.", "Nothing to report.")
NOT_JUDGED: Final = Bilingual(
    "Sans document authentique, le droit de conduire n'est pas jugé.",
    "Without a genuine document the right to drive is not judged.",
)
CATEGORY_NOT_JUDGED: Final = Bilingual(
    "Rien d'autre à signaler ; véhicule non indiqué, catégorie non jugée.",
    "Nothing else to report; vehicle not stated, category not judged.",
)
STATUS_AS_OF: Final = Bilingual("État du permis au {}", "Licence status as of {}")
ARTICLE: Final = Bilingual("art. {} du code de la route", "Code de la route, art. {}")
CATEGORIES: Final = Bilingual("Catégories", "Categories")
SINCE: Final = Bilingual("depuis", "since")
UNTIL: Final = Bilingual("jusqu'au", "until")
NO_DATE: Final = "—"
ALL_CATEGORIES: Final = Bilingual("toutes", "all")
NOT_CHECKED: Final = Bilingual("Non vérifié", "Not checked")
TODO: Final = Bilingual("À faire", "To do")

# Who.
BORN: Final = Bilingual("né(e) le", "born")
NUMBER: Final = Bilingual("n°", "no.")
TITLE_UNTIL: Final = Bilingual("titre valable jusqu'au", "title valid until")
TITLE_NAMES: Final = {
    TitleFormat.CARD_2013: Bilingual("carte (modèle 2013)", "card (2013 model)"),
    TitleFormat.PINK_3_VOLETS: Bilingual("permis rose à trois volets", "pink three-fold paper"),
    TitleFormat.CEPC: Bilingual("certificat d'examen (CEPC)", "examination certificate (CEPC)"),
    TitleFormat.PREFECT_EAD_ORDER: Bilingual("arrêté préfectoral EAD", "prefect's interlock order"),
    TitleFormat.LOSS_RECEIPT: Bilingual("récépissé de perte", "receipt for a lost title"),
    TitleFormat.EU_MDL: Bilingual("permis numérique de l'UE", "EU mobile licence"),
    TitleFormat.FOREIGN_NON_EU: Bilingual("titre étranger hors UE", "foreign title, not EU"),
    TitleFormat.DIGITAL: Bilingual("permis numérique", "digital licence"),
    TitleFormat.ADCS: Bilingual("attestation de droits (ADCS)", "attestation of rights (ADCS)"),
}

# The source screen.
CHOOSE_SOURCE: Final = Bilingual("D'où viennent les images ?", "Where do pictures come from?")
CAMERA: Final = Bilingual("Caméra {}", "Camera {}")
WITHOUT_CAMERA: Final = Bilingual("Sans caméra", "No camera")
WRITE_SOURCE: Final = Bilingual("Fichier, adresse", "File, address")
SOURCE_EXAMPLE: Final = Bilingual(
    "fichier, dossier, http://127.0.0.1:8080/ ou texte d'un code",
    "file, folder, http://127.0.0.1:8080/ or the text of a code",
)

# The details screen.
DETAILS: Final = Bilingual("Détails pour un expert", "Details for an expert")
FINDINGS: Final = Bilingual("Constats", "Findings")
CLAIMS: Final = Bilingual("Données signées", "Signed claims")
SIGNER: Final = Bilingual("Signataire", "Signer")
TRUST: Final = Bilingual("Données de confiance", "Trust data")
MOMENT: Final = Bilingual("Moment du contrôle", "Moment of the check")
