"""An OpenID4VCI client from npm that knows nothing of us takes an offer, gets a licence and renews it."""

from __future__ import annotations

import json
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from credential.reason import Outcome
from issuer.phone import Phone
from issuer.portal.openid4vci import base64url
from issuer.portal.openid4vci.desk import CONFIGURATION
from tests.browser.site import Site, Terminal
from tests.browser.wallet import offer_to
from tests.tools import npm_folder, required
from trust_store.storage import open_store
from verifier.check import check
from verifier.scan import Scan

pytestmark = pytest.mark.slow


def test_an_independent_client_gets_and_renews_a_licence(site: Site, terminal: Terminal) -> None:
    offer = offer_to(site, "P25")
    wrong = f"{(int(offer.tx_code) + 1) % 10**6:06}"
    given = {"offer": offer.link, "figures": offer.tx_code, "wrongFigures": wrong, "insecure": True}
    ran = subprocess.run(
        [required("node", package="nodejs"), str(npm_folder() / "client.mjs")],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    answer = json.loads(ran.stdout)
    assert answer["refusedFigures"] == "invalid_grant"
    assert answer["refusedNonce"] == "invalid_nonce"
    assert answer["credentialConfigurationId"] == CONFIGURATION
    assert answer["first"] != answer["second"]
    terminal.publish_and_update()
    now = site.clock()
    trust = open_store(terminal.desk.folder / "trust.sqlite")
    for name in ("first", "second"):
        phone = Phone.holding(base64url.decode(answer[name]), private_key(answer["key"]))
        assert check(Scan(text=phone.present(now)), trust, now).outcome is Outcome.PASSED


def private_key(jwk: dict[str, str]) -> ec.EllipticCurvePrivateKey:
    x, y, d = (int.from_bytes(base64url.decode(jwk[name])) for name in ("x", "y", "d"))
    return ec.EllipticCurvePrivateNumbers(d, ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1())).private_key()
