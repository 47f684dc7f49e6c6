"""Each way in which a request can be wrong, and the error that OpenID4VCI names for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from issuer.portal.openid4vci.endpoints import MAX_BODY
from issuer.portal.openid4vci.nonces import NONCE_LIFE
from issuer.portal.openid4vci.offers import PRE_AUTHORISED
from tests.portal.office import ADDRESS
from tests.portal.wallet.desk import DRIVER, Counter, Wallet, asking_for


@pytest.fixture
def register_url() -> None:
    """How a request is read does not depend on the database: SQLite alone."""


SYMMETRIC = {"kty": "oct", "k": "AAAA"}


@pytest.mark.parametrize(
    ("header", "claims"),
    [
        ({"typ": "JWT"}, {}),
        ({"typ": None}, {}),
        ({"alg": "none"}, {}),
        ({"alg": "HS256"}, {}),
        ({"alg": "ES384"}, {}),
        ({"jwk": None}, {}),
        ({"jwk": SYMMETRIC}, {}),
        ({"kid": "did:key:1"}, {}),
        ({"x5c": ["AAAA"]}, {}),
        ({"crit": ["exp"]}, {}),
        ({}, {"aud": "http://localhost:9000"}),
        ({}, {"aud": [ADDRESS]}),
        ({}, {"aud": None}),
        ({}, {"iat": None}),
        ({}, {"iat": "1"}),
        ({}, {"iat": True}),
        ({}, {"nonce": None}),
        ({}, {"nonce": 7}),
    ],
)
def test_a_wrong_proof(counter: Counter, wallet: Wallet, header: dict[str, object], claims: dict[str, object]) -> None:
    access = wallet.access()
    assert error(wallet.request(access, wallet.prove(header=header, claims=claims))) == "invalid_proof"
    assert not counter.desk.register.minted(DRIVER)
    assert wallet.request(access)[0] == 200  # a wrong proof costs nothing


@pytest.mark.parametrize(
    "change",
    [
        lambda jwk: {**jwk, "d": "AAAA"},
        lambda jwk: {**jwk, "crv": "P-384"},
        lambda jwk: {**jwk, "x": jwk["x"][:-2]},
        lambda jwk: {**jwk, "x": jwk["x"] + "="},
        lambda jwk: {**jwk, "x": 1},
        lambda jwk: {**jwk, "y": jwk["x"]},
        lambda jwk: {name: value for name, value in jwk.items() if name != "y"},
        lambda jwk: [jwk],
    ],
)
def test_a_wrong_key_in_a_proof(wallet: Wallet, change: Callable[[dict[str, str]], object]) -> None:
    proof = wallet.prove(header={"jwk": change(wallet.jwk)})
    assert error(wallet.request(wallet.access(), proof)) == "invalid_proof"


def test_a_proof_signed_by_another_key(counter: Counter, wallet: Wallet) -> None:
    proof = Wallet(counter).prove(header={"jwk": wallet.jwk})
    assert error(wallet.request(wallet.access(), proof)) == "invalid_proof"


@pytest.mark.parametrize("proof", ["", "a.b", "a.b.c", "..", "e30.e30.", "é.e30.e30", 7, None, {}, "x" * 5000])
def test_what_is_no_proof(counter: Counter, wallet: Wallet, proof: object) -> None:
    assert error(counter.credential(wallet.access(), asking_for(proof))) == "invalid_proof"


def test_a_name_twice_in_a_proof(wallet: Wallet) -> None:
    import json

    from credential.keys import Algorithm, sign_raw
    from issuer.portal.openid4vci import base64url

    head, body, _ = wallet.prove().split(".")
    doubled = base64url.decode(body)[:-1] + b',"aud":' + json.dumps(ADDRESS).encode() + b"}"
    signed = f"{head}.{base64url.encode(doubled)}"
    signature = sign_raw(Algorithm.ES256, signed.encode(), wallet.key, deterministic=False)
    proof = f"{signed}.{base64url.encode(signature)}"
    assert error(wallet.request(wallet.access(), proof)) == "invalid_proof"


def test_a_nonce_is_good_once(wallet: Wallet, counter: Counter) -> None:
    nonce = counter.nonce()
    assert wallet.request(wallet.access(), wallet.prove(nonce))[0] == 200
    assert error(wallet.request(wallet.refreshed()[1]["access_token"], wallet.prove(nonce))) == "invalid_nonce"


def test_a_nonce_is_over_at_its_second(wallet: Wallet, counter: Counter) -> None:
    nonce, other = counter.nonce(), counter.nonce()
    counter.clock.turn(seconds=(NONCE_LIFE - timedelta(seconds=1)).total_seconds())
    access = wallet.access()
    assert wallet.request(access, wallet.prove(nonce))[0] == 200
    counter.clock.turn(seconds=1)
    assert error(wallet.request(wallet.refreshed()[1]["access_token"], wallet.prove(other))) == "invalid_nonce"


@pytest.mark.parametrize("nonce", ["x", "AAAA", "A" * 75, "é"])
def test_a_nonce_of_somebody_else(wallet: Wallet, nonce: str) -> None:
    assert error(wallet.request(wallet.access(), wallet.prove(nonce))) == "invalid_nonce"


def test_a_nonce_whose_end_was_moved(wallet: Wallet, counter: Counter) -> None:
    nonce = counter.nonce()
    moved = ("B" if nonce[0] != "B" else "C") + nonce[1:]
    assert error(wallet.request(wallet.access(), wallet.prove(moved))) == "invalid_nonce"


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({"credential_configuration_id": "org.iso.18013.5.1.mDL"}, "unknown_credential_configuration"),
        ({"credential_configuration_id": 7}, "unknown_credential_configuration"),
        ({"credential_configuration_id": None}, "invalid_credential_request"),
        ({"credential_identifier": "one"}, "invalid_credential_request"),
        ({"credential_configuration_id": None, "credential_identifier": "one"}, "unknown_credential_identifier"),
        ({"credential_response_encryption": {}}, "invalid_encryption_parameters"),
        ({"proofs": None}, "invalid_proof"),
        ({"proofs": []}, "invalid_proof"),
        ({"proofs": {"jwt": []}}, "invalid_proof"),
        ({"proofs": {"jwt": "x"}}, "invalid_proof"),
        ({"proofs": {"di_vp": []}}, "invalid_proof"),
        ({"proofs": {"jwt": ["a", "b"]}}, "invalid_proof"),
    ],
)
def test_a_wrong_credential_request(counter: Counter, wallet: Wallet, changed: dict[str, object], wanted: str) -> None:
    access = wallet.access()
    assert error(counter.credential(access, asking_for(wallet.prove(), **changed))) == wanted


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"a":1,"a":2}', b'{"a":NaN}', b"\xff", b"[" * 9000, b"9" * 5000, b" " * (MAX_BODY + 1)],
)
def test_a_body_that_is_no_json_object(counter: Counter, wallet: Wallet, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {wallet.access()}", "Content-Type": "application/json"}
    answer = counter.http.post("/openid4vci/credential", content=body, headers=headers)
    assert error((answer.status_code, answer.json())) == "invalid_credential_request"


@pytest.mark.parametrize("authorization", [None, "Bearer", "Bearer ", "Basic abc", "Bearer nobody", "DPoP x"])
def test_no_access_token(counter: Counter, authorization: str | None) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = counter.http.post("/openid4vci/credential", json=asking_for("x"), headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_token")
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("", "invalid_request"),
        ("grant_type=authorization_code&code=x", "unsupported_grant_type"),
        ("grant_type=refresh_token", "invalid_request"),
        ("grant_type=refresh_token&refresh_token=x", "invalid_grant"),
        ("grant_type=refresh_token&grant_type=refresh_token&refresh_token=x", "invalid_request"),
        (f"grant_type={PRE_AUTHORISED}", "invalid_request"),
        (f"grant_type={PRE_AUTHORISED}&pre-authorized_code=x", "invalid_request"),
        (f"grant_type={PRE_AUTHORISED}&pre-authorized_code=x&tx_code=1", "invalid_grant"),
        (f"grant_type={PRE_AUTHORISED}&pre-authorized_code=x&tx_code=%FF", "invalid_request"),
        (f"grant_type={PRE_AUTHORISED}&pre-authorized_code=%00&tx_code=%F0%9F%9A%97", "invalid_grant"),
    ],
)
def test_a_wrong_token_request(counter: Counter, form: str, wanted: str) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = counter.http.post("/openid4vci/token", content=form, headers=headers)
    assert error((answer.status_code, answer.json())) == wanted


def test_a_token_request_in_json(counter: Counter) -> None:
    answer = counter.http.post("/openid4vci/token", json={"grant_type": "refresh_token", "refresh_token": "x"})
    assert error((answer.status_code, answer.json())) == "invalid_request"


def error(answer: tuple[int, dict[str, object]]) -> object:
    assert answer[0] == 400, answer
    return answer[1]["error"]
