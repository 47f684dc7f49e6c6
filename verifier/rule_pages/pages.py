"""Writing the pages: what to state, which category it needs, who is entitled, and what holds for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from credential.language import Bilingual, Language
from verifier.entitlement import exemptions
from verifier.entitlement.codes import all_codes, read_code, words_of
from verifier.entitlement.equivalences import BY_DEFINITION, EQUIVALENCES, HELD, SETS_OF_96
from verifier.entitlement.kept_rights import LEGACY_RIGHTS
from verifier.entitlement.minimum_ages import AGES, BIG_TRICYCLE
from verifier.entitlement.need import Need, need_of
from verifier.entitlement.rules import Certainty, Rule
from verifier.entitlement.vehicle import VehicleKind
from verifier.entitlement.vehicle_words import BY_NAME, KIND_WORDS, REQUIRED
from verifier.rule_pages import common
from verifier.rule_pages.probes import Probe, probes

NOTICE: Final = Bilingual(
    "Écrit par `verifier rules` depuis les tables du programme ; ne pas modifier à la main. Ce n'est pas un conseil "
    "juridique.",
    "Written by `verifier rules` from the program's own tables; not to be edited. This is no legal advice.",
)
CERTAINTY_WORDS: Final = {
    Certainty.CONFIRMED: Bilingual("lu dans le texte", "read in the text"),
    Certainty.HIGH: Bilingual("de mémoire, sûr", "from memory, sure"),
    Certainty.MEDIUM: Bilingual("de mémoire, moyen", "from memory, fair"),
    Certainty.LOW: Bilingual("incertain", "doubtful"),
}
_SOURCES: Final = {
    "C": CERTAINTY_WORDS[Certainty.CONFIRMED],
    "C1": Bilingual("lu dans la liste de 2013, a pu changer", "read in the list of 2013, may have changed"),
    "H": CERTAINTY_WORDS[Certainty.HIGH],
    "M": CERTAINTY_WORDS[Certainty.MEDIUM],
}
"""The certainty of the table of codes, by its letter."""
_HEAD: Final = Bilingual("| règle | article | certitude |", "| rule | article | certainty |")
_NEED_HEAD: Final = Bilingual(
    "| véhicule | catégorie | article | certitude |", "| vehicle | category | article | certainty |"
)
_STATE: Final = Bilingual("À indiquer", "What to state")
_NEED: Final = Bilingual("Catégorie nécessaire", "Category needed")
_ENTITLED: Final = Bilingual("Qui peut conduire", "Who may drive")
_TITLES: Final = Bilingual("Titres", "Titles")
_CATEGORIES: Final = Bilingual("Validité et profession", "Validity and profession")
_MEASURES: Final = Bilingual("Mesures", "Measures")
_CODES: Final = Bilingual("Restrictions", "Restrictions")
_NOTHING: Final = Bilingual("Rien de plus que le genre.", "Nothing but the kind.")
_STATED: Final = Bilingual("- {} : `{}`", "- {}: `{}`")
_OR: Final = Bilingual(" ou ", " or ")
_HELD: Final = Bilingual("Pour {} : catégorie {} détenue.", "For {}: category {} held.")
_CODE_PAGE: Final = Bilingual("Codes de la rubrique 12", "Codes of field 12")
_CODE_HEAD: Final = Bilingual("| code | sens | certitude |", "| code | meaning | certainty |")


def write_pages(folder: Path) -> list[Path]:
    """Write every page under `folder`; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {f"{kind.value}.{language}.md": page(kind, language) for kind in VehicleKind for language in Language}
    pages |= {f"codes.{language}.md": code_page(language) for language in Language}
    pages["README.md"] = _index()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in pages]


def page(kind: VehicleKind, language: Language) -> str:
    """Return the page of one kind of vehicle."""
    found = probes(kind)
    blocks = (
        (_STATE, _stated(kind, language)),
        (_NEED, _needed(found, language)),
        (_ENTITLED, _rules(_entitled(kind, found), language)),
        (_TITLES, _rules(common.TITLES, language)),
        (_CATEGORIES, _rules(common.CATEGORIES, language)),
        (_MEASURES, _rules(common.MEASURES, language)),
        (_CODES, _rules(common.CODES, language)),
    )
    lines = [f"# {KIND_WORDS[kind].in_(language)}", "", NOTICE.in_(language)]
    for title, content in blocks:
        lines += ["", f"## {title.in_(language)}", "", *content]
    return "\n".join(lines) + "\n"


