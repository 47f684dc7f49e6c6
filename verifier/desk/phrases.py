"""What a report says beside its numbers, in French and English."""

from __future__ import annotations

from typing import Final

from credential.language import Bilingual
from verifier.desk.tally import ListAge

TITLE: Final = Bilingual("Rapport de contrôles rejoués", "Report on replayed checks")
SPECIMEN: Final = Bilingual(
    "SPECIMEN - support d'essai indépendant, sans lien avec l'État",
    "SPECIMEN - an independent test carrier, not of the State",
)
CASES: Final = Bilingual("Cas rejoués", "Cases replayed")
TO_LOOK_AT: Final = Bilingual("À regarder", "To look at")
NONE_DIFFER: Final = Bilingual(
    "Chaque cas a donné le verdict attendu, au bit près là où une empreinte était connue.",
    "Every case got the verdict that it states, to the bit where a digest was known.",
)
BY_VERDICT: Final = Bilingual("Par verdict", "By verdict")
BY_REASON: Final = Bilingual("Par motif", "By reason")
BY_SIGNER: Final = Bilingual("Par signataire (kid)", "By signer (kid)")
BY_HOUR: Final = Bilingual("Par heure du contrôle (Paris)", "By hour of the check (Paris)")
BY_AGE: Final = Bilingual("Par âge de la liste sur laquelle repose l'état", "By age of the list behind the status")
BY_KIND: Final = Bilingual("Par genre d'enregistrement", "By kind of recording")
DIFFERENCES: Final = Bilingual("Cas à regarder", "Cases to look at")
CHANGES: Final = Bilingual("Ce qui a changé depuis les autres résultats", "What changed since the other results")
SAME: Final = Bilingual("identiques", "the same")
CHANGED: Final = Bilingual("changés", "changed")
PICTURES: Final = Bilingual("Images rejouées", "Pictures replayed")
PERSONAL: Final = Bilingual(
    "Ces vignettes viennent de contrôles : ce sont des données personnelles.",
    "These thumbnails come from checks: they are personal data.",
)
GROUNDS: Final = Bilingual("Versions, instantanés, commande", "Versions, snapshots, command")
VERSIONS: Final = Bilingual("Versions", "Versions")
SNAPSHOTS: Final = Bilingual("Instantanés de confiance", "Trust snapshots")
COMMAND: Final = Bilingual("Pour refaire ce rapport", "To make this report again")
RESULTS: Final = Bilingual("Empreinte SHA-256 des résultats", "SHA-256 of the results")
MADE: Final = Bilingual("Fait le", "Made on")
MORE: Final = Bilingual("et d'autres, dans les résultats", "and more, in the results")
COUNT: Final = Bilingual("Nombre", "Count")
CASE: Final = Bilingual("Cas", "Case")
FOUND: Final = Bilingual("Obtenu", "Found")
WHY: Final = Bilingual("Écart", "Difference")
BEFORE: Final = Bilingual("Avant", "Before")
AFTER: Final = Bilingual("Après", "After")
EXAMPLES: Final = Bilingual("Exemples", "Examples")
UNJUDGED: Final = Bilingual("non jugé", "not judged")
NO_SIGNER: Final = Bilingual("aucune signature établie", "no signature held")
AGES: Final = {
    ListAge.DAY: Bilingual("24 h au plus", "24 h at most"),
    ListAge.WEEK: Bilingual("7 jours au plus", "7 days at most"),
    ListAge.MONTH: Bilingual("30 jours au plus", "30 days at most"),
    ListAge.OLDER: Bilingual("plus de 30 jours", "more than 30 days"),
    ListAge.NONE: Bilingual("aucune liste", "no list"),
}
