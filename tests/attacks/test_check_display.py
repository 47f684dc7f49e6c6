"""Attacks on the officer's terminal: what a credential says cannot drive it, hide anything or crash it.

Names are signed by the real issuer here: an insider, or a register that was filled by somebody else.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from credential.claims import LicenceClaims
from credential.language import Language
from issuer.samples.scene import NOW
from tests.world import World
from trust_store.profile import Profile
from trust_store.storage import install
from verifier import dates
from verifier.cli import verifier

HOSTILE = (
    "\x1b[2J\x1b[H",
    "\x1b]52;c;cHduZWQ=\x07",  # OSC 52: the clipboard
    "\x1b]0;VALIDE\x1b\\",  # the window's title
    "\x9b2J",  # CSI in one C1 byte
    "\x90q\x9c",  # DCS
    "\x07\x08\x00\x7f",
    "\r✔ VALIDE",
    "\n✔ VALIDE",
    "\u2028✔ VALIDE\u2029",
    "\x85next line",
    "\u202eedilav\u202c",  # right to left
    "\u2066\u2069\u200f\u061c",
    "\u200b\u200d\ufeff\u2060",
    "\u3164\u115f\uffa0\u2800",  # letters that show nothing
    "\U000e0041\U000e007f",  # tags
    "A" + "\u0301" * 100,
    "[/b]",
    "[@click=app.quit]x[/]",
    "[red]✔[/red]",
    "{0}%s%n",
)
"""What terminals obey, what people cannot see, and what Rich and Textual take as markup."""


@pytest.fixture(scope="module")
def store(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("a store") / "trust.sqlite"
    install(path, world.publication, NOW, Profile.TEST)
    return path


def printed(store: Path, text: str, *options: str) -> str:
    arguments = ["check", text, "--store", str(store), "--at", NOW.isoformat(), *options]
    result = CliRunner().invoke(verifier, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.output


def is_active(character: str) -> bool:
    """Control, format, surrogate, private, line and paragraph separators; a line's end is ours to write."""
    return character != "\n" and unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def everywhere(world: World, poison: str) -> str:
    """An attestation that says it in every text of it."""

    def poisoned(claims: LicenceClaims) -> LicenceClaims:
        held = tuple(replace(each, codes=(poison[:60],)) for each in claims.driving_privileges)
        return replace(
            claims,
            family_name=poison,
            given_name=poison,
            family_name_national_character=poison,
            given_name_national_character=poison,
            usage_name=poison,
            birth_place=poison,
            birth_date_as_printed=poison[:60],
            document_number=poison[:60],
            administrative_number=poison[:60],
            issuing_authority=poison,
            un_distinguishing_sign=poison[:60],
            codes_all_categories=(poison[:60], f"106({poison[:40]})", f"95.{poison[:40]}"),
            driving_privileges=held,
        )

    return world.paper(poisoned)


@pytest.mark.parametrize("poison", HOSTILE, ids=ascii)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_active_of_a_credential_reaches_the_terminal(
    world: World, store: Path, poison: str, language: str
) -> None:
    clean = printed(store, everywhere(world, "X"), "--lang", language)
    output = printed(store, everywhere(world, poison), "--lang", language)
    assert [character for character in output if is_active(character)] == []
    assert len(output.splitlines()) == len(clean.splitlines())


@pytest.mark.parametrize("poison", HOSTILE, ids=ascii)
def test_json_is_one_line_of_ascii_and_holds_the_name_as_signed(world: World, store: Path, poison: str) -> None:
    output = printed(store, everywhere(world, poison), "--json")
    assert output.isascii()
    assert output.count("\n") == 1
    assert [character for character in output.removesuffix("\n") if is_active(character)] == []
    assert json.loads(output)["claims"]["family_name"] == poison


@pytest.mark.parametrize("poison", HOSTILE, ids=ascii)
def test_the_name_of_a_source_is_made_safe(store: Path, poison: str) -> None:
    for spec in (poison + ".png", "PDC1:" + poison, "camera:" + poison, "http://" + poison):
        if "\0" in spec or not spec.strip():
            continue
        output = printed(store, spec)
        assert [character for character in output if is_active(character)] == []


@pytest.mark.parametrize("option", ["--at", "--vehicle"])
def test_a_wrong_option_is_quoted_safely(store: Path, option: str) -> None:
    result = CliRunner().invoke(verifier, ["check", "x", "--store", str(store), option, "\x1b]52;c;cHduZWQ=\x07"])
    assert result.exit_code == 2
    assert [character for character in result.output if is_active(character)] == []


def test_markup_is_shown_as_it_is(world: World, store: Path) -> None:
    assert "[/B]" in printed(store, everywhere(world, "[/b]"))


def test_a_very_long_name_leaves_birth_date_and_number_in_sight(world: World, store: Path) -> None:
    """Two names of 150 characters are allowed; what tells people apart must not be cut off behind them."""
    text = world.paper(lambda claims: replace(claims, family_name="A" * 150, given_name="B" * 150))
    output = printed(store, text)
    claims = world.attestation.claims
    assert claims.document_number in output
    assert dates.day(claims.birth_date, Language.FR) in output