def code_page(language: Language) -> str:
    """Return the page of all codes."""
    lines = [
        f"# {_CODE_PAGE.in_(language)}",
        "",
        NOTICE.in_(language),
        "",
        _CODE_HEAD.in_(language),
        "| --- | --- | --- |",
    ]
    for code in all_codes():
        words = words_of(read_code(code))
        if words is not None:
            meaning = words.fr if language is Language.FR else words.en
            lines.append(f"| {code} | {meaning} | {_SOURCES[words.source].in_(language)} |")
    return "\n".join(lines) + "\n"


def _stated(kind: VehicleKind, language: Language) -> Iterator[str]:
    required = REQUIRED.get(kind, ())
    if not required:
        yield _NOTHING.in_(language)
    for name in required:
        key = BY_NAME[name]
        unit = f" ({key.unit})" if key.unit else ""
        yield _STATED.in_(language).format(f"{key.words.in_(language)}{unit}", name)


def _needed(found: tuple[Probe, ...], language: Language) -> Iterator[str]:
    yield from (_NEED_HEAD.in_(language), "| --- | --- | --- | --- |")
    for probe in found:
        need = _need(probe)
        rule = exemptions.SET_OF_96 if need.with_96 else HELD
        category = f"{need.category} + 96" if need.with_96 else need.category
        sure = CERTAINTY_WORDS[rule.certainty].in_(language)
        yield f"| {probe.words.in_(language)} | {category} | {rule.article} | {sure} |"


def _rules(rules: Iterable[Rule], language: Language) -> Iterator[str]:
    yield from (_HEAD.in_(language), "| --- | --- | --- |")
    for rule in rules:
        sure = CERTAINTY_WORDS[rule.certainty].in_(language)
        yield f"| {rule.text.in_(language)} | {rule.article} | {sure} |"


def _entitled(kind: VehicleKind, found: tuple[Probe, ...]) -> Iterator[Rule]:
    """Yield the rules that can carry a right to drive some vehicle of the kind, each once."""
    needs = tuple(dict.fromkeys(_need(probe) for probe in found))
    categories = tuple(dict.fromkeys(need.category for need in needs))
    for category in categories:
        held = BY_DEFINITION.get(category, (category,))
        words = Bilingual(_HELD.fr.format(category, _OR.fr.join(held)), _HELD.en.format(category, _OR.en.join(held)))
        yield Rule(words, HELD.article, HELD.certainty)
    yield from dict.fromkeys(row.rule for row in EQUIVALENCES if row.need in categories)
    if any(need.with_96 for need in needs):
        yield from dict.fromkeys(row.rule for row in SETS_OF_96)
    yield from (row.rule for row in LEGACY_RIGHTS if any(row.covers(probe.vehicle, _need(probe)) for probe in found))
    yield from (rule for rule, kinds in exemptions.KINDS if kind in kinds)
    yield from dict.fromkeys(AGES[category] for category in categories)
    if kind is VehicleKind.TRICYCLE:
        yield BIG_TRICYCLE


def _need(probe: Probe) -> Need:
    need = need_of(probe.vehicle)
    if need is None:
        raise ValueError(f"{probe.words.en}: a page shows vehicles with a kind")
    return need


def _index() -> str:
    lines = ["# Règles / Rules", "", *NOTICE, "", "| genre / kind | français | English |", "| --- | --- | --- |"]
    for kind, words in KIND_WORDS.items():
        links = " | ".join(f"[{kind.value}.{language}.md]({kind.value}.{language}.md)" for language in Language)
        lines.append(f"| {words.fr} / {words.en} | {links} |")
    lines.append("| Codes | [codes.fr.md](codes.fr.md) | [codes.en.md](codes.en.md) |")
    return "\n".join(lines) + "\n"
