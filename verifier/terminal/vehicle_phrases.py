"""What the screens of the vehicle say, in both languages."""

from __future__ import annotations

from typing import Final

from credential.language import Bilingual
from verifier.entitlement.vehicle import Gearbox, Use

CHOOSE_VEHICLE: Final = Bilingual("Quel véhicule ?", "Which vehicle?")
CATEGORY_NEEDED: Final = Bilingual("catégorie {} nécessaire", "category {} needed")
HOW_TO_STATE: Final = Bilingual(
    "↑ ↓ ligne · ← → valeur, ou taper le nombre (certificat d'immatriculation)",
    "↑ ↓ line · ← → value, or type the number (registration certificate)",
)
FACT_WORDS: Final = {
    "mass_kg": Bilingual("PTAC (F.2)", "Max. mass (F.2)"),
    "passenger_seats": Bilingual("Passagers (S.1 - 1)", "Passengers (S.1 - 1)"),
    "length_m": Bilingual("Longueur", "Length"),
    "trailer_kg": Bilingual("Remorque (F.2)", "Trailer (F.2)"),
    "displacement_cc": Bilingual("Cylindrée (P.1)", "Displacement (P.1)"),
    "power_kw": Bilingual("Puissance (P.2)", "Power (P.2)"),
    "kerb_kg": Bilingual("Masse (G)", "Mass (G)"),
    "max_speed_kmh": Bilingual("Vitesse maximale", "Top speed"),
    "gearbox": Bilingual("Boîte", "Gearbox"),
    "use": Bilingual("Usage", "Use"),
}
"""Short, with the field of the registration certificate where the value stands."""
VALUE_WORDS: Final[dict[Gearbox | Use, Bilingual]] = {
    Gearbox.MANUAL: Bilingual("manuelle", "manual"),
    Gearbox.AUTOMATIC: Bilingual("automatique", "automatic"),
    Use.PRIVATE: Bilingual("privé", "private"),
    Use.COMPANY: Bilingual("entreprise", "company"),
    Use.HAULAGE: Bilingual("marchandises", "haulage"),
    Use.COACH: Bilingual("voyageurs", "passengers"),
    Use.TAXI: Bilingual("taxi, VTC, ambulance", "taxi, ambulance"),
    Use.CIVIL_SECURITY: Bilingual("sécurité civile", "civil security"),
    Use.FARM: Bilingual("agricole", "farm"),
}
