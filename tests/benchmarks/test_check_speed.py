"""Text to verdict, against the raw signature that no program can avoid, and against pycose on the same message.

Prints; asserts only what would mean that nothing was measured. `make bench`.
"""

from __future__ import annotations

import cbor2
import pytest
from pycose.keys.ec2 import EC2Key
from pycose.messages.sign1message import Sign1Message

from credential.claims import LicenceClaims
from credential.cose import sig_structure
from credential.forms import Issued, Presentation, decode_form
from credential.keys import VerificationKey
from credential.qr_text import unwrap
from credential.reason import Outcome
from tests.benchmarks.measure import Timing, compare, table
from tests.catalogue import case_of, store_of
from trust_store.store import TrustStore
from verifier.assess import assess
from verifier.authenticate import authenticate
from verifier.check import check
from verifier.replay.case import Case
from verifier.scan import Circumstances, Scan

NOTHING_STATED = Circumstances(vehicle=None, nonce=None, earlier=())


@pytest.fixture(scope="module")
def trust() -> TrustStore:
    return store_of("main")


def sample(name: str) -> Case:
    return case_of(f"scans/{name}.sample")


def issued_of(text: str) -> Issued:
    form = decode_form(unwrap(text)[1])
    return form.licence if isinstance(form, Presentation) else form


def raw_verify(issued: Issued, key: VerificationKey) -> object:
    """Exactly what OpenSSL does, with everything around it made beforehand."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    message, public = issued.message, key.public_key
    assert isinstance(public, ec.EllipticCurvePublicKey)
    der = encode_dss_signature(int.from_bytes(message.signature[:32]), int.from_bytes(message.signature[32:]))
    signed, scheme = sig_structure(message.protected_bytes, message.unverified_payload), ec.ECDSA(hashes.SHA256())
    return lambda: public.verify(der, signed, scheme)


@pytest.mark.parametrize(
    ("name", "signatures", "outcome"),
    [
        ("attestation-without-portrait", 1, Outcome.ATTENTION),
        ("attestation", 1, Outcome.ATTENTION),
        ("living-code", 2, Outcome.PASSED),
        ("living-code-with-portrait", 2, Outcome.PASSED),
    ],
)
def test_text_to_verdict(name: str, signatures: int, outcome: Outcome, trust: TrustStore) -> None:
    case = sample(name)
    scan = Scan(text=case.texts[0], companion=case.texts[1] if len(case.texts) > 1 else None)
    assert check(scan, trust, case.now).outcome is outcome
    issued = issued_of(scan.text)
    raw = raw_verify(issued, trust.signers_by_kid(issued.kid)[0].key)
    assert callable(raw)
    timings = compare({"one raw P-256 verification": raw, "text to verdict": lambda: check(scan, trust, case.now)})
    unit = Timing(f"{signatures} raw P-256 verification(s)", timings[0].microseconds * signatures)
    print(table(name, timings, unit))


def test_share_of_each_step(trust: TrustStore) -> None:
    case = sample("living-code")
    scan = Scan(text=case.texts[0])
    data = unwrap(scan.text)[1]
    issued = issued_of(scan.text)
    key = trust.signers_by_kid(issued.kid)[0].key
    payload = issued.message.verify(key)
    genuine = authenticate(scan, trust, None)
    assert genuine.claims.cnf is not None
    cnf = genuine.claims.cnf
    timings = compare(
        {
            "text to verdict": lambda: check(scan, trust, case.now),
            "Base45": lambda: unwrap(scan.text),
            "COSE: taking both messages apart": lambda: decode_form(data),
            "issuer's signature, with its framing": lambda: issued.message.verify(key),
            "claims: CBOR and types": lambda: LicenceClaims.parse(payload),
            "device key: a point from x and a sign": lambda: VerificationKey.of_cose_key(cnf),
            "time, status, right to drive": lambda: list(assess(genuine, trust, case.now, NOTHING_STATED)),
        }
    )
    print(table("share of each step, a presentation", timings, timings[0]))


def test_against_pycose(trust: TrustStore) -> None:
    """The peer decodes and verifies the same attestation; it judges neither time, trust nor status."""
    case = sample("attestation-without-portrait")
    scan = Scan(text=case.texts[0])
    data = unwrap(scan.text)[1]
    issued = issued_of(scan.text)
    public = trust.signers_by_kid(issued.kid)[0].key.public_key
    numbers = public.public_numbers()  # type: ignore[union-attr] # a P-256 key
    peer_key = EC2Key(crv="P_256", x=numbers.x.to_bytes(32, "big"), y=numbers.y.to_bytes(32, "big"))

    def peer() -> bool:
        protected, unprotected, payload, signature = cbor2.loads(data).value
        message = Sign1Message.from_cose_obj([protected, dict(unprotected), payload, signature], True)
        message.key = peer_key
        valid: bool = message.verify_signature()
        return valid

    assert peer()
    timings = compare(
        {"text to verdict": lambda: check(scan, trust, case.now), "pycose: decode and verify": peer},
        calls=20,
        rounds=10,
    )
    print(table("against pycose, an attestation", timings, timings[0]))
