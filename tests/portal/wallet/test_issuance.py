"""The whole flow, and what a phone gets: a licence bound to its key, short-lived, renewed, revocable alone."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from credential.cose import Sign1
from credential.forms import Form, Issued, decode_form
from credential.keys import cose_key
from issuer.mint import mint_licence
from issuer.people import StatusWord
from issuer.phone import Phone
from issuer.portal.openid4vci.devices import devices_of, report_stolen
from issuer.portal.openid4vci.grants import ACCESS_LIFE
from issuer.portal.openid4vci.issuance import MAX_A_DAY, VALID_DAYS
from issuer.portal.openid4vci.offers import OFFER_LIFE, TRIES
from tests.portal.wallet.desk import DRIVER, NEIGHBOUR, Counter, Wallet


def test_a_phone_gets_a_licence_bound_to_its_key(counter: Counter, wallet: Wallet) -> None:
    form = decode_form(wallet.enrol())
    assert isinstance(form, Issued)
    assert form.form is Form.LICENCE
    (recorded,) = counter.desk.register.minted(DRIVER)
    assert recorded.exp - recorded.iat == VALID_DAYS * 86_400
    assert bytes(cose_key(wallet.key.public_key())[-2]) in form.message.unverified_payload
    assert Phone.holding(wallet_bytes(form), wallet.key).present(counter.clock.now).startswith("PDC1:")


def wallet_bytes(form: Issued) -> bytes:
    from credential import cbor
    from credential.cbor import CBORTag

    message: Sign1 = form.message
    return cbor.encode(CBORTag(18, [message.protected_bytes, {}, message.unverified_payload, message.signature]))


def test_an_offer_is_taken_once(counter: Counter) -> None:
    offer = counter.offer()
    assert counter.exchange(offer)[0] == 200
    assert refused(counter.exchange(offer)) == "invalid_grant"


def test_an_offer_is_over_at_its_second(counter: Counter) -> None:
    offer, later = counter.offer(NEIGHBOUR), counter.offer()
    counter.clock.turn(seconds=(OFFER_LIFE - timedelta(seconds=1)).total_seconds())
    assert counter.exchange(offer)[0] == 200
    counter.clock.turn(seconds=1)
    assert refused(counter.exchange(later)) == "invalid_grant"


def test_a_newer_offer_ends_the_older(counter: Counter) -> None:
    older, newer = counter.offer(), counter.offer()
    assert refused(counter.exchange(older)) == "invalid_grant"
    assert counter.exchange(newer)[0] == 200


def test_wrong_figures_end_an_offer_after_five_tries(counter: Counter) -> None:
    offer = counter.offer()
    wrong = f"{(int(offer.tx_code) + 1) % 10**6:06}"
    for _ in range(TRIES):
        assert refused(counter.exchange(offer, wrong)) == "invalid_grant"
    assert refused(counter.exchange(offer)) == "invalid_grant"


def test_the_last_try_still_counts(counter: Counter) -> None:
    offer = counter.offer()
    for _ in range(TRIES - 1):
        counter.exchange(offer, "000000" if offer.tx_code != "000000" else "000001")
    assert counter.exchange(offer)[0] == 200


def test_two_phones_race_for_one_offer(counter: Counter) -> None:
    offer = counter.offer()
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(counter.exchange(offer)[0])) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 400, 400, 400, 400, 400]


def test_an_access_token_gives_one_licence(counter: Counter, wallet: Wallet) -> None:
    access = wallet.access()
    assert wallet.request(access)[0] == 200
    assert wallet.request(access)[0] == 401
    assert len(counter.desk.register.minted(DRIVER)) == 1


def test_an_access_token_is_over_at_its_second(counter: Counter, wallet: Wallet) -> None:
    access = wallet.access()
    counter.clock.turn(seconds=(ACCESS_LIFE).total_seconds())
    assert refused(wallet.request(access)) == "invalid_token"


def test_a_refresh_token_is_no_access_token(wallet: Wallet) -> None:
    wallet.enrol()
    assert refused(wallet.request(wallet.refresh_token)) == "invalid_token"


def test_a_phone_renews_its_licence(counter: Counter, wallet: Wallet) -> None:
    first = wallet.enrol()
    counter.clock.turn(days=7)
    status, tokens = wallet.refreshed()
    assert status == 200
    status, answer = wallet.request(tokens["access_token"])
    assert status == 200
    assert answer["credentials"][0]["credential"] != first
    (device,) = devices_of(counter.desk, DRIVER)
    assert device.valid_until == counter.clock.now + timedelta(days=VALID_DAYS)


def test_a_stolen_refresh_token_gives_nothing_to_another_key(counter: Counter, wallet: Wallet) -> None:
    wallet.enrol()
    thief = Wallet(counter, refresh_token=wallet.refresh_token)
    _, tokens = thief.refreshed()
    assert refused(thief.request(tokens["access_token"])) == "invalid_proof"


def test_the_key_of_another_enrolment_is_refused(counter: Counter, wallet: Wallet) -> None:
    wallet.enrol(NEIGHBOUR)
    assert refused(wallet.request(wallet.access(counter.offer(DRIVER)))) == "invalid_proof"


def test_my_phone_was_stolen(counter: Counter, wallet: Wallet) -> None:
    other = Wallet(counter)
    wallet.enrol(label="volé")
    other.enrol(label="gardé")
    stolen = next(device for device in devices_of(counter.desk, DRIVER) if device.label == "volé")
    assert report_stolen(counter.desk, DRIVER, stolen.device_id)
    revoked = {each.revocation and each.revocation.word for each in counter.desk.register.minted(DRIVER)}
    assert revoked == {StatusWord.LOST_OR_STOLEN, None}
    assert refused(wallet.refreshed()) == "invalid_grant"
    assert other.refreshed()[0] == 200
    # Nor does the thief's phone come back under its key.
    assert refused(wallet.request(wallet.access())) == "invalid_proof"


def test_nobody_reports_the_phone_of_another(counter: Counter, wallet: Wallet) -> None:
    wallet.enrol()
    (device,) = devices_of(counter.desk, DRIVER)
    assert not report_stolen(counter.desk, NEIGHBOUR, device.device_id)
    assert not report_stolen(counter.desk, DRIVER, "no hexadecimal")
    assert wallet.refreshed()[0] == 200


def test_a_theft_reported_while_a_licence_is_minted(
    counter: Counter, wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    wallet.enrol()
    _, tokens = wallet.refreshed()
    mint = mint_licence

    def slowly(*given: object, **named: object) -> object:
        (device,) = devices_of(counter.desk, DRIVER)
        report_stolen(counter.desk, DRIVER, device.device_id)
        return mint(*given, **named)  # type: ignore[arg-type] # passed on as it came

    monkeypatch.setattr("issuer.portal.openid4vci.issuance.mint_licence", slowly)
    assert refused(wallet.request(tokens["access_token"])) == "invalid_token"
    words = [each.revocation and each.revocation.word for each in counter.desk.register.minted(DRIVER)]
    assert words == [StatusWord.LOST_OR_STOLEN, StatusWord.LOST_OR_STOLEN]


@pytest.mark.parametrize("word", [StatusWord.ANNULLED, StatusWord.INVALIDATED, StatusWord.INVALID])
def test_who_has_no_licence_any_more_gets_none(counter: Counter, wallet: Wallet, word: StatusWord) -> None:
    counter.desk.register.set_status(DRIVER, word, counter.clock.now)
    assert refused(wallet.request(wallet.access())) == "credential_request_denied"


def test_who_is_suspended_keeps_a_phone_that_says_so(counter: Counter, wallet: Wallet) -> None:
    counter.desk.register.set_status(DRIVER, StatusWord.SUSPENDED, counter.clock.now)
    assert wallet.request(wallet.access())[0] == 200


def test_a_licence_of_another_state_is_not_ours_to_give(counter: Counter, wallet: Wallet) -> None:
    assert refused(wallet.request(wallet.access(counter.offer("P32")))) == "credential_request_denied"
    assert not counter.desk.register.minted("P32")


def test_places_in_the_lists_are_not_used_up(counter: Counter, wallet: Wallet) -> None:
    wallet.enrol()
    for _ in range(MAX_A_DAY - 1):
        assert wallet.request(wallet.refreshed()[1]["access_token"])[0] == 200
    assert refused(wallet.request(wallet.refreshed()[1]["access_token"])) == "credential_request_denied"
    counter.clock.turn(days=1)
    assert wallet.request(wallet.refreshed()[1]["access_token"])[0] == 200


def test_the_database_holds_no_code_and_no_token(counter: Counter, wallet: Wallet) -> None:
    offer = counter.offer(NEIGHBOUR)
    access = wallet.access()
    content = b"".join(path.read_bytes() for path in counter.desk.office.folder.glob("register.sqlite*"))
    for secret in (offer.code, access, wallet.refresh_token):
        assert secret.encode() not in content


def refused(answer: tuple[int, dict[str, object]]) -> object:
    status, content = answer
    assert status == (401 if content["error"] == "invalid_token" else 400)
    return content["error"]
