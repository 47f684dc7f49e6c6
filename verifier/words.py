"""What an officer reads: one table of sentences, French first, exhaustive by test.

Each reason has a word of what is the matter and one next step. The article of the Code de la route is named where
`FACTS` is sure of it, and the program stops there: it gives no legal advice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from credential.language import Bilingual
from credential.reason import Outcome, Question, Reason


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """What is the matter, what to do next, and the article where there is one."""

    what: Bilingual
    next_step: Bilingual
    article: str | None = None


OUTCOME_WORDS: Final = {
    Outcome.PASSED: Bilingual("VALIDE", "VALID"),
    Outcome.ATTENTION: Bilingual("VALIDE - À VÉRIFIER", "VALID - TO CHECK"),
    Outcome.INDETERMINATE: Bilingual("INDÉTERMINÉ", "UNDETERMINED"),
    Outcome.FAILED: Bilingual("REFUSÉ", "REFUSED"),
}
OUTCOME_SHAPES: Final = {
    Outcome.PASSED: "✔",
    Outcome.ATTENTION: "▲",
    Outcome.INDETERMINATE: "?",
    Outcome.FAILED: "✖",
}
QUESTION_WORDS: Final = {
    Question.GENUINE: Bilingual("Authentique et actuel ?", "Genuine and live?"),
    Question.ENTITLED: Bilingual("Droit de conduire ?", "Right to drive?"),
}


def _words(what_fr: str, what_en: str, next_fr: str, next_en: str, article: str | None = None) -> ReasonWords:
    return ReasonWords(Bilingual(what_fr, what_en), Bilingual(next_fr, next_en), article)


_OTHER_WAY_FR, _OTHER_WAY_EN = (
    "Contrôler par une autre voie : titre physique, fichier national.",
    "Check another way: physical title, national file.",
)
_NOT_PROOF_FR, _NOT_PROOF_EN = (
    "Ne vaut pas preuve. Demander le titre physique, vérifier l'identité.",
    "Proves nothing. Ask for the physical title, check identity.",
)
_SHOW_AGAIN_FR, _SHOW_AGAIN_EN = "Faire afficher le code de nouveau.", "Have the code shown again."
_AUTHORITY_FR, _AUTHORITY_EN = "Vérifier la mesure au fichier national.", "Check the measure in the national file."

REASON_WORDS: Final = {
    Reason.SIGNATURE_INVALID: _words(
        "Signature fausse : contenu modifié ou contrefait.",
        "False signature: content changed or forged.",
        _NOT_PROOF_FR,
        _NOT_PROOF_EN,
    ),
    Reason.SIGNER_BLOCKED: _words(
        "Clé de l'émetteur révoquée.", "The issuer's key is revoked.", _NOT_PROOF_FR, _NOT_PROOF_EN
    ),
    Reason.ISSUER_MISMATCH: _words(
        "Signé par un pays au nom d'un autre.",
        "Signed by one country in another's name.",
        _NOT_PROOF_FR,
        _NOT_PROOF_EN,
    ),
    Reason.ALGORITHM_NOT_ALLOWED: _words(
        "Mode de signature non admis.", "Signature method not allowed.", _NOT_PROOF_FR, _NOT_PROOF_EN
    ),
    Reason.MALFORMED: _words(
        "Code altéré ou mal formé.", "The code is damaged or malformed.", _SHOW_AGAIN_FR, _SHOW_AGAIN_EN
    ),
    Reason.TOO_LARGE: _words("Code trop grand.", "The code is too large.", _NOT_PROOF_FR, _NOT_PROOF_EN),
    Reason.KEY_BINDING_INVALID: _words(
        "Le téléphone n'est pas celui du titulaire du code.",
        "The phone is not the one the code was issued to.",
        _NOT_PROOF_FR,
        _NOT_PROOF_EN,
    ),
    Reason.KEY_BINDING_MISSING: _words(
        "Copie d'un permis, sans la preuve du téléphone.",
        "A copy of a licence, without the phone's proof.",
        "Demander le code vivant, dans l'application.",
        "Ask for the living code, in the application.",
    ),
    Reason.PRESENTATION_REPLAYED: _words(
        "Code rejoué : il n'avance pas avec le temps.",
        "Replayed code: it does not advance with time.",
        "Demander le code vivant sur le téléphone du conducteur.",
        "Ask for the living code on the driver's own phone.",
    ),
    Reason.NONCE_MISMATCH: _words(
        "Les caractères demandés ne sont pas dans le code.",
        "The characters asked for are not in the code.",
        "Redonner les quatre caractères et faire afficher un nouveau code.",
        "Give the four characters again and have a new code shown.",
    ),
    Reason.AUDIENCE_MISMATCH: _words(
        "Code fait pour un autre usage que le contrôle routier.",
        "Code made for another use than a roadside check.",
        "Demander le code de contrôle routier.",
        "Ask for the roadside-check code.",
    ),
    Reason.DISCLOSURE_INVALID: _words(
        "Données ajoutées que l'émetteur n'a pas signées.",
        "Added data that the issuer did not sign.",
        _NOT_PROOF_FR,
        _NOT_PROOF_EN,
    ),
    Reason.REVOKED: _words(
        "Permis numérique révoqué.",
        "Digital licence revoked.",
        "Demander le titre physique.",
        "Ask for the physical title.",
    ),
    Reason.LOST_OR_STOLEN: _words(
        "Déclaré perdu ou volé.",
        "Reported lost or stolen.",
        "Vérifier l'identité du conducteur.",
        "Check the driver's identity.",
    ),
    Reason.SIGNER_EXPIRED: _words(
        "Signé hors de la validité de l'émetteur.",
        "Signed outside the issuer's validity.",
        _OTHER_WAY_FR,
        _OTHER_WAY_EN,
    ),
    Reason.EXPIRED: _words(
        "Document numérique périmé.",
        "Digital document expired.",
        "Faire renouveler le code en ligne, ou demander le titre physique.",
        "Have the code renewed online, or ask for the physical title.",
    ),
    Reason.NOT_YET_VALID: _words(
        "Pas encore valable.", "Not valid yet.", "Vérifier l'heure du terminal.", "Check the terminal's clock."
    ),
    Reason.VALIDITY_TOO_LONG: _words(
        "Attestation de plus de quatre mois.",
        "Attestation of more than four months.",
        _NOT_PROOF_FR,
        _NOT_PROOF_EN,
    ),
    Reason.ANNULLED: _words("Permis annulé.", "Licence annulled.", _AUTHORITY_FR, _AUTHORITY_EN, "L.224-16"),
    Reason.INVALIDATED: _words(
        "Permis invalidé (48SI).", "Licence invalidated (48SI).", _AUTHORITY_FR, _AUTHORITY_EN, "L.223-5"
    ),
    Reason.SUSPENDED: _words("Permis suspendu.", "Licence suspended.", _AUTHORITY_FR, _AUTHORITY_EN, "L.224-16"),
    Reason.RETAINED: _words("Permis retenu.", "Licence retained.", _AUTHORITY_FR, _AUTHORITY_EN, "L.224-16"),
    Reason.CATEGORY_NOT_HELD: _words(
        "Catégorie non détenue pour ce véhicule.",
        "Category not held for this vehicle.",
        "Vérifier le véhicule et les équivalences.",
        "Check the vehicle and the equivalences.",
        "L.221-2",
    ),
    Reason.CATEGORY_EXPIRED: _words(
        "Catégorie périmée.",
        "Category expired.",
        "Demander l'avis médical ou la demande de renouvellement.",
        "Ask for the medical opinion or the renewal request.",
        "R.221-1-1",
    ),
    Reason.TITLE_EXPIRED: _words(
        "Titre périmé.",
        "Title expired.",
        "Vérifier au fichier national si le droit subsiste.",
        "Check in the national file whether the right remains.",
        "R.221-1-1",
    ),
    Reason.INTERNAL_ERROR: _words(
        "Erreur interne du terminal.", "Internal error of the terminal.", _OTHER_WAY_FR, _OTHER_WAY_EN
    ),
    Reason.TRUST_STORE_UNUSABLE: _words(
        "Données de confiance inutilisables.",
        "Trust data unusable.",
        "Mettre à jour le terminal (trust-store update).",
        "Update the terminal (trust-store update).",
    ),
    Reason.TRUST_STORE_EMPTY: _words(
        "Aucune donnée de confiance.",
        "No trust data at all.",
        "Mettre à jour le terminal (trust-store update).",
        "Update the terminal (trust-store update).",
    ),
    Reason.CLOCK_BEHIND: _words(
        "L'horloge du terminal retarde.",
        "The terminal's clock is behind.",
        "Régler l'horloge, puis recommencer.",
        "Set the clock, then start again.",
    ),
    Reason.SOURCE_UNUSABLE: _words(
        "Source illisible : fichier, caméra ou adresse.",
        "Source unusable: file, camera or address.",
        "Choisir une autre source.",
        "Choose another source.",
    ),
    Reason.UNREADABLE: _words(
        "Code illisible : ne vaut pas preuve.",
        "Unreadable code: proves nothing.",
        "Augmenter la luminosité, rapprocher, nettoyer l'écran.",
        "More brightness, closer, clean the screen.",
    ),
    Reason.NO_CODE: _words(
        "Aucun code dans l'image.", "No code in the picture.", "Viser le code en entier.", "Aim at the whole code."
    ),
    Reason.SEVERAL_CODES: _words(
        "Deux codes différents en vue.", "Two different codes in sight.", "N'en montrer qu'un.", "Show only one."
    ),
    Reason.NOT_A_LICENCE: _words(
        "Ce code n'est pas un permis de ce système.",
        "This code is no licence of this system.",
        "Demander le code de contrôle routier.",
        "Ask for the roadside-check code.",
    ),
    Reason.COMPANION_ALONE: _words(
        "Second code seul, sans le permis.",
        "Second code alone, without the licence.",
        "Scanner d'abord le code du permis.",
        "Scan the licence's code first.",
    ),
    Reason.COMPANION_MISMATCH: _words(
        "Le second code n'est pas celui de ce permis.",
        "The second code is not this licence's.",
        "Faire afficher de nouveau les deux codes du même permis.",
        "Have both codes of the same licence shown again.",
    ),
    Reason.ISSUER_UNKNOWN: _words(
        "Émetteur inconnu du terminal.", "Issuer unknown to the terminal.", _OTHER_WAY_FR, _OTHER_WAY_EN
    ),
    Reason.PRESENTATION_STALE: _words(
        "Code ancien, ou horloges en désaccord.",
        "Old code, or clocks that disagree.",
        "Scanner encore dans cinq secondes, ou demander les quatre caractères.",
        "Scan again in five seconds, or ask for the four characters.",
    ),
    Reason.STATUS_UNKNOWN: _words(
        "État du permis inconnu.", "Status of the licence unknown.", _AUTHORITY_FR, _AUTHORITY_EN
    ),
    Reason.RECOGNITION_TO_CHECK: _words(
        "Titre étranger : reconnaissance à vérifier.",
        "Foreign title: recognition to be checked.",
        "Demander la date d'installation en France.",
        "Ask since when the driver has lived in France.",
        "R.222-3",
    ),
    Reason.HOLDER_NOT_PROVEN: _words(
        "Données authentiques, porteur non prouvé.",
        "Data genuine, holder not proven.",
        "Comparer le visage au portrait, demander la date de naissance.",
        "Compare face and portrait, ask for the date of birth.",
    ),
    Reason.CLOCKS_DISAGREE: _words(
        "Code vivant, mais horloges en désaccord.",
        "Living code, but the clocks disagree.",
        "Vérifier l'heure du terminal ; en cas de doute, demander les quatre caractères.",
        "Check the terminal's clock; if in doubt, ask for the four characters.",
    ),
    Reason.PORTRAIT_UNUSABLE: _words(
        "Portrait non affichable.",
        "Portrait cannot be shown.",
        "Demander une pièce d'identité.",
        "Ask for an identity document.",
    ),
    Reason.STATUS_STALE: _words(
        "État du permis daté.", "Status of the licence is dated.", _AUTHORITY_FR, _AUTHORITY_EN
    ),
    Reason.TRUST_LIST_STALE: _words(
        "Liste des émetteurs datée.",
        "List of issuers is dated.",
        "Mettre à jour le terminal dès que possible.",
        "Update the terminal as soon as possible.",
    ),
    Reason.INTERLOCK_ONLY: _words(
        "Éthylotest antidémarrage obligatoire.",
        "Alcohol interlock required.",
        "Vérifier l'appareil et ses papiers.",
        "Check the device and its papers.",
        "R.233-1",
    ),
    Reason.PROBATIONARY: _words(
        "Permis probatoire.",
        "Probationary licence.",
        "Disque A, vitesses réduites, alcool 0,2 g/L.",
        "A disc, reduced speeds, alcohol limit 0.2 g/L.",
        "R.413-5",
    ),
    Reason.RESTRICTION_TO_CHECK: _words(
        "Restriction à vérifier.",
        "Restriction to check.",
        "Regarder ce que le code demande.",
        "Look at what the code asks for.",
        "R.221-1-1",
    ),
    Reason.TEMPORARY_TITLE: _words(
        "Titre provisoire.",
        "Temporary title.",
        "Demander une pièce d'identité ; lire les dates.",
        "Ask for an identity document; read the dates.",
        "R.233-1",
    ),
}
