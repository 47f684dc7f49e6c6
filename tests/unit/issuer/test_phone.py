"""The phone: what it holds, what it shows, and what it cannot read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from credential.forms import Presentation, decode_form
from credential.qr_text import Prefix, prefix_of, unwrap
from credential.reason import Outcome, Reason
from issuer.phone import RENEWAL, Phone, PhoneError, read_licence
from issuer.samples.scene import NOW, SHOWN
from tests.world import DRIVER, World


@pytest.fixture
def phone(world: World) -> Phone:
    return world.scene.phone(DRIVER, world.licences[DRIVER])


def test_a_living_code_discloses_nothing_that_is_redacted(world: World, phone: Phone) -> None:
    form = decode_form(unwrap(phone.present(SHOWN))[1])
    assert isinstance(form, Presentation)
    assert form.licence.disclosures == ()
    assert form.licence.message.signature == decode_licence(world).licence.message.signature


def decode_licence(world: World) -> Presentation:
    form = decode_form(unwrap(world.code())[1])
    assert isinstance(form, Presentation)
    return form


def test_codes_change_with_every_renewal(phone: Phone, world: World) -> None:
    codes = list(phone.codes(SHOWN, 8))
    assert len(set(codes)) == len(codes) == 4
    for number, code in enumerate(codes):
        token = world.check(code, now=SHOWN + number * RENEWAL).evidence
        assert token is not None
        assert token.token is not None
        assert token.token.iat == int((SHOWN + number * RENEWAL).timestamp())


@pytest.mark.parametrize(("seconds", "codes"), [(0.0, 1), (1.0, 1), (2.0, 1), (9.0, 4), (60.0, 30)])
def test_a_phone_shows_one_code_every_two_seconds(phone: Phone, seconds: float, codes: int) -> None:
    assert len(list(phone.codes(SHOWN, seconds))) == codes


def test_a_phone_in_another_zone_shows_the_same_code(phone: Phone) -> None:
    assert phone.present(SHOWN) == phone.present(SHOWN.astimezone(tz=None))


def test_the_nonce_is_signed_into_the_code(phone: Phone, world: World) -> None:
    assert world.check(phone.present(SHOWN, "K7QF"), nonce="K7QF").outcome is Outcome.PASSED
    assert world.check(phone.present(SHOWN, "K7QF")).reasons == (Reason.NONCE_MISMATCH,)


def test_the_companion_is_the_portrait(phone: Phone, world: World) -> None:
    companion = phone.companion()
    assert companion is not None
    assert prefix_of(companion) is Prefix.COMPANION
    assert world.check(phone.present(SHOWN), companion=companion).outcome is Outcome.PASSED


def test_a_phone_with_another_key_shows_codes_that_nobody_believes(world: World) -> None:
    stolen = Phone.holding(world.licences[DRIVER].data, world.scene.device_key("P99"))
    assert world.check(stolen.present(SHOWN)).reasons == (Reason.KEY_BINDING_INVALID,)


@pytest.mark.parametrize("ending", [".txt", ".cbor"])
def test_a_licence_is_read_from_text_and_from_bytes(world: World, tmp_path: Path, ending: str) -> None:
    licence = world.licences[DRIVER]
    path = tmp_path / f"licence{ending}"
    path.write_bytes(licence.data if ending == ".cbor" else licence.text.encode() + b"\r\n")
    assert read_licence(path) == licence.data
    assert Phone.load(path, world.scene.device_key(DRIVER)).present(SHOWN) == world.code()


def test_what_is_no_licence_is_refused(world: World, tmp_path: Path) -> None:
    contents = {
        "absent": None,
        "empty": b"",
        "a photo": b"\x89PNG\r\n\x1a\n" + bytes(50),
        "an attestation": world.attestation.data,
        "a code": unwrap(world.code())[1],
        "cut": world.licences[DRIVER].text[:-7].encode(),
        "lower case": world.licences[DRIVER].text.lower().encode(),
        "huge": bytes(9000),
    }
    for name, content in contents.items():
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(PhoneError):
            Phone.load(path, world.scene.device_key(DRIVER))


def test_a_folder_is_no_licence(world: World, tmp_path: Path) -> None:
    with pytest.raises(PhoneError):
        Phone.load(tmp_path, world.scene.device_key(DRIVER))


def test_a_code_says_whole_seconds(phone: Phone, world: World) -> None:
    late = datetime(2026, 12, 1, 12, 59, 59, 999_999, tzinfo=UTC)
    verdict = world.check(phone.present(late), now=NOW)
    assert verdict.evidence is not None
    assert verdict.evidence.token is not None
    assert verdict.evidence.token.iat == int((NOW - timedelta(seconds=1)).timestamp())
