"""Samples that fail: forged, altered, copied, replayed, over, or without the right to drive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from credential import cbor
from credential.cbor import CBORTag
from credential.claims import LicenceClaims
from credential.cose import SIGN1_TAG, Header, Sign1
from credential.forms import TYPE_ATTESTATION, Form, Issued, Presentation, TokenClaims, decode_form
from credential.qr_text import unwrap, wrap
from credential.reason import Outcome, Reason
from issuer.messages import sign_presentation
from issuer.samples.case import Case, Earlier
from issuer.samples.scene import MADE, NOW, SHOWN, Scene
from trust_store.profile import kid_of


def refused(scene: Scene) -> Iterator[Case]:
    """Yield the refused samples, in a fixed order."""
    yield from _altered(scene)
    yield from _malformed(scene)
    yield from _unbound(scene)
    yield from _not_in_force(scene)
    yield from _no_right(scene)


def failed(
    name: str, *texts: str, reasons: tuple[Reason, ...], comment: str, now: datetime = NOW, vehicle: str | None = None
) -> Case:
    """Make a sample that is refused."""
    return Case(
        name=name, expect=Outcome.FAILED, reasons=reasons, now=now, comment=comment, texts=texts, vehicle=vehicle
    )


def _altered(scene: Scene) -> Iterator[Case]:
    paper = scene.attestation("P25")
    message = Sign1.decode(paper.data)
    false = (Reason.SIGNATURE_INVALID,)
    renamed = _sealed(message, payload=message.unverified_payload.replace(b"Quatrevaux", b"Cinqpoulai"))
    yield failed("altered-name", renamed, reasons=false, comment="another name under the old signature")
    later = message.unverified_payload.replace(cbor.encode(paper.claims.exp), cbor.encode(paper.claims.exp + 10**7))
    yield failed("altered-validity", _sealed(message, payload=later), reasons=false, comment="four months more")
    yield failed("signature-zero", _sealed(message, signature=bytes(64)), reasons=false, comment="r = s = 0")
    longer = _sealed(message, signature=message.signature + b"\0")
    yield failed("signature-padded", longer, reasons=false, comment="65 bytes of signature")
    yield failed(
        "algorithm-confused",
        scene.signed(message.unverified_payload, label_1=-35),
        reasons=(Reason.ALGORITHM_NOT_ALLOWED,),
        comment="the header says ES384, the signer's key is P-256",
    )
    yield failed(
        "issuer-of-another-country",
        scene.signed(message.unverified_payload, country="DE"),
        reasons=(Reason.ISSUER_MISMATCH,),
        comment="signed by the German document signer in the name of France",
    )
    yield replace(
        failed(
            "signer-blocked",
            paper.text,
            reasons=(Reason.SIGNER_BLOCKED,),
            comment="the same attestation after the document signer was blocked",
        ),
        trust="blocked",
    )


def _malformed(scene: Scene) -> Iterator[Case]:
    paper = scene.attestation("P21")
    bad = (Reason.MALFORMED,)
    payload = Sign1.decode(paper.data).unverified_payload
    claims = cbor.decode(payload, tags=frozenset({100}))
    yield failed("text-cut", paper.text[:-9], reasons=bad, comment="the end of the text is missing")
    yield failed("text-lower-case", paper.text[:40] + paper.text[40:].lower(), reasons=bad, comment="not Base45")
    yield failed("trailing-byte", wrap(paper.data + b"\0"), reasons=bad, comment="a byte after the message")
    head = paper.data[0]
    long_form = bytes((0xD8, head & 0x1F)) + paper.data[1:]
    yield failed("tag-in-long-form", wrap(long_form), reasons=bad, comment="tag 18 in two bytes: not the shortest form")
    duplicate = payload[:1].replace(payload[:1], bytes((payload[0] + 1,))) + payload[1:] + cbor.encode(4) + b"\0"
    yield failed("duplicate-expiry", scene.signed(duplicate), reasons=bad, comment="exp stands twice, rightly signed")
    for name, value, comment in (
        ("expiry-not-a-number", float("nan"), "exp is NaN: no comparison would ever expire it"),
        ("expiry-infinite", float("inf"), "exp is infinite"),
        ("expiry-true", True, "exp is true, which Python takes for 1"),
        ("expiry-text", "2099", "exp is text"),
    ):
        yield failed(name, scene.signed(cbor.encode({**claims, 4: value})), reasons=bad, comment=comment)
    yield failed("critical-header", scene.signed(payload, label_2=[99]), reasons=bad, comment="an unknown crit")
    no_name = {label: value for label, value in claims[-70001].items() if label != 1}
    unnamed = scene.signed(cbor.encode({**claims, -70001: no_name}))
    yield failed("name-missing", unnamed, reasons=bad, comment="a mandatory element is missing, rightly signed")
    yield failed(
        "kid-unprotected", _unprotected_kid(scene, payload), reasons=bad, comment="kid in the unprotected header"
    )
    yield failed(
        "text-too-long",
        "PDC1:" + "0" * 9000,
        reasons=(Reason.TOO_LARGE,),
        comment="more than any code holds: refused before it is decoded",
    )


def _unbound(scene: Scene) -> Iterator[Case]:
    licence = scene.licence("P25")
    phone = scene.phone("P25", licence)
    bare = _issued(licence.data)
    yield failed(
        "licence-copied",
        licence.text,
        reasons=(Reason.KEY_BINDING_MISSING,),
        comment="the licence file itself, without the phone's signature: a copy",
    )
    thief = scene.device_key("P99")
    token = TokenClaims(aud="roadside-check", iat=int(SHOWN.timestamp()), exp=None, nbf=None, cnonce=None)
    stolen = wrap(sign_presentation(_item(bare), token.encode(), thief))
    yield failed(
        "licence-on-another-phone",
        stolen,
        reasons=(Reason.KEY_BINDING_INVALID,),
        comment="a copied licence, presented with another phone's key",
    )
    yield _presented(scene, bare, replace(token, aud="car-rental"), "audience-other", Reason.AUDIENCE_MISMATCH)
    early = replace(token, iat=licence.claims.iat - 60)
    yield _presented(scene, bare, early, "presented-before-issue", Reason.KEY_BINDING_INVALID)
    yield replace(
        failed(
            "nonce-other",
            phone.present(SHOWN, "AAAA"),
            reasons=(Reason.NONCE_MISMATCH,),
            comment="four other characters than the terminal asked for",
        ),
        nonce="K7QF",
    )
    yield failed(
        "nonce-unasked",
        phone.present(SHOWN, "K7QF"),
        reasons=(Reason.NONCE_MISMATCH,),
        comment="answers a nonce that this terminal did not ask for",
    )
    old = NOW - timedelta(minutes=10)
    yield replace(
        failed(
            "code-replayed",
            phone.present(old),
            reasons=(Reason.PRESENTATION_REPLAYED,),
            comment="ten minutes old, and the same code as nine seconds ago: a picture of a phone",
        ),
        earlier=(Earlier(iat=int(old.timestamp()), seconds_ago=9.0),),
    )
    yield _presented(
        scene, _with_disclosures(bare, [cbor.encode([bytes(16), "Prefect", 12])]), token, "disclosure-unsigned",
        Reason.DISCLOSURE_INVALID,
    )  # fmt: skip  # a table: a row a line
    twice = _with_disclosures(bare, [licence.disclosures[0], licence.disclosures[0]])
    yield _presented(scene, twice, token, "disclosure-twice", Reason.DISCLOSURE_INVALID)


def _not_in_force(scene: Scene) -> Iterator[Case]:
    paper = scene.attestation("P22")
    unproven = Reason.HOLDER_NOT_PROVEN

    def over(name: str, change: Callable[[LicenceClaims], LicenceClaims], reason: Reason, comment: str) -> Case:
        return failed(name, scene.changed(paper, change).text, reasons=(reason, unproven), comment=comment)

    now = int(NOW.timestamp())
    yield over("expired-this-second", lambda c: replace(c, exp=now), Reason.EXPIRED, "exp is now: over")
    yield over("expired", lambda c: replace(c, exp=now - 86400), Reason.EXPIRED, "over since yesterday")
    yield over("not-yet-valid", lambda c: replace(c, iat=now + 121), Reason.NOT_YET_VALID, "iat is 121 s ahead")
    yield over(
        "attestation-of-six-months",
        lambda c: replace(c, exp=c.iat + 183 * 86400),
        Reason.VALIDITY_TOO_LONG,
        "an attestation lives four months at most",
    )
    yield over(
        "signed-before-the-signer",
        lambda c: replace(c, iat=int(datetime(2026, 10, 30, tzinfo=UTC).timestamp()), exp=c.iat + 86400 * 30),
        Reason.SIGNER_EXPIRED,
        "signed before the document signer's certificate begins",
    )
    lost = scene.phone("P23b")
    yield failed("lost-or-stolen", lost.present(SHOWN), reasons=(Reason.LOST_OR_STOLEN,), comment="reported stolen")
    gone = scene.phone("P19b")
    yield failed("revoked", gone.present(SHOWN), reasons=(Reason.REVOKED,), comment="status invalid")


def _no_right(scene: Scene) -> Iterator[Case]:
    for person_id, name, reason, comment in (
        ("P09", "suspended", Reason.SUSPENDED, "suspended by the prefect"),
        ("P10", "retained", Reason.RETAINED, "retained after an alcohol test"),
        ("P12", "invalidated", Reason.INVALIDATED, "letter 48SI was received"),
        ("P13", "annulled", Reason.ANNULLED, "annulled by a court"),
    ):
        yield failed(name, scene.phone(person_id).present(SHOWN), reasons=(reason,), comment=comment)
    driver = scene.phone("P25").present(SHOWN)
    held = (Reason.CATEGORY_NOT_HELD,)
    yield failed("category-a-not-held", driver, vehicle="A", reasons=held, comment="a motorcycle on category B")
    coach = scene.phone("P08").present(SHOWN)
    yield replace(
        failed(
            "category-d-expired",
            coach,
            vehicle="D",
            reasons=(Reason.CATEGORY_EXPIRED, Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK),
            comment="D ended on 30 October, and there is no medical opinion; B goes on",
        ),
        context="medical_opinion=none",
    )
    paper = scene.attestation("P22")
    ended = scene.changed(paper, lambda claims: replace(claims, expiry_date=NOW.date() - timedelta(days=1)))
    yield failed(
        "title-expired",
        ended.text,
        reasons=(Reason.TITLE_EXPIRED, Reason.HOLDER_NOT_PROVEN),
        comment="the title ended yesterday",
    )
    both = scene.phone("P09", scene.changed(scene.licence("P09"), lambda c: replace(c, exp=int(NOW.timestamp()))))
    yield failed(
        "expired-and-suspended",
        both.present(NOW - timedelta(seconds=1)),
        reasons=(Reason.EXPIRED, Reason.SUSPENDED),
        comment="two reasons, both are said",
    )


def _sealed(message: Sign1, payload: bytes | None = None, signature: bytes | None = None) -> str:
    """Put a message together again with other parts, without signing it."""
    parts = [
        message.protected_bytes,
        {},
        message.unverified_payload if payload is None else payload,
        message.signature if signature is None else signature,
    ]
    return wrap(cbor.encode(CBORTag(SIGN1_TAG, parts)))


def _unprotected_kid(scene: Scene, payload: bytes) -> str:
    signer = scene.office.document_signer("FR", MADE)
    text = scene.signed(payload)
    message = Sign1.decode(unwrap(text)[1])
    unprotected = {Header.KID: kid_of(signer.certificate)}
    protected = cbor.encode({Header.ALG: -7, Header.TYP: TYPE_ATTESTATION})
    return wrap(cbor.encode(CBORTag(SIGN1_TAG, [protected, unprotected, payload, message.signature])))


def _issued(data: bytes) -> Issued:
    """Take a licence without its disclosures, as a phone presents it."""
    form = decode_form(data)
    if isinstance(form, Presentation):
        raise TypeError("a licence is wanted, not a presentation")
    return Issued(Form.LICENCE, form.message)


def _with_disclosures(licence: Issued, disclosures: list[bytes]) -> Issued:
    return Issued(Form.LICENCE, licence.message, tuple(disclosures))


def _item(licence: Issued) -> CBORTag:
    unprotected: dict[int, Any] = {Header.SD_CLAIMS: list(licence.disclosures)} if licence.disclosures else {}
    message = licence.message
    return CBORTag(SIGN1_TAG, [message.protected_bytes, unprotected, message.unverified_payload, message.signature])


def _presented(scene: Scene, licence: Issued, token: TokenClaims, name: str, reason: Reason) -> Case:
    """Present a licence with P25's own key and other claims."""
    text = wrap(sign_presentation(_item(licence), token.encode(), scene.device_key("P25")))
    comments = {
        "audience-other": "signed for a car rental, not for a roadside check",
        "presented-before-issue": "the phone's iat lies before the licence's",
        "disclosure-unsigned": "a disclosure whose hash the issuer did not sign",
        "disclosure-twice": "the portrait is disclosed twice",
    }
    return failed(name, text, reasons=(reason,), comment=comments[name])
