"""Sentences about the second question: may this person drive this vehicle?

An article stands where the facts are sure of it; where the texts leave a doubt there is none.
"""

from __future__ import annotations

from typing import Final

from credential.reason import Reason
from verifier.reason_words import words

_AUTHORITY_FR, _AUTHORITY_EN = "Vérifier la mesure au fichier national.", "Check the measure in the national file."

ENTITLED_WORDS: Final = {
    Reason.ANNULLED: words("Permis annulé.", "Licence annulled.", _AUTHORITY_FR, _AUTHORITY_EN, "L.224-16"),
    Reason.INVALIDATED: words(
        "Permis invalidé (48SI).", "Licence invalidated (48SI).", _AUTHORITY_FR, _AUTHORITY_EN, "L.223-5"
    ),
    Reason.SUSPENDED: words("Permis suspendu.", "Licence suspended.", _AUTHORITY_FR, _AUTHORITY_EN, "L.224-16"),
    Reason.RETAINED: words("Permis retenu.", "Licence retained.", _AUTHORITY_FR, _AUTHORITY_EN, "L.224-16"),
    Reason.NOT_RECOGNISED: words(
        "Permis étranger plus reconnu : résidence de plus d'un an.",
        "Foreign licence no longer recognised: resident over a year.",
        "Vérifier la date d'installation en France.",
        "Verify since when the driver has lived in France.",
        "R.222-3",
    ),
    Reason.CATEGORY_NOT_HELD: words(
        "Catégorie non détenue pour ce véhicule.",
        "Category not held for this vehicle.",
        "Vérifier le véhicule et les équivalences.",
        "Check the vehicle and the equivalences.",
        "L.221-2",
    ),
    Reason.EXEMPTION_CONDITION_NOT_MET: words(
        "Condition de l'équivalence ou de la dérogation non remplie.",
        "A condition of the equivalence or exemption is unmet.",
        "Vérifier les dates de la catégorie B et de la période probatoire.",
        "Verify the dates of category B and of probation.",
    ),
    Reason.AGE_BELOW_MINIMUM: words(
        "Âge inférieur au minimum pour ce véhicule.",
        "Below the minimum age for this vehicle.",
        "Vérifier la date de naissance.",
        "Verify the date of birth.",
    ),
    Reason.CATEGORY_EXPIRED: words(
        "Catégorie périmée.",
        "Category expired.",
        "Demander l'avis médical ou la demande de renouvellement.",
        "Ask for the medical opinion or the renewal request.",
        "R.221-1-1",
    ),
    Reason.TITLE_EXPIRED: words(
        "Titre périmé.",
        "Title expired.",
        "Vérifier au fichier national si le droit subsiste.",
        "Check in the national file whether the right remains.",
    ),
    Reason.TITLE_OLD_FORMAT_ENDS: words(
        "Ancien format : plus valable depuis le 20/01/2033.",
        "Old format: no longer valid since 20 January 2033.",
        "Vérifier le droit au fichier national ; faire renouveler.",
        "Verify the right in the national file; have it renewed.",
        "R.221-4",
    ),
    Reason.INTERLOCK_MISSING: words(
        "Éthylotest antidémarrage absent.",
        "Alcohol interlock absent.",
        "Relever l'absence de l'appareil ; lire l'arrêté ou le code 69.",
        "Note that the device is absent; read the order or code 69.",
    ),
    Reason.RESTRICTION_BREACHED: words(
        "Restriction non respectée.",
        "Restriction breached.",
        "Relever ce que le code exige et ce que vous voyez.",
        "Note what the code demands and what you see.",
        "R.221-1-1",
    ),
    Reason.TRAINING_MISSING: words(
        "Formation exigée non suivie.",
        "Required training missing.",
        "Demander toute autre attestation de formation ou de pratique.",
        "Ask for any other proof of training or practice.",
    ),
    Reason.TITLE_SUPERSEDED: words(
        "Titre remplacé : ce n° n'est pas le n° actuel.",
        "Superseded title: this number is not the current one.",
        "Comparer les numéros ; titre peut-être déclaré perdu.",
        "Compare the numbers; the title may be reported lost.",
    ),
    Reason.TITLE_SHOULD_BE_HELD: words(
        "La carte devrait être gardée par l'administration (arrêté EAD).",
        "The card should be held by the authority (interlock order).",
        "Demander l'arrêté préfectoral ; vérifier au fichier national.",
        "Ask for the prefect's order; verify in the national file.",
        "R.224-6",
    ),
    Reason.SUSPENSION_PARTIAL: words(
        "Suspension limitée à la conduite hors activité professionnelle.",
        "Suspension limited to driving outside work.",
        "Lire la décision de justice et le justificatif de l'employeur.",
        "Read the court's decision and the employer's proof.",
    ),
    Reason.COURT_BAN_TO_CHECK: words(
        "Véhicule sans titre, mais une mesure est au fichier, ou inconnue.",
        "No title needed, yet a measure is on file or unknown.",
        "Vérifier qu'aucun juge n'a interdit ce véhicule.",
        "Verify that no court has banned this vehicle.",
    ),
    Reason.STATUS_MEASURE_ENDED: words(
        "Mesure arrivée à son terme.",
        "A measure has reached its end.",
        "Vérifier au fichier national que le droit est rendu.",
        "Verify in the national file that the right is restored.",
    ),
    Reason.RECOGNITION_TO_CHECK: words(
        "Titre étranger : reconnaissance à vérifier.",
        "Foreign title: recognition to be checked.",
        "Demander la date d'installation en France.",
        "Ask since when the driver has lived in France.",
        "R.222-3",
    ),
    Reason.MEDICAL_OPINION_PENDING: words(
        "Catégorie échue, avis médical rendu à temps.",
        "Category over, medical opinion given in time.",
        "Vérifier que le préfet n'a pas encore décidé.",
        "Verify that the prefect has yet to decide.",
        "R.221-11",
    ),
    Reason.TEMPORARY_TITLE_EXPIRED: words(
        "Titre provisoire échu.",
        "Temporary title over.",
        "Demander le titre ; vérifier au fichier national.",
        "Ask for the title; verify in the national file.",
    ),
    Reason.TITLE_EXPIRED_RIGHT_KEPT: words(
        "Titre de 5 ans échu ; droits A et B conservés.",
        "Five-year title over; rights A and B remain.",
        "Faire renouveler le titre ; vérifier au fichier national.",
        "Have the title renewed; verify in the national file.",
    ),
    Reason.NO_TITLE_SHOWN: words(
        "Aucun titre présenté.",
        "No title shown.",
        "Vérifier l'identité et le droit au fichier national.",
        "Verify identity and right in the national file.",
        "R.233-1",
    ),
    Reason.DOCUMENT_NOT_SHOWN: words(
        "Document nécessaire non présenté.",
        "A needed document was not shown.",
        "Demander le document ; à défaut, le faire présenter plus tard.",
        "Ask for the document; failing that, have it shown later.",
    ),
    Reason.CODE_96_NOT_PRINTED: words(
        "Formation B96 présentée, code 96 absent du titre.",
        "B96 training shown, code 96 missing on the title.",
        "Lire l'attestation ; vérifier au fichier national.",
        "Read the certificate; verify in the national file.",
        "R.221-8",
    ),
    Reason.RESTRICTION_SCOPE_DOUBTFUL: words(
        "Restriction d'une autre famille de véhicules : portée incertaine.",
        "Restriction of another family of vehicles: scope uncertain.",
        "Ne pas conclure ; signaler au service compétent.",
        "Draw no conclusion; refer it to the competent service.",
    ),
    Reason.DAYLIGHT_DOUBTFUL: words(
        "Conduite de jour seulement : heure proche de la nuit.",
        "Daytime driving only: close to darkness.",
        "Apprécier la lumière ; comparer au lever et au coucher du soleil.",
        "Judge the light; compare sunrise and sunset.",
    ),
    Reason.INTERLOCK_ONLY: words(
        "Éthylotest antidémarrage obligatoire.",
        "Alcohol interlock required.",
        "Vérifier l'appareil et ses papiers.",
        "Check the device and its papers.",
        "R.233-1",
    ),
    Reason.PROBATIONARY: words(
        "Permis probatoire.",
        "Probationary licence.",
        "Disque A, vitesses réduites, alcool 0,2 g/L.",
        "A disc, reduced speeds, alcohol limit 0.2 g/L.",
        "R.413-5",
    ),
    Reason.PROBATION_ENDS_TODAY: words(
        "Période probatoire datée d'aujourd'hui.",
        "Probation is dated to end today.",
        "Ne pas conclure sur le disque A.",
        "Draw no conclusion on the A disc.",
    ),
    Reason.RESTRICTION_TO_CHECK: words(
        "Restriction à vérifier.",
        "Restriction to check.",
        "Regarder ce que le code demande.",
        "Look at what the code asks for.",
        "R.221-1-1",
    ),
    Reason.EXEMPTION_TO_CHECK: words(
        "Dérogation ou équivalence sur attestation, en France seulement.",
        "Exemption or equivalence by certificate, in France only.",
        "Lire l'attestation présentée.",
        "Read the certificate shown.",
        "R.233-1",
    ),
    Reason.TEMPORARY_TITLE: words(
        "Titre provisoire.",
        "Temporary title.",
        "Demander une pièce d'identité ; lire les dates.",
        "Ask for an identity document; read the dates.",
        "R.233-1",
    ),
    Reason.DUPLICATE_TITLE: words(
        "Duplicata.",
        "Duplicate.",
        "Comparer le n° du titre montré au n° actuel.",
        "Compare the number shown with the current one.",
    ),
    Reason.PROFESSIONAL_QUALIFICATION_EXPIRED: words(
        "Qualification professionnelle (95) échue.",
        "Professional qualification (95) over.",
        "Demander la carte de qualification.",
        "Ask for the qualification card.",
    ),
    Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK: words(
        "Qualification professionnelle à vérifier.",
        "Professional qualification to be verified.",
        "Lire la carte de conducteur, de qualification ou l'attestation.",
        "Read the driver or qualification card, or the certificate.",
    ),
    Reason.COVERED_BY_EQUIVALENCE: words(
        "Couvert par une autre catégorie détenue.",
        "Covered by another category held.",
        "Rien à faire.",
        "Nothing to do.",
    ),
    Reason.LEGACY_RIGHT: words(
        "Droit acquis sous une loi antérieure.",
        "A right kept from an earlier law.",
        "Rien à faire : la date de la catégorie suffit.",
        "Nothing to do: the category's date is enough.",
    ),
    Reason.NO_TITLE_NEEDED: words(
        "Aucun titre exigé pour ce véhicule.",
        "No title is needed for this vehicle.",
        "Rien à faire quant au titre.",
        "Nothing to do about the title.",
    ),
    Reason.EXCHANGED_TITLE: words(
        "Permis obtenu par échange (code 70).",
        "Licence obtained by exchange (code 70).",
        "Pour information.",
        "For information.",
    ),
    Reason.NATIONAL_CODE_FOREIGN: words(
        "Code national d'un autre État : sans effet en France.",
        "National code of another State: no effect in France.",
        "L'afficher tel quel, sans lui donner de sens.",
        "Take it as printed, without a meaning of our own.",
    ),
}
