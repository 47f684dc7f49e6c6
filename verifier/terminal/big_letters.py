"""Letters several rows high, made of half blocks: the outcome is to be read at arm's length, in rain.

They are drawn, not typed, so that the shapes also appear on a plain console whose font has no check mark.
"""

from __future__ import annotations

from typing import Final

TALL: Final = 6
"""Pixels of a letter: one for an accent, five below it. Two pixels make one row of cells."""
ROWS: Final = TALL // 2

# Each letter as its rows from top to bottom; a space between letters is added when they are set.
_GLYPHS: Final = {
    "A": "... .#. #.# ### #.# #.#",
    "À": "#.. .#. #.# ### #.# #.#",
    "C": "... .## #.. #.. #.. .##",
    "D": "... ##. #.# #.# #.# ##.",
    "E": "... ### #.. ##. #.. ###",
    "É": "..# ### #.. ##. #.. ###",
    "F": "... ### #.. ##. #.. #..",
    "H": "... #.# #.# ### #.# #.#",
    "I": ". # # # # #",
    "K": "... #.# #.# ##. #.# #.#",
    "L": "... #.. #.. #.. #.. ###",
    "M": "..... #...# ##.## #.#.# #...# #...#",
    "N": ".... #..# ##.# #.## #..# #..#",
    "O": "... ### #.# #.# #.# ###",
    "R": "... ##. #.# ##. #.# #.#",
    "S": "... ### #.. ### ..# ###",
    "T": "... ### .#. .#. .#. .#.",
    "U": "... #.# #.# #.# #.# ###",
    "V": "... #.# #.# #.# #.# .#.",
    "J": "... ..# ..# ..# #.# .#.",
    "P": "... ##. #.# ##. #.. #..",
    "X": "... #.# #.# .#. #.# #.#",
    "Y": "... #.# #.# .#. .#. .#.",
    "3": "... ##. ..# .#. ..# ##.",
    "4": "... #.# #.# ### ..# ..#",
    "7": "... ### ..# .#. .#. .#.",
    "9": "... .#. #.# .## ..# ##.",
    "-": ".. .. .. ## .. ..",
    " ": ". . . . . .",
    "✔": "......# .....## #...##. ##.##.. .###... ..#....",
    "▲": "...#... ..###.. ..###.. .#####. .#####. #######",
    "?": ".####. ##..## ...##. ..##.. ...... ..##..",
    "✖": "##...## .##.##. ..###.. ..###.. .##.##. ##...##",
}
_CELLS: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def can_set(text: str) -> bool:
    """Tell whether there is a letter for each character."""
    return all(character in _GLYPHS for character in text)


def big(text: str, scale: int = 1) -> tuple[str, ...]:
    """Set `text` in rows of half blocks, all equally wide; `scale` 2 doubles both directions.

    Raises `KeyError` for a character that has no letter: ask `can_set`.
    """
    letters = [_GLYPHS[character].split(" ") for character in text]
    lines = [".".join(letter[line] for letter in letters) for line in range(TALL)]
    pixels = [[dot == "#" for dot in line for _ in range(scale)] for line in lines for _ in range(scale)]
    pairs = zip(pixels[::2], pixels[1::2], strict=True)
    return tuple("".join(_CELLS[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs)
