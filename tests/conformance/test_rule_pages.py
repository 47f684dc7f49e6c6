"""The pages of rules under docs/: written again they are the same, and every line says its article and certainty."""

from __future__ import annotations

from pathlib import Path

import pytest

from credential.language import Language
from credential.reason import Reason
from verifier.entitlement.codes import all_codes
from verifier.entitlement.need import need_of
from verifier.entitlement.rules import Certainty, Rule
from verifier.entitlement.vehicle import VehicleKind
from verifier.rule_pages import common
from verifier.rule_pages.pages import CERTAINTY_WORDS, page, write_pages
from verifier.rule_pages.probes import probes
from verifier.words import REASON_WORDS

DOCS = Path(__file__).parents[2] / "docs" / "rules"


def test_writing_the_pages_again_gives_the_same_text(tmp_path: Path) -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in write_pages(tmp_path)}
    kept = {path.name: path.read_text(encoding="utf-8") for path in DOCS.iterdir()}
    assert written == kept


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", VehicleKind)
def test_every_line_of_a_rule_has_its_article_and_certainty(kind: VehicleKind, language: Language) -> None:
    sure = {words.in_(language) for words in CERTAINTY_WORDS.values()}
    rows = [line for line in page(kind, language).splitlines() if line.startswith("| ") and "---" not in line]
    rows = [row for row in rows if row.strip("| ").split(" | ")[-1] not in ("certitude", "certainty")]
    assert len(rows) > 20
    for row in rows:
        cells = row.strip("|").split("|")
        assert len(cells) in (3, 4)
        assert all(cell.strip() for cell in cells)
        assert cells[-1].strip() in sure


@pytest.mark.parametrize("kind", VehicleKind)
def test_a_page_shows_vehicles_of_its_kind_that_need_a_category(kind: VehicleKind) -> None:
    assert probes(kind)
    assert all(probe.vehicle.kind is kind and need_of(probe.vehicle) for probe in probes(kind))


@pytest.mark.parametrize("language", Language)
def test_the_page_of_codes_has_them_all(language: Language) -> None:
    text = (DOCS / f"codes.{language}.md").read_text(encoding="utf-8")
    assert all(f"\n| {code} | " in text for code in all_codes())


def test_rules_in_common_speak_both_languages() -> None:
    rules: tuple[Rule, ...] = (*common.TITLES, *common.CATEGORIES, *common.MEASURES, *common.CODES)
    assert len({rule.text.fr for rule in rules}) == len({rule.text.en for rule in rules}) == len(rules)
    assert {rule.certainty for rule in rules} == set(Certainty)


@pytest.mark.parametrize(
    "reason",
    [
        Reason.TITLE_EXPIRED,
        Reason.TRAINING_MISSING,
        Reason.EXEMPTION_CONDITION_NOT_MET,
        Reason.AGE_BELOW_MINIMUM,
        Reason.SUSPENSION_PARTIAL,
        Reason.COURT_BAN_TO_CHECK,
        Reason.PROBATION_ENDS_TODAY,
        Reason.RESTRICTION_SCOPE_DOUBTFUL,
    ],
)
def test_where_the_texts_leave_a_doubt_the_screen_names_no_article(reason: Reason) -> None:
    assert REASON_WORDS[reason].article is None
