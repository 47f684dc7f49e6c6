"""Sentences about the first question: is it genuine and live? None names an article: a doubt is not an offence."""

from __future__ import annotations

from typing import Final

from credential.reason import Reason
from verifier.reason_words import words

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

GENUINE_WORDS: Final = {
    Reason.SIGNATURE_INVALID: words(
        "Signature fausse : contenu modifié ou contrefait.",
        "False signature: content changed or forged.",
        _NOT_PROOF_FR,
        _NOT_PROOF_EN,
    ),
    Reason.SIGNER_BLOCKED: words(
        "Clé de l'émetteur révoquée.", "The issuer's key is revoked.", _NOT_PROOF_FR, _NOT_PROOF_EN
    ),
    Reason.ISSUER_MISMATCH: words(
        "Signé par un pays au nom d'un autre.",
        "Signed by one country in another's name.",
        _NOT_PROOF_FR,
        _NOT_PROOF_EN,
    ),
    Reason.ALGORITHM_NOT_ALLOWED: words(
        "Mode de signature non admis.", "Signature method not allowed.", _NOT_PROOF_FR, _NOT_PROOF_EN
    ),
    Reason.MALFORMED: words(
        "Code altéré ou mal formé.", "The code is damaged or malformed.", _SHOW_AGAIN_FR, _SHOW_AGAIN_EN
    ),
    Reason.TOO_LARGE: words("Code trop grand.", "The code is too large.", _NOT_PROOF_FR, _NOT_PROOF_EN),
    Reason.KEY_BINDING_INVALID: words(
        "Le téléphone n'est pas celui du titulaire du code.",
        "The phone is not the one the code was issued to.",
        _NOT_PROOF_FR,
        _NOT_PROOF_EN,
    ),
    Reason.KEY_BINDING_MISSING: words(
        "Copie d'un permis, sans la preuve du téléphone.",
        "A copy of a licence, without the phone's proof.",
        "Demander le code vivant, dans l'application.",
        "Ask for the living code, in the application.",
    ),
    Reason.PRESENTATION_REPLAYED: words(
        "Code rejoué : il n'avance pas avec le temps.",
        "Replayed code: it does not advance with time.",
        "Demander le code vivant sur le téléphone du conducteur.",
        "Ask for the living code on the driver's own phone.",
    ),
    Reason.NONCE_MISMATCH: words(
        "Les caractères demandés ne sont pas dans le code.",
        "The characters asked for are not in the code.",
        "Redonner les quatre caractères et faire afficher un nouveau code.",
        "Give the four characters again and have a new code shown.",
    ),
    Reason.AUDIENCE_MISMATCH: words(
        "Code fait pour un autre usage que le contrôle routier.",
        "Code made for another use than a roadside check.",
        "Demander le code de contrôle routier.",
        "Ask for the roadside-check code.",
    ),
    Reason.DISCLOSURE_INVALID: words(
        "Données ajoutées que l'émetteur n'a pas signées.",
        "Added data that the issuer did not sign.",
        _NOT_PROOF_FR,
        _NOT_PROOF_EN,
    ),
    Reason.REVOKED: words(
        "Permis numérique révoqué.",
        "Digital licence revoked.",
        "Demander le titre physique.",
        "Ask for the physical title.",
    ),
    Reason.LOST_OR_STOLEN: words(
        "Déclaré perdu ou volé.",
        "Reported lost or stolen.",
        "Vérifier l'identité du conducteur.",
        "Check the driver's identity.",
    ),
    Reason.SIGNER_EXPIRED: words(
        "Signé hors de la validité de l'émetteur.",
        "Signed outside the issuer's validity.",
        _OTHER_WAY_FR,
        _OTHER_WAY_EN,
    ),
    Reason.EXPIRED: words(
        "Document numérique périmé.",
        "Digital document expired.",
        "Faire renouveler le code en ligne, ou demander le titre physique.",
        "Have the code renewed online, or ask for the physical title.",
    ),
    Reason.NOT_YET_VALID: words(
        "Pas encore valable.", "Not valid yet.", "Vérifier l'heure du terminal.", "Check the terminal's clock."
    ),
    Reason.VALIDITY_TOO_LONG: words(
        "Attestation de plus de quatre mois.",
        "Attestation of more than four months.",
        _NOT_PROOF_FR,
        _NOT_PROOF_EN,
    ),
    Reason.NOT_AUTHENTIC: words(
        "Titre montré reconnu faux.",
        "The title shown was found false.",
        "Retenir le titre et vérifier l'identité.",
        "Keep the title and check identity.",
    ),
    Reason.INTERNAL_ERROR: words(
        "Erreur interne du terminal.", "Internal error of the terminal.", _OTHER_WAY_FR, _OTHER_WAY_EN
    ),
    Reason.TRUST_STORE_UNUSABLE: words(
        "Données de confiance inutilisables.",
        "Trust data unusable.",
        "Mettre à jour le terminal (verifier update).",
        "Update the terminal (verifier update).",
    ),
    Reason.TRUST_STORE_EMPTY: words(
        "Aucune donnée de confiance.",
        "No trust data at all.",
        "Mettre à jour le terminal (verifier update).",
        "Update the terminal (verifier update).",
    ),
    Reason.CLOCK_BEHIND: words(
        "L'horloge du terminal retarde.",
        "The terminal's clock is behind.",
        "Régler l'horloge, puis recommencer.",
        "Set the clock, then start again.",
    ),
    Reason.SOURCE_UNUSABLE: words(
        "Source illisible : fichier, caméra ou adresse.",
        "Source unusable: file, camera or address.",
        "Choisir une autre source.",
        "Choose another source.",
    ),
    Reason.UNREADABLE: words(
        "Code illisible : ne vaut pas preuve.",
        "Unreadable code: proves nothing.",
        "Augmenter la luminosité, rapprocher, nettoyer l'écran.",
        "More brightness, closer, clean the screen.",
    ),
    Reason.NO_CODE: words(
        "Aucun code dans l'image.", "No code in the picture.", "Viser le code en entier.", "Aim at the whole code."
    ),
    Reason.SEVERAL_CODES: words(
        "Deux codes différents en vue.", "Two different codes in sight.", "N'en montrer qu'un.", "Show only one."
    ),
    Reason.NOT_A_LICENCE: words(
        "Ce code n'est pas un permis de ce système.",
        "This code is no licence of this system.",
        "Demander le code de contrôle routier.",
        "Ask for the roadside-check code.",
    ),
    Reason.COMPANION_ALONE: words(
        "Second code seul, sans le permis.",
        "Second code alone, without the licence.",
        "Scanner d'abord le code du permis.",
        "Scan the licence's code first.",
    ),
    Reason.COMPANION_MISMATCH: words(
        "Le second code n'est pas celui de ce permis.",
        "The second code is not this licence's.",
        "Faire afficher de nouveau les deux codes du même permis.",
        "Have both codes of the same licence shown again.",
    ),
    Reason.ISSUER_UNKNOWN: words(
        "Émetteur inconnu du terminal.", "Issuer unknown to the terminal.", _OTHER_WAY_FR, _OTHER_WAY_EN
    ),
    Reason.PRESENTATION_STALE: words(
        "Code ancien, ou horloges en désaccord.",
        "Old code, or clocks that disagree.",
        "Scanner encore dans cinq secondes, ou demander les quatre caractères.",
        "Scan again in five seconds, or ask for the four characters.",
    ),
    Reason.CARD_MISMATCH: words(
        "La carte montrée n'est pas celle de ce permis.",
        "The card shown is not this licence's.",
        "Relire la ligne de la carte, puis vérifier l'identité.",
        "Read the card's line again, then check identity.",
    ),
    Reason.AUTHENTICITY_UNPROVEN: words(
        "Titre montré non contrôlé.",
        "The title shown was not examined.",
        "Examiner le titre, ou interroger le fichier national.",
        "Examine the title, or query the national file.",
    ),
    Reason.STATUS_UNKNOWN: words(
        "État du permis inconnu.", "Status of the licence unknown.", _AUTHORITY_FR, _AUTHORITY_EN
    ),
    Reason.HOLDER_NOT_PROVEN: words(
        "Données authentiques, porteur non prouvé.",
        "Data genuine, holder not proven.",
        "Comparer le visage au portrait, demander la date de naissance.",
        "Compare face and portrait, ask for the date of birth.",
    ),
    Reason.CLOCKS_DISAGREE: words(
        "Code vivant, mais horloges en désaccord.",
        "Living code, but the clocks disagree.",
        "Vérifier l'heure du terminal ; en cas de doute, demander les quatre caractères.",
        "Check the terminal's clock; if in doubt, ask for the four characters.",
    ),
    Reason.PORTRAIT_UNUSABLE: words(
        "Portrait non affichable.",
        "Portrait cannot be shown.",
        "Demander une pièce d'identité.",
        "Ask for an identity document.",
    ),
    Reason.STATUS_STALE: words("État du permis daté.", "Status of the licence is dated.", _AUTHORITY_FR, _AUTHORITY_EN),
    Reason.TRUST_LIST_STALE: words(
        "Liste des émetteurs datée.",
        "List of issuers is dated.",
        "Mettre à jour le terminal dès que possible.",
        "Update the terminal as soon as possible.",
    ),
}
