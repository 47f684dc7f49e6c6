"""Signing in, forgotten passwords, another address, the end of an account."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from issuer.portal.accounts import finish_reset
from issuer.portal.passwords import Passwords
from tests.portal.office import CARD, PINK, Browser, Holder, Place, link_in, text_of, token_in

NEW = "une autre phrase secrète"
HALF_DAY = 12 * 3600


def try_password(place: Place, email: str, password: str) -> int:
    return place.browser().post("/connexion", {"courriel": email, "mot_de_passe": password}).status_code


def ask_reset(place: Place, email: str) -> Browser:
    browser = place.browser()
    assert browser.post("/mot-de-passe", {"courriel": email}).status_code == 200
    return browser


def choose(place: Place, link: str, password: str = NEW) -> int:
    fields = {"jeton": token_in(link), "mot_de_passe": password}
    return place.browser().post(link, fields, to="/mot-de-passe/nouveau").status_code


def test_wrong_address_and_wrong_password_get_the_same_answer(place: Place) -> None:
    place.sign_in()
    answers = []
    for email in (PINK.email, "personne@courrier.example"):
        response = place.browser().post("/connexion", {"courriel": email, "mot_de_passe": "x" * 20})
        answers.append((response.status_code, response.text.replace(email, "")))
    # The form's token is the only difference.
    assert {status for status, _ in answers} == {401}
    first, second = (text.split("form_token")[0] for _, text in answers)
    assert first == second


def test_unknown_address_costs_as_much_as_a_wrong_password(monkeypatch: pytest.MonkeyPatch, place: Place) -> None:
    place.sign_in()
    checked: list[bool] = []
    check = Passwords.check

    def counting(self: Passwords, kept: str | None, password: str) -> bool:
        checked.append(kept is not None)
        return check(self, kept, password)

    monkeypatch.setattr(Passwords, "check", counting)
    try_password(place, PINK.email, "x" * 20)
    try_password(place, "personne@courrier.example", "x" * 20)
    assert checked == [True, False]


def test_account_is_not_signed_in_to_before_activation(place: Place) -> None:
    place.create()
    assert try_password(place, PINK.email, PINK.password) == 401


def test_password_is_kept_by_argon2id(place: Place) -> None:
    assert Passwords(19_456).hash("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_new_password_by_a_letter(place: Place) -> None:
    browser = place.sign_in()
    ask_reset(place, PINK.email)
    assert choose(place, link_in(place.outbox.last_to(PINK.email))) == 303
    assert try_password(place, PINK.email, PINK.password) == 401
    assert try_password(place, PINK.email, NEW) == 303
    assert browser.get("/points").status_code == 303, "whoever was signed in must sign in again"


@pytest.mark.parametrize(("seconds", "expected"), [(HALF_DAY - 1, 303), (HALF_DAY, 410)])
def test_reset_link_lasts_twelve_hours_to_the_second(place: Place, seconds: int, expected: int) -> None:
    place.sign_in()
    ask_reset(place, PINK.email)
    place.clock.turn(seconds=seconds)
    assert choose(place, link_in(place.outbox.last_to(PINK.email))) == expected


def test_reset_link_works_once_and_a_later_one_takes_its_place(place: Place) -> None:
    place.sign_in()
    ask_reset(place, PINK.email)
    first = link_in(place.outbox.last_to(PINK.email))
    ask_reset(place, PINK.email)
    second = link_in(place.outbox.last_to(PINK.email))
    assert [choose(place, link) for link in (first, second, second)] == [410, 303, 410]


def test_race_of_two_resets_changes_one(place: Place) -> None:
    place.sign_in()
    ask_reset(place, PINK.email)
    token = token_in(link_in(place.outbox.last_to(PINK.email)))
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda _: finish_reset(place.portal, token, "hash"), range(4))) == 1


def test_reset_of_an_unknown_address_looks_the_same(place: Place) -> None:
    place.sign_in()
    pages = [place.browser().post("/mot-de-passe", {"courriel": email}).text for email in (PINK.email, "x@y.example")]
    assert pages[0] == pages[1]
    assert "aucun compte" in place.outbox.last_to("x@y.example").get_content()


def move(place: Place, browser: Browser, email: str, holder: Holder = PINK) -> int:
    fields = {"courriel": email, "mot_de_passe": holder.password}
    return browser.post("/compte", fields, to="/compte/adresse/changer").status_code


def confirm(place: Place, link: str) -> int:
    return place.browser().post(link, {"jeton": token_in(link)}, to="/compte/adresse").status_code


def test_address_changes_when_the_new_one_confirms_and_the_old_one_is_told(place: Place) -> None:
    browser = place.sign_in()
    assert move(place, browser, "neuf@courrier.example") == 200
    assert try_password(place, "neuf@courrier.example", PINK.password) == 401
    assert confirm(place, link_in(place.outbox.last_to("neuf@courrier.example"))) == 303
    assert "changée" in place.outbox.last_to(PINK.email).get_content()
    assert try_password(place, PINK.email, PINK.password) == 401
    assert try_password(place, "neuf@courrier.example", PINK.password) == 303


def test_changed_address_makes_earlier_links_worthless(place: Place) -> None:
    browser = place.sign_in()
    ask_reset(place, PINK.email)
    reset = link_in(place.outbox.last_to(PINK.email))
    move(place, browser, "neuf@courrier.example")
    confirm(place, link_in(place.outbox.last_to("neuf@courrier.example")))
    assert choose(place, reset) == 410
    assert try_password(place, "neuf@courrier.example", PINK.password) == 303


def test_link_of_one_purpose_does_not_serve_another(place: Place) -> None:
    place.sign_in()
    ask_reset(place, PINK.email)
    link = link_in(place.outbox.last_to(PINK.email))
    assert confirm(place, link.replace("/mot-de-passe/nouveau", "/compte/adresse")) == 410
    assert choose(place, link) == 303


def test_address_of_another_account_is_not_taken_and_not_told(place: Place) -> None:
    place.sign_in(CARD)
    browser = place.sign_in(PINK)
    free, taken = (
        text_of(
            browser.post("/compte", {"courriel": email, "mot_de_passe": PINK.password}, to="/compte/adresse/changer")
        )
        for email in ("libre@courrier.example", CARD.email)
    )
    assert free == taken
    assert "jeton" not in place.outbox.last_to(CARD.email).get_content()


def test_address_needs_the_password(place: Place) -> None:
    browser = place.sign_in()
    assert move(place, browser, "neuf@courrier.example", replace(PINK, password="y" * 20)) == 422
    assert not any(each["To"] == "neuf@courrier.example" for each in place.outbox.messages)


def test_deleted_account_is_gone_and_can_be_made_again(place: Place) -> None:
    browser = place.sign_in()
    assert browser.post("/compte", {"mot_de_passe": "y" * 20}, to="/compte/supprimer").status_code == 422
    assert browser.post("/compte", {"mot_de_passe": PINK.password}, to="/compte/supprimer").status_code == 303
    assert browser.get("/points").status_code == 303
    assert try_password(place, PINK.email, PINK.password) == 401
    place.sign_in()
