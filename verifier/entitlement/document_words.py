"""The names of papers, as an officer asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from credential.language import Bilingual
from verifier.entitlement.context import DocumentName

DOCUMENT_WORDS: Final[Mapping[DocumentName, Bilingual]] = {
    DocumentName.ID: Bilingual("Pièce d'identité", "Identity document"),
    DocumentName.MEDICAL_OPINION: Bilingual("Avis médical", "Medical opinion"),
    DocumentName.TRAINING_125: Bilingual("Attestation de formation 125 ou L5e", "Training certificate for 125 or L5e"),
    DocumentName.PRACTICE_2006_2010: Bilingual(
        "Relevé d'assurance 2006-2010 (pratique)", "Insurance record 2006-2010 (practice)"
    ),
    DocumentName.TRAINING_96: Bilingual("Attestation de formation B96", "B96 training certificate"),
    DocumentName.FIRE_TRAINING: Bilingual("Attestation de formation sapeur-pompier", "Fire-service training"),
    DocumentName.INTERLOCK_PAPERS: Bilingual("Documents de l'éthylotest", "Papers of the interlock"),
    DocumentName.PREFECT_MEDICAL_CERTIFICATE: Bilingual(
        "Attestation préfectorale d'aptitude", "Prefect's medical certificate"
    ),
    DocumentName.COURT_DECISION: Bilingual("Décision de justice", "Court decision"),
    DocumentName.EMPLOYER_PROOF: Bilingual("Justificatif de l'employeur", "Employer's proof"),
}
