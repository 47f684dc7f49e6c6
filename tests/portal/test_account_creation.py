"""An account from the first step to its activation."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from issuer.portal.creation import Activation, activate
from issuer.portal.tables import accounts, pending_accounts
from tests.portal.office import CARD, PINK, Browser, Holder, Place, form_token, link_in, text_of, token_in

HALF_DAY = 12 * 3600


def count_of_accounts(place: Place) -> int:
    with place.portal.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(accounts)).scalar_one()


def follow(place: Place, link: str) -> int:
    return place.browser().post(link, {"jeton": token_in(link)}, to="/compte/activer").status_code


@pytest.mark.parametrize("holder", [PINK, CARD], ids=["pink", "card"])
def test_account_with_either_format_is_created_activated_and_signed_in_to(place: Place, holder: Holder) -> None:
    browser = place.create(holder)
    assert holder.email in text_of(browser.get("/compte/creer/envoye"))
    assert count_of_accounts(place) == 0
    place.activate(holder)
    assert "Solde" in text_of(place.return_of(holder).get("/points"))


def test_consent_has_the_words_of_the_service(place: Place) -> None:
    browser = place.browser()
    browser.post("/compte/creer", PINK.identity())
    browser.post("/compte/creer/permis", {"format_permis": "rose", "numero": PINK.number})
    page = text_of(browser.get("/compte/creer/conditions"))
    assert "j'accepte ces conditions générales d'utilisation" in page
    assert "créer mon compte" in page


def test_account_needs_the_box_ticked(place: Place) -> None:
    browser = place.browser()
    browser.post("/compte/creer", PINK.identity())
    browser.post("/compte/creer/permis", {"format_permis": "rose", "numero": PINK.number})
    assert browser.post("/compte/creer/conditions").status_code == 422
    assert not place.outbox.messages


@pytest.mark.parametrize("path", ["/compte/creer/permis", "/compte/creer/conditions", "/compte/creer/envoye"])
def test_no_step_can_be_skipped(place: Place, path: str) -> None:
    assert place.browser().get(path).headers["location"] == "/compte/creer"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("nom", ""),
        ("nom", "--"),
        ("nom", "a" * 151),
        ("naissance", "31/02/1980"),
        ("naissance", "demain"),
        ("courriel", "marcel"),
        ("courriel", "marcel@courrier.example, a@b.fr"),
        ("courriel", "a@b@courrier.example"),
        ("mot_de_passe", "court"),
        ("mot_de_passe", "aaaaaaaaaaaaaaaa"),
        ("mot_de_passe", "x1" * 70),
    ],
)
def test_fault_is_said_beside_its_field(place: Place, field: str, value: str) -> None:
    response = place.browser().post("/compte/creer", {**PINK.identity(), field: value})
    assert response.status_code == 422
    assert f'id="{field}-erreur"' in response.text
    assert PINK.password not in response.text


@pytest.mark.parametrize("hostile", ["a\x00b", "a\nBcc: a@b.fr", "a\x1b[2J", "a" * 301])
@pytest.mark.parametrize("field", ["nom", "prenom", "naissance", "courriel", "mot_de_passe"])
def test_text_that_nobody_types_is_refused_whole(place: Place, field: str, hostile: str) -> None:
    response = place.browser().post("/compte/creer", {**PINK.identity(), field: hostile})
    assert response.status_code == 400
    assert hostile not in response.text


def test_bytes_that_are_no_text_are_no_fault_of_ours(place: Place) -> None:
    browser = place.browser()
    token = form_token(browser.get("/compte/creer"))
    for raw in (b"%ed%a0%80", b"%ff%fe", b"%00", b"\xff"):
        body = b"form_token=" + token.encode() + b"&nom=" + raw + b"&naissance=21/09/1954&courriel=x"
        headers = {"content-type": "application/x-www-form-urlencoded"}
        assert browser.client.post("/compte/creer", content=body, headers=headers).status_code in {400, 422}


@pytest.mark.parametrize("number", ["123", "1234567890123456789", "26ZZ9000", "ABCDEFGHI"])
def test_card_number_of_another_shape_is_asked_again(place: Place, number: str) -> None:
    browser = place.browser()
    browser.post("/compte/creer", CARD.identity())
    assert browser.post("/compte/creer/permis", {"format_permis": "carte", "numero": number}).status_code == 422


@pytest.mark.parametrize("number", ["75 12 345", "A-1961/44", "2A0499000123X"])
def test_unusual_pink_number_warns_once_and_never_blocks(place: Place, number: str) -> None:
    browser = place.browser()
    browser.post("/compte/creer", PINK.identity())
    given = {"format_permis": "rose", "numero": number}
    warned = browser.post("/compte/creer/permis", given)
    assert warned.status_code == 200
    key = warned.text.partition('name="averti" value="')[2].partition('"')[0]
    assert key
    gone_on = browser.post("/compte/creer/permis", {**given, "averti": key})
    assert gone_on.headers["location"] == "/compte/creer/conditions"


@pytest.mark.parametrize(("seconds", "expected"), [(HALF_DAY - 1, 303), (HALF_DAY, 410), (HALF_DAY + 1, 410)])
def test_activation_link_lasts_twelve_hours_to_the_second(place: Place, seconds: int, expected: int) -> None:
    place.create()
    place.clock.turn(seconds=seconds)
    assert follow(place, link_in(place.outbox.last_to(PINK.email))) == expected
    assert count_of_accounts(place) == (expected == 303)


def test_activation_link_works_once(place: Place) -> None:
    place.create()
    link = link_in(place.outbox.last_to(PINK.email))
    assert [follow(place, link), follow(place, link)] == [303, 410]


def test_looking_at_the_link_does_not_use_it_up(place: Place) -> None:
    place.create()
    link = link_in(place.outbox.last_to(PINK.email))
    for _ in range(3):
        assert place.browser().get(link).status_code == 200
    assert follow(place, link) == 303


def test_altered_link_is_not_valid(place: Place) -> None:
    place.create()
    link = link_in(place.outbox.last_to(PINK.email))
    for altered in (link[:-1] + ("a" if link[-1] != "a" else "b"), link + "A", "/compte/activer?jeton="):
        assert follow(place, altered) == 410
    assert count_of_accounts(place) == 0


def test_another_address_makes_the_earlier_link_worthless(place: Place) -> None:
    place.create(PINK)
    earlier = link_in(place.outbox.last_to(PINK.email))
    moved = replace(PINK, email="m.boudineau@ailleurs.example")
    place.create(moved)
    assert follow(place, earlier) == 410
    place.activate(moved)
    assert count_of_accounts(place) == 1


def test_race_of_two_activations_makes_one_account(place: Place) -> None:
    place.create()
    token = token_in(link_in(place.outbox.last_to(PINK.email)))
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: activate(place.portal, token), range(8)))
    assert outcomes.count(Activation.DONE) == 1
    assert count_of_accounts(place) == 1


def test_race_of_two_requests_of_one_person_makes_one_account(place: Place) -> None:
    """Both links are out, as when two requests cross: neither has seen the other."""
    place.create(PINK)
    kept = link_in(place.outbox.last_to(PINK.email))
    with place.portal.engine.connect() as connection:
        row = dict(connection.execute(select(pending_accounts)).mappings().one())
    other = replace(PINK, email="m.boudineau@ailleurs.example")
    place.create(other)
    with place.portal.engine.connect() as connection:
        connection.execute(pending_accounts.insert().values(row))
        connection.commit()
    tokens = [token_in(kept), token_in(link_in(place.outbox.last_to(other.email)))]
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda token: activate(place.portal, token), tokens))
    assert sorted(each.name for each in outcomes) == ["DONE", "NOT_VALID"]
    assert count_of_accounts(place) == 1


def test_letter_says_specimen_and_twelve_hours_and_not_whose_licence_it_is(place: Place) -> None:
    place.create()
    letter = place.outbox.last_to(PINK.email)
    content = letter.get_content()
    assert "SPECIMEN" in content
    assert "12 heures" in content
    assert "boudineau" not in content.casefold()
    assert "7305" not in content


def shape(browser: Browser) -> tuple[int, str]:
    """What a stranger sees of an answer, the address they gave left out."""
    page = browser.get("/compte/creer/envoye")
    return page.status_code, page.text.replace(PINK.email, "").replace(CARD.email, "").replace("x@y.example", "")


def test_stranger_learns_nothing_from_the_screen(place: Place) -> None:
    place.sign_in(CARD)
    attempts = {
        "somebody": PINK,
        "wrong number": replace(PINK, number="730599000124"),
        "wrong name": replace(PINK, family="Boudin"),
        "wrong birth date": replace(PINK, born="22/09/1954"),
        "wrong format": replace(PINK, licence_format="carte", number="73ZZ90001"),
        "address known": replace(PINK, email=CARD.email),
        "person has an account": replace(CARD, email="x@y.example"),
    }
    seen = {name: shape(place.create(holder)) for name, holder in attempts.items()}
    assert len(set(seen.values())) == 1


def test_letters_to_a_stranger_do_not_tell_no_match_from_an_account_elsewhere(place: Place) -> None:
    place.sign_in(CARD)
    stranger = "x@y.example"
    place.create(replace(CARD, email=stranger))
    account_elsewhere = place.outbox.last_to(stranger).get_content()
    assert "Quelqu'un" in place.outbox.last_to(CARD.email).get_content()
    place.create(replace(CARD, email=stranger, number="15ZZ90022"))
    assert place.outbox.last_to(stranger).get_content() == account_elsewhere


def test_owner_of_a_known_address_is_told_and_nothing_changes(place: Place) -> None:
    place.sign_in(CARD)
    place.create(replace(PINK, email=CARD.email))
    assert "déjà" in place.outbox.last_to(CARD.email).get_content()
    assert count_of_accounts(place) == 1
    place.return_of(CARD)


def test_address_in_capitals_is_the_same_address(place: Place) -> None:
    place.sign_in(CARD)
    place.create(replace(PINK, email=CARD.email.upper()))
    assert "déjà" in place.outbox.last_to(CARD.email.upper()).get_content()
