"""The wallet's modules against the issuer's own test phone: the same bytes for the same licence, key and second."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import segno

from credential.forms import Presentation, decode_form
from credential.qr_text import unwrap
from credential.reason import Outcome, Reason
from issuer.mint import Minted
from issuer.output import level
from issuer.portal.openid4vci import base64url
from issuer.samples.scene import NOW, SHOWN
from tests.tools import required
from tests.world import DRIVER, World

WALLET = Path(__file__).parents[3] / "issuer" / "wallet"
PEOPLE = [DRIVER, "P20", "P21", "P22", "P23", "P03"]
"""Plain; the longest names; letters beyond Latin-1; one name alone; a birth date of zeros; the pink licence."""


@dataclass(frozen=True)
class Shown:
    """What the wallet's modules make of a licence."""

    text: str
    companion: str
    rows: list[str]
    shown: dict[str, Any]
    portrait: str


def wallet_of(world: World, person_id: str, nonce: str | None = None) -> Shown:
    node = required("node", package="nodejs")
    given = {
        "folder": str(WALLET),
        "credential": base64url.encode(world.licences[person_id].data),
        "jwk": private_jwk(world, person_id),
        "seconds": int(SHOWN.timestamp()),
        "nonce": nonce,
    }
    script = Path(__file__).with_name("phone.mjs")
    ran = subprocess.run([node, str(script)], input=json.dumps(given), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return Shown(**json.loads(ran.stdout))


def private_jwk(world: World, person_id: str) -> dict[str, str]:
    numbers = world.scene.device_key(person_id).private_numbers()
    parts = {"x": numbers.public_numbers.x, "y": numbers.public_numbers.y, "d": numbers.private_value}
    coordinates = {name: base64url.encode(value.to_bytes(32, "big")) for name, value in parts.items()}
    return {"kty": "EC", "crv": "P-256", **coordinates}


@pytest.mark.parametrize("person_id", PEOPLE)
@pytest.mark.parametrize("nonce", [None, "7K2M"])
def test_the_wallet_signs_what_the_phone_signs(world: World, person_id: str, nonce: str | None) -> None:
    ours = message_of(world.code(person_id, nonce=nonce))
    theirs = message_of(wallet_of(world, person_id, nonce).text)
    assert theirs.message.protected_bytes == ours.message.protected_bytes
    assert theirs.message.unverified_payload == ours.message.unverified_payload


def message_of(text: str) -> Presentation:
    form = decode_form(unwrap(text)[1])
    assert isinstance(form, Presentation)
    return form


def test_a_terminal_passes_the_wallets_code_with_its_portrait(world: World) -> None:
    wallet = wallet_of(world, DRIVER)
    verdict = world.check(wallet.text, companion=wallet.companion, now=NOW)
    assert verdict.outcome is Outcome.PASSED
    assert verdict.claims is not None
    assert base64url.encode(verdict.claims.portrait or b"") == wallet.portrait


def test_the_wallets_nonce_answers_the_terminal_that_asked(world: World) -> None:
    text = wallet_of(world, DRIVER, "7K2M").text
    assert world.check(text, nonce="7K2M").outcome is Outcome.PASSED
    assert Reason.NONCE_MISMATCH in {finding.reason for finding in world.check(text, nonce="7K2N").findings}


def test_the_wallets_companion_is_the_phones(world: World) -> None:
    assert wallet_of(world, DRIVER).companion == world.companion(DRIVER)


def test_the_wallet_draws_the_symbol_that_the_issuer_draws(world: World) -> None:
    """Version and mode agree with segno's; the mask may differ, as the standard leaves room in scoring."""
    wallet = wallet_of(world, DRIVER)
    symbol = segno.make_qr(wallet.text, error=level(wallet.text), mode="alphanumeric", boost_error=False)
    assert len(wallet.rows) == len(list(symbol.matrix))


@pytest.mark.parametrize("person_id", PEOPLE)
def test_the_wallet_shows_what_was_signed(world: World, person_id: str) -> None:
    shown = wallet_of(world, person_id).shown
    claims = minted(world, person_id).claims
    assert shown["familyName"] == (claims.family_name_national_character or claims.family_name)
    assert shown["givenName"] == (claims.given_name_national_character or claims.given_name)
    assert shown["usageName"] == claims.usage_name
    assert shown["birthDate"] == (claims.birth_date_as_printed or claims.birth_date.isoformat())
    assert shown["documentNumber"] == claims.document_number
    assert shown["titleExpires"] == claims.expiry_date.isoformat()
    assert shown["categories"] == [privilege.category for privilege in claims.driving_privileges]
    assert shown["expiresAt"] == claims.exp


def minted(world: World, person_id: str) -> Minted:
    return world.licences[person_id]
