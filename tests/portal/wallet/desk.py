"""The portal as a wallet meets it, and a wallet of a few lines that speaks to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import ec
from starlette.testclient import TestClient

from credential.keys import Algorithm, sign_raw
from issuer.portal.openid4vci import base64url
from issuer.portal.openid4vci.desk import CONFIGURATION, Desk
from issuer.portal.openid4vci.offers import PRE_AUTHORISED, Offer, make_offer
from issuer.portal.openid4vci.proofs import PROOF_TYPE
from tests.portal.office import ADDRESS, Clock, Place

DRIVER: Final = "P25"
NEIGHBOUR: Final = "P01"


@dataclass(slots=True)
class Counter:
    """The issuer's side, with the HTTP client of a stranger."""

    desk: Desk
    clock: Clock
    http: TestClient

    @classmethod
    def at(cls, place: Place) -> Counter:
        portal = place.portal
        desk = Desk(
            office=portal.office,
            register=portal.register,
            engine=portal.engine,
            clock=place.clock,
            address=ADDRESS,
            salt=portal.salt,
        )
        return cls(desk, place.clock, TestClient(place.app, base_url=ADDRESS))

    def offer(self, person_id: str = DRIVER, label: str = "Téléphone bleu") -> Offer:
        return make_offer(self.desk, person_id, label)

    def token(self, **form: str) -> tuple[int, dict[str, Any]]:
        answer = self.http.post("/openid4vci/token", data=form)
        assert answer.headers["cache-control"] == "no-store"
        return answer.status_code, answer.json()

    def exchange(self, offer: Offer, tx_code: str | None = None) -> tuple[int, dict[str, Any]]:
        form = {"grant_type": PRE_AUTHORISED, "pre-authorized_code": offer.code}
        return self.token(**form, tx_code=offer.tx_code if tx_code is None else tx_code)

    def nonce(self) -> str:
        nonce: str = self.http.post("/openid4vci/nonce").json()["c_nonce"]
        return nonce

    def credential(self, access_token: str, request: object) -> tuple[int, dict[str, Any]]:
        answer = self.http.post(
            "/openid4vci/credential", json=request, headers={"Authorization": f"Bearer {access_token}"}
        )
        return answer.status_code, answer.json()


@dataclass(slots=True)
class Wallet:
    """A phone with its key. `prove` changes header or claims of a good proof."""

    counter: Counter
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    refresh_token: str = ""

    @property
    def jwk(self) -> dict[str, str]:
        numbers = self.key.public_key().public_numbers()
        x, y = (base64url.encode(each.to_bytes(32, "big")) for each in (numbers.x, numbers.y))
        return {"kty": "EC", "crv": "P-256", "x": x, "y": y}

    def prove(
        self, nonce: str | None = None, *, header: Mapping[str, object] = {}, claims: Mapping[str, object] = {}
    ) -> str:
        head = {"typ": PROOF_TYPE, "alg": "ES256", "jwk": self.jwk, **header}
        now = int(self.counter.clock.now.timestamp())
        body = {"aud": ADDRESS, "iat": now, "nonce": nonce or self.counter.nonce(), **claims}
        return self.sign(head, body)

    def sign(self, head: Mapping[str, object], body: Mapping[str, object]) -> str:
        signed = ".".join(
            base64url.encode(json.dumps({k: v for k, v in part.items() if v is not None}).encode())
            for part in (head, body)
        )
        signature = sign_raw(Algorithm.ES256, signed.encode(), self.key, deterministic=False)
        return f"{signed}.{base64url.encode(signature)}"

    def access(self, offer: Offer | None = None) -> str:
        status, tokens = self.counter.exchange(offer or self.counter.offer())
        assert status == 200, tokens
        self.refresh_token = tokens["refresh_token"]
        access: str = tokens["access_token"]
        return access

    def refreshed(self) -> tuple[int, dict[str, Any]]:
        return self.counter.token(grant_type="refresh_token", refresh_token=self.refresh_token)

    def request(self, access_token: str, proof: str | None = None) -> tuple[int, dict[str, Any]]:
        return self.counter.credential(access_token, asking_for(proof or self.prove()))

    def enrol(self, person_id: str = DRIVER, label: str = "Téléphone bleu") -> bytes:
        status, answer = self.request(self.access(self.counter.offer(person_id, label)))
        assert status == 200, answer
        return base64url.decode(answer["credentials"][0]["credential"])


def asking_for(*proofs: object, **changed: object) -> dict[str, object]:
    request = {"credential_configuration_id": CONFIGURATION, "proofs": {"jwt": list(proofs)}, **changed}
    return {name: value for name, value in request.items() if value is not None}
