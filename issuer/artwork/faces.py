"""Who a drawn portrait shows: the traits of a face that belongs to nobody, chosen by a seed.

Traits come from a digest of the seed, never from `random`, so that no Python release can change a face.
"""

from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

Colour = tuple[int, int, int]

DRAWN_IN = 2026
"""The year in which every portrait is taken; ages are counted to it so that no clock is needed."""


class Hair(Enum):
    """The cut; the value is the word used in tests."""

    BALD = "bald"
    CROPPED = "cropped"
    SIDE_PARTING = "side_parting"
    QUIFF = "quiff"
    CURLS = "curls"
    BOB = "bob"
    LONG = "long"
    BUN = "bun"
    FRINGE = "fringe"


class Beard(Enum):
    """What grows on the chin."""

    NONE = "none"
    MOUSTACHE = "moustache"
    GOATEE = "goatee"
    FULL = "full"


class Glasses(Enum):
    """What sits on the nose."""

    NONE = "none"
    ROUND = "round"
    SQUARE = "square"


class Collar(Enum):
    """What the shoulders wear."""

    ROUND = "round"
    SHIRT = "shirt"
    ROLL_NECK = "roll_neck"
    LAPELS = "lapels"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """All that a portrait draws; `width` is half the head's width, in pixels of an 80 x 96 picture."""

    backdrop: Colour
    skin: Colour
    hair_colour: Colour
    clothes: Colour
    hair: Hair
    beard: Beard
    glasses: Glasses
    collar: Collar
    width: int
    smile: int
    lined: bool


_BACKDROPS: tuple[Colour, ...] = (
    (196, 214, 228),
    (226, 214, 190),
    (204, 222, 200),
    (228, 204, 208),
    (214, 206, 228),
    (222, 222, 218),
    (186, 208, 208),
)
_SKINS: tuple[Colour, ...] = (
    (246, 214, 190),
    (236, 190, 158),
    (222, 168, 128),
    (190, 132, 92),
    (152, 104, 74),
    (118, 78, 56),
)
_NATURAL_HAIR: tuple[Colour, ...] = (
    (30, 24, 26),
    (62, 38, 28),
    (116, 74, 44),
    (166, 110, 56),
    (212, 174, 104),
    (150, 62, 34),
)
_GREYING: Colour = (142, 138, 136)
_WHITE: Colour = (226, 226, 224)
_CLOTHES: tuple[Colour, ...] = (
    (44, 62, 98),
    (126, 44, 54),
    (52, 92, 78),
    (92, 84, 96),
    (176, 112, 52),
    (40, 42, 48),
    (96, 128, 166),
)
_CUTS_F = (Hair.BOB, Hair.LONG, Hair.BUN, Hair.FRINGE, Hair.CURLS, Hair.SIDE_PARTING)
_CUTS_M = (Hair.CROPPED, Hair.SIDE_PARTING, Hair.QUIFF, Hair.CURLS, Hair.BALD, Hair.CROPPED)
_BEARDS = (Beard.NONE, Beard.FULL, Beard.NONE, Beard.MOUSTACHE, Beard.GOATEE)
_GLASSES = (Glasses.NONE, Glasses.ROUND, Glasses.NONE, Glasses.SQUARE, Glasses.NONE)


def face_for(seed: str, *, sex: str | None, birth_year: int) -> Face:
    """Choose the traits of one invented person; `sex` is "F", "M" or None (any cut, any chin)."""
    lot = sha256(f"carton-rose portrait {seed}".encode()).digest()
    age = DRAWN_IN - birth_year
    return Face(
        backdrop=_BACKDROPS[lot[0] % len(_BACKDROPS)],
        skin=_SKINS[lot[1] % len(_SKINS)],
        hair_colour=_hair_colour(lot[2], lot[1] % len(_SKINS), age),
        clothes=_CLOTHES[lot[3] % len(_CLOTHES)],
        hair=_cut(lot[4], sex),
        beard=Beard.NONE if sex == "F" or age < 20 else _BEARDS[lot[5] % len(_BEARDS)],
        glasses=_GLASSES[lot[6] % len(_GLASSES)],
        collar=tuple(Collar)[lot[7] % len(Collar)],
        width=17 + lot[8] % 5,
        smile=lot[9] % 3,
        lined=age >= 55,
    )


def _cut(lot: int, sex: str | None) -> Hair:
    cuts = {"F": _CUTS_F, "M": _CUTS_M}.get(sex or "", _CUTS_F + _CUTS_M)
    return cuts[lot % len(cuts)]


def _hair_colour(lot: int, skin: int, age: int) -> Colour:
    """White from 68, greying from 55; before that a natural colour, the darker ones for dark skins."""
    if age >= 68:
        return _WHITE
    if age >= 55:
        return _GREYING
    return _NATURAL_HAIR[lot % (len(_NATURAL_HAIR) if skin < 3 else 2)]
