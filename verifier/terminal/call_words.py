"""What is asked of the officer or told beside a verdict, in both languages."""

from __future__ import annotations

from typing import Final

from credential.language import Bilingual
from verifier.terminal.recorder import Filed

IS_IT_THE_DRIVER: Final = Bilingual("Le portrait est-il celui du conducteur ?", "Is the portrait the driver's?")
IS_IT_THE_PERSON: Final = Bilingual(
    "Sans portrait : une autre pièce montre-t-elle que c'est le conducteur ?",
    "No portrait: does another document show that this is the driver?",
)
FACE_MATCHES: Final = Bilingual("✔ Vous avez reconnu le conducteur.", "✔ You recognised the driver.")
FACE_DIFFERS: Final = Bilingual(
    "✖ PORTRAIT DIFFÉRENT : ce titre n'est pas celui du conducteur. Établir son identité.",
    "✖ THE FACE DIFFERS: this title is not the driver's. Establish who it is.",
)
SEEN_BEFORE: Final = Bilingual(
    "▲ MÊME CODE déjà vu ici il y a {} min : s'assurer que ce n'est pas une copie.",
    "▲ SAME CODE seen here {} min ago: make sure that it is no copy.",
)
HAVE_THEM_TYPED: Final = Bilingual(
    "Faire taper sur le téléphone : {} puis viser le nouveau code.",
    "Have the driver type: {} then aim at the new code.",
)
CHARACTERS_ANSWERED: Final = Bilingual(
    "✔ Les quatre caractères sont revenus signés : le téléphone est là.",
    "✔ The four characters came back signed: the phone is here.",
)
MISTYPED: Final = Bilingual(
    "AUTRES CARACTÈRES REÇUS : les faire retaper", "OTHER CHARACTERS CAME BACK: have them typed again"
)
NOT_RECORDED: Final = Bilingual(
    "✖ NON CONSIGNÉ AU JOURNAL (disque plein ou protégé ?) : n pour continuer.",
    "✖ NOT RECORDED IN THE JOURNAL (disk full or protected?): n to go on.",
)
STOPPED: Final = Bilingual(
    "✖ JOURNAL EN PANNE : contrôles arrêtés. Libérer de la place, puis relancer.",
    "✖ JOURNAL BROKEN: checks stopped. Free some space, then start again.",
)
NO_JOURNAL: Final = Bilingual("Aucun journal", "No journal")
STILL_THERE: Final = Bilingual(
    "Même titre encore en vue : l'écarter avant le conducteur suivant.",
    "The same title is still in sight: take it away before the next driver.",
)
KEEP_IN_SIGHT: Final = Bilingual(
    "Test en cours : garder le code en vue 5 s.", "Test under way: keep the code in sight for 5 s."
)
FILED: Final = {
    Filed.FILED: Bilingual("✔ Classé comme preuve.", "✔ Filed as evidence."),
    Filed.NOT_FILED: Bilingual("✖ NON CLASSÉ : écriture impossible.", "✖ NOT FILED: it cannot be written."),
    Filed.NOT_SET_UP: Bilingual(
        "✖ NON CLASSÉ : aucun dossier de preuves n'est réglé.", "✖ NOT FILED: no folder for evidence is set up."
    ),
}
