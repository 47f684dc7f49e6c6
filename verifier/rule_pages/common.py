"""Rules that hold for every kind of vehicle: titles, dates, measures, codes. Numbers come from the code that judges."""

from __future__ import annotations

from typing import Final

from verifier.entitlement.daylight import SAFE_FROM, SAFE_TO
from verifier.entitlement.holder import TitleForm
from verifier.entitlement.profession import CERTIFICATE_YEARS
from verifier.entitlement.rules import Certainty, rule
from verifier.entitlement.titles import HEAVY_TITLE_YEARS, MONTHS, OLD_FORMAT_LAST_DAY, RECOGNISED_YEARS

_LAST: Final = OLD_FORMAT_LAST_DAY
_MEDIUM: Final = Certainty.MEDIUM
_TERMS_FR: Final = ", ".join(
    f"{years} an{'s' * (years > 1)}" + (f" dès {age} ans" if age else "") for age, years in reversed(CERTIFICATE_YEARS)
)
_TERMS_EN: Final = ", ".join(
    f"{years} year{'s' * (years > 1)}" + (f" from age {age}" if age else "")
    for age, years in reversed(CERTIFICATE_YEARS)
)

TITLES: Final = (
    rule(
        "Le titre vaut jusqu'à la fin du jour imprimé (4b) ; la date d'une catégorie (colonne 11) est autre chose.",
        "A title holds until the end of its printed day (4b); a category's date (column 11) is another matter.",
        "R.221-1-1",
    ),
    rule(
        f"Titre délivré avant le 19/01/2013, rose ou non : jusqu'au {_LAST:%d/%m/%Y} au plus tard.",
        f"Title issued before 19 January 2013, pink or not: until {_LAST.day} January {_LAST.year} at the latest.",
        "R.221-4",
    ),
    rule(
        f"Titre de {HEAVY_TITLE_YEARS} ans échu, droit A ou B utilisé : le droit reste, le titre est à renouveler.",
        f"Title of {HEAVY_TITLE_YEARS} years over, right A or B in use: the right remains, the title is to be renewed.",
        "arrêté du 20/04/2012, art. 8 III",
    ),
    rule(
        f"Certificat d'examen favorable, avec pièce d'identité : {MONTHS[TitleForm.CEPC]} mois.",
        f"Favourable exam certificate, with an identity document: {MONTHS[TitleForm.CEPC]} months.",
        "arrêté du 20/04/2012, art. 4",
    ),
    rule(
        f"Attestation de droit à conduire sécurisée (ADCS) : {MONTHS[TitleForm.ADCS]} mois.",
        f"Secured attestation of the right to drive (ADCS): {MONTHS[TitleForm.ADCS]} months.",
        "R.225-6",
    ),
    rule(
        f"Récépissé de perte ou de vol : {MONTHS[TitleForm.LOSS_RECEIPT]} mois.",
        f"Receipt of loss or theft: {MONTHS[TitleForm.LOSS_RECEIPT]} months.",
        "R.233-1",
    ),
    rule(
        "Arrêté préfectoral EAD : vaut titre pour sa durée, un an au plus ; la carte est à l'administration.",
        "Prefect's interlock order: stands for the title for its term, a year at most; the authority keeps the card.",
        "R.224-6",
    ),
    rule(
        "Permis de l'UE ou de l'EEE : reconnu tant qu'il est valable.",
        "Licence of the EU or EEA: recognised while it is valid.",
        "R.222-1",
    ),
    rule(
        f"Permis d'ailleurs : reconnu jusqu'à {RECOGNISED_YEARS} an après l'installation en France.",
        f"Licence from elsewhere: recognised until {RECOGNISED_YEARS} year after residence in France began.",
        "R.222-3",
    ),
    rule(
        "Titre dont le n° n'est pas le n° actuel : à vérifier au fichier national.",
        "Title whose number is not the current one: to be verified in the national file.",
        "code 71",
        _MEDIUM,
    ),
)
CATEGORIES: Final = (
    rule(
        "Catégorie échue, avis médical favorable rendu avant l'échéance : provisoirement valide jusqu'à la décision du "
        "préfet ; vérifier au fichier.",
        "Category over, favourable medical opinion given before: provisionally valid until the prefect decides; verify "
        "in the file.",
        "R.221-11",
    ),
    rule(
        f"Taxi, VTC, ambulance, ramassage scolaire : attestation médicale du préfet, valable {_TERMS_FR}.",
        f"Taxi, hire car, ambulance, school run: the prefect's medical certificate, good for {_TERMS_EN}.",
        "R.221-10",
    ),
    rule(
        "Transport payé (C, D) : qualification professionnelle, code 95 ou carte.",
        "Paid transport (C, D): professional qualification, code 95 or card.",
        "code 95",
    ),
)
MEASURES: Final = (
    rule(
        "Suspendu, retenu ou annulé, une fois notifié : ne peut pas conduire.",
        "Suspended, retained or annulled, once notified: may not drive.",
        "L.224-16",
    ),
    rule("Invalidé (48SI reçue) : ne peut pas conduire.", "Invalidated (48SI received): may not drive.", "L.223-5"),
    rule(
        "Suspension limitée à la conduite hors travail : lire la décision et le justificatif de l'employeur.",
        "Suspension limited to driving outside work: read the decision and the employer's proof.",
        "R.221-1-1",
        _MEDIUM,
    ),
    rule(
        "Mesure arrivée à son terme : vérifier au fichier que le droit est rendu (contrôle médical passé).",
        "A measure at its end: verify in the file that the right is restored (medical check passed).",
        "R.221-14-1",
    ),
    rule(
        "Véhicule sans titre exigé : un juge peut l'interdire ; vérifier s'il y a une mesure ou si l'état est inconnu.",
        "Vehicle that needs no title: a court may ban it; verify where a measure is on file or the status unknown.",
        "R.211-2",
        _MEDIUM,
    ),
)
CODES: Final = (
    rule(
        "Restriction ou validité non respectée : contravention de la 4e classe.",
        "Restriction or validity not respected: 4th class offence.",
        "R.221-1-1",
    ),
    rule(
        "69 (et 107, ancien) : éthylotest antidémarrage exigé ; demander ses documents.",
        "69 (and 107, old): alcohol interlock required; ask for its papers.",
        "R.233-1",
    ),
    rule(
        "Ancien code 05.01 à 05.08 : vaut 61 à 68. Un code inconnu se regarde, il ne s'ignore pas.",
        "Old code 05.01 to 05.08: stands for 61 to 68. A code that is not known is looked at, never ignored.",
        "directive (UE) 2015/653",
        Certainty.HIGH,
    ),
    rule(
        "Code d'une catégorie, non respecté sur un véhicule de l'autre famille (deux et trois roues, ou les autres) : "
        "portée incertaine.",
        "A category's code breached on a vehicle of the other family (two and three wheels, or the rest): doubtful.",
        "R.221-1-1",
        Certainty.LOW,
    ),
    rule(
        "61 : d'une heure après le lever à une heure avant le coucher du soleil ; si ces heures sont inconnues, "
        f"{SAFE_FROM // 60}:{SAFE_FROM % 60:02}-{SAFE_TO // 60}:{SAFE_TO % 60:02}.",
        "61: from an hour after sunrise to an hour before sunset; where these times are not known, "
        f"{SAFE_FROM // 60}:{SAFE_FROM % 60:02}-{SAFE_TO // 60}:{SAFE_TO % 60:02}.",
        "service-public F32927",
    ),
    rule(
        "106 : période probatoire (disque A, vitesses réduites, 0,2 g/L) ; le dernier jour imprimé reste incertain.",
        "106: probation (A disc, lower speeds, 0.2 g/L); its printed last day is doubtful.",
        "L.223-1",
    ),
    rule(
        "Code national (100 et plus) d'un autre État : sans effet en France.",
        "National code (100 and over) of another State: no effect in France.",
        "directive 2006/126, annexe I",
        Certainty.HIGH,
    ),
)
