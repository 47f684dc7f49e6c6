"""What the help screen says, in both languages."""

from __future__ import annotations

from typing import Final

from credential.language import Bilingual
from credential.reason import Outcome

MEANINGS: Final = {
    Outcome.PASSED: Bilingual(
        "Authentique, en cours de validité, rien contre lui. Comparer le visage.",
        "Genuine, valid, nothing against it. Compare the face.",
    ),
    Outcome.ATTENTION: Bilingual(
        "Authentique et valide ; faire ce que dit la liste « À vérifier ».",
        'Genuine and valid; do what the list "To check" says.',
    ),
    Outcome.INDETERMINATE: Bilingual(
        "Nos données, l'horloge ou la caméra ne permettent pas de le dire. N'accuse personne : vérifier autrement.",
        "Our data, clock or camera cannot tell. It accuses nobody: check another way.",
    ),
    Outcome.FAILED: Bilingual(
        "Faux, périmé, copié, ou droit de conduire absent. Lire le motif.",
        "False, over, copied, or no right to drive. Read the reason.",
    ),
}
CHAPTERS: Final = (
    (
        Bilingual("Téléphone", "Phone"),
        Bilingual(
            "Le code change toutes les deux secondes. Garder les deux codes devant la caméra : le second apporte "
            "le portrait. Si les horloges diffèrent, garder le code en vue 5 s de plus, ou faire taper les quatre "
            "caractères affichés.",
            "The code changes every two seconds. Keep both codes before the camera: the second brings the portrait. "
            "If the clocks differ, keep the code in sight for 5 s more, or have the four characters typed.",
        ),
    ),
    (
        Bilingual("Attestation sur papier", "Attestation on paper"),
        Bilingual(
            "Elle se copie : dire si le portrait est celui du conducteur (o ou x) avant de passer au suivant.",
            "It can be copied: say whether the portrait is the driver's (o or x) before going on.",
        ),
    ),
    (
        Bilingual("Contexte", "Context"),
        Bilingual(
            "Lunettes, passagers, autoroute, papiers : répondre dans la liste « À faire » (OUI, NON, ou la lettre une "
            "ou deux fois), ou tout voir par e. Cela vaut pour ce conducteur seulement.",
            'Glasses, passengers, motorway, papers: answer in the list "To do" (YES, NO, or the letter once or twice), '
            "or see all by e. It counts for this driver alone.",
        ),
    ),
    (
        Bilingual("Après le verdict", "After the verdict"),
        Bilingual(
            "Il s'efface après 60 s. Un autre code en vue ne le remplace jamais sans une touche. Rien n'est "
            "conservé d'un conducteur, sauf si vous classez le contrôle (f).",
            "It clears after 60 s. Another code in sight never replaces it without a press. Nothing about a driver "
            "is kept unless you file the check (f).",
        ),
    ),
)
KEYS: Final = Bilingual("Touches", "Keys")
KEY_WORDS: Final = (
    ("n", Bilingual("conducteur suivant", "next driver")),
    ("v", Bilingual("véhicule contrôlé", "vehicle")),
    ("e", Bilingual("contexte : ce que vous voyez, papiers présentés", "context: what you see, papers shown")),
    ("z", Bilingual("effacer le contexte déclaré", "clear the context that was stated")),
    ("d", Bilingual("détails pour un expert", "details for an expert")),
    ("o", Bilingual("le portrait est celui du conducteur", "the portrait is the driver's")),
    ("x", Bilingual("le portrait n'est pas celui du conducteur", "the portrait is not the driver's")),
    ("c", Bilingual("défi : quatre caractères à faire taper", "challenge: four characters to be typed")),
    ("f", Bilingual("classer ce contrôle comme preuve", "file this check as evidence")),
    ("s", Bilingual("source des images", "source of pictures")),
    ("i", Bilingual("données de confiance et leur âge", "trust data and their age")),
    ("t", Bilingual("jour, nuit, contraste", "day, night, contrast")),
    ("b", Bilingual("son", "sound")),
    ("l", Bilingual("français, anglais", "French, English")),
    ("h", Bilingual("cette aide", "this help")),
    ("⏎", Bilingual("voir ce qui est annoncé", "show what is announced")),
    ("␣", Bilingual("page suivante du rapport", "next page of the report")),
    ("q", Bilingual("quitter", "quit")),
)
