"""A small PKI in memory: all is in order until a test replaces one thing. Keys are fixed, and SPECIMEN."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID, ObjectIdentifier

from credential.cose import Header, sign
from credential.keys import Algorithm
from credential.status_list import STATUS_LIST_TYPE, StatusList, StatusToken
from trust_store.block_list import BlockList, encode_block_list
from trust_store.certificate import read_certificate
from trust_store.profile import DOCUMENT_SIGNER_EKU, LIST_SIGNER_EKU, STATUS_SIGNER_EKU, Profile
from trust_store.publication import Publication
from trust_store.signed_list import ListKind, sign_list
from trust_store.trust_list import TrustList, TrustListEntry, encode_trust_list

NOW = datetime(2026, 11, 24, 6, 0, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SHARD_URI = "https://fr.example/status/1"

PrivateKey: TypeAlias = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
Extension: TypeAlias = tuple[x509.ExtensionType, bool]


@cache
def key(name: str, curve: type[ec.EllipticCurve] = ec.SECP256R1) -> ec.EllipticCurvePrivateKey:
    """Return the key of that name: always the same."""
    return ec.derive_private_key(int.from_bytes(hashlib.sha256(name.encode()).digest()[:31], "big"), curve())


def usage(*allowed: str) -> x509.KeyUsage:
    names = (
        *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
        *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    )
    return x509.KeyUsage(**{name: name in allowed for name in names})


def purpose(*oids: str) -> x509.ExtendedKeyUsage:
    return x509.ExtendedKeyUsage([ObjectIdentifier(oid) for oid in oids])


def subject(common_name: str, country: str | None = "FR", state: str | None = None) -> x509.Name:
    parts = [
        (NameOID.COUNTRY_NAME, country),
        (NameOID.STATE_OR_PROVINCE_NAME, state),
        (NameOID.COMMON_NAME, common_name),
    ]
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts if value])


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A certificate to be made."""

    subject: x509.Name
    issuer: x509.Name
    key: PrivateKey
    issuer_key: PrivateKey
    not_before: datetime
    not_after: datetime
    extensions: tuple[Extension, ...]
    hash: hashes.HashAlgorithm | None = field(default_factory=hashes.SHA256)
    serial: int = 7

    def build(self) -> x509.Certificate:
        builder = x509.CertificateBuilder(
            issuer_name=self.issuer,
            subject_name=self.subject,
            public_key=self.key.public_key(),
            serial_number=self.serial,
            not_valid_before=self.not_before,
            not_valid_after=self.not_after,
        )
        for extension, critical in self.extensions:
            builder = builder.add_extension(extension, critical)
        digest = None if isinstance(self.issuer_key, ed25519.Ed25519PrivateKey) else self.hash
        fixed = True if digest else None
        return builder.sign(self.issuer_key, digest, ecdsa_deterministic=fixed)  # type: ignore[arg-type] # any hash, also those not allowed

    def der(self) -> bytes:
        return _der(self)

    def having(self, extension: x509.ExtensionType, critical: bool) -> Plan:
        """Set one extension, in place of another of its kind."""
        return replace(self, extensions=(*self.without(type(extension)).extensions, (extension, critical)))

    def without(self, kind: type[x509.ExtensionType]) -> Plan:
        """Leave out the extension of `kind`."""
        return replace(self, extensions=tuple(each for each in self.extensions if not isinstance(each[0], kind)))


_BUILT: dict[int, tuple[Plan, bytes]] = {}


def _der(plan: Plan) -> bytes:
    """Sign each plan once."""
    if id(plan) not in _BUILT:
        _BUILT[id(plan)] = (plan, plan.build().public_bytes(Encoding.DER))
    return _BUILT[id(plan)][1]


def root_plan(country: str = "FR", name: str = "Root", *, specimen: bool = True, state: str | None = None) -> Plan:
    own_key = key(f"root {country} {name}", ec.SECP384R1)
    own_name = subject(f"{country} {name} SPECIMEN" if specimen else f"{country} {name}", country, state)
    return Plan(
        subject=own_name,
        issuer=own_name,
        key=own_key,
        issuer_key=own_key,
        not_before=NOW - 400 * DAY,
        not_after=NOW + 3000 * DAY,
        extensions=(
            (x509.SubjectKeyIdentifier.from_public_key(own_key.public_key()), False),
            (usage("key_cert_sign", "crl_sign"), True),
            (x509.BasicConstraints(ca=True, path_length=0), True),
        ),
        hash=hashes.SHA384(),
    )


def signer_plan(root: Plan, eku: str = DOCUMENT_SIGNER_EKU, name: str = "DS 1", *, specimen: bool = True) -> Plan:
    country = str(root.subject.get_attributes_for_oid(NameOID.COUNTRY_NAME)[0].value)
    own_key = key(f"signer {country} {name}")
    root_public = root.key.public_key()
    return Plan(
        subject=subject(f"{country} {name} SPECIMEN" if specimen else f"{country} {name}", country),
        issuer=root.subject,
        key=own_key,
        issuer_key=root.key,
        not_before=NOW - 30 * DAY,
        not_after=NOW + 300 * DAY,
        extensions=(
            (x509.SubjectKeyIdentifier.from_public_key(own_key.public_key()), False),
            (x509.AuthorityKeyIdentifier.from_issuer_public_key(root_public), False),
            (usage("digital_signature"), True),
            (purpose(eku), True),
        ),
    )


def list_signer_plan(name: str = "Publisher", *, specimen: bool = True) -> Plan:
    own_key = key(f"list {name}")
    own_name = subject(f"{name} SPECIMEN trust list" if specimen else name, None)
    return Plan(
        subject=own_name,
        issuer=own_name,
        key=own_key,
        issuer_key=own_key,
        not_before=NOW - 100 * DAY,
        not_after=NOW + 1000 * DAY,
        extensions=(
            (x509.SubjectKeyIdentifier.from_public_key(own_key.public_key()), False),
            (usage("digital_signature"), True),
            (purpose(LIST_SIGNER_EKU), True),
        ),
    )


FRANCE = root_plan()
SPAIN = root_plan("ES")
DOCUMENT_SIGNER = signer_plan(FRANCE)
STATUS_SIGNER = signer_plan(FRANCE, STATUS_SIGNER_EKU, "Status 1")
PUBLISHER = list_signer_plan()


def status_token(
    signer: Plan = STATUS_SIGNER,
    *,
    uri: str = SHARD_URI,
    at: datetime = NOW,
    entries: Sequence[tuple[int, int]] = ((5, 2),),
    size: int = 1024,
    exp: datetime | None = NOW + 30 * DAY,
    lst: bytes | None = None,
) -> bytes:
    """Sign a status list; index 5 is suspended, all others are valid."""
    token = StatusToken(
        uri=uri,
        iat=int(at.timestamp()),
        exp=None if exp is None else int(exp.timestamp()),
        ttl=None,
        bits=4,
        lst=StatusList.of(entries, size=size).deflate() if lst is None else lst,
    )
    kid = hashlib.sha256(signer.der()).digest()[:8]
    protected = {Header.ALG: int(Algorithm.ES256), Header.KID: kid, Header.TYP: STATUS_LIST_TYPE}
    assert isinstance(signer.key, ec.EllipticCurvePrivateKey)
    return sign(protected, token.encode(), signer.key, deterministic=True)


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """Everything that one publication is made of."""

    profile: Profile = Profile.TEST
    list_signer: Plan = PUBLISHER
    roots: tuple[Plan, ...] = (FRANCE,)
    entries: tuple[TrustListEntry, ...] | None = None
    signers: tuple[Plan, ...] = (DOCUMENT_SIGNER, STATUS_SIGNER)
    issue_id: int = 1
    issued_at: datetime = NOW - DAY
    sequence: int | None = 1
    blocked_at: datetime = NOW - DAY
    blocked: frozenset[bytes] = frozenset()
    unblocked: frozenset[bytes] = frozenset()
    status_tokens: tuple[bytes, ...] | None = None

    def trust_list(self) -> bytes:
        entries = self.entries
        if entries is None:
            entries = tuple(TrustListEntry.of(read_certificate(root.der())) for root in self.roots)
        content = TrustList(
            provider="SPECIMEN",
            profile=self.profile,
            issued_at=self.issued_at,
            issue_id=self.issue_id,
            next_update=self.issued_at + 7 * DAY,
            entries=entries,
        )
        return self.signed(ListKind.TRUST_LIST, encode_trust_list(content))

    def block_list(self) -> bytes | None:
        if self.sequence is None:
            return None
        content = BlockList(
            issued_at=self.blocked_at, sequence=self.sequence, blocked=self.blocked, unblocked=self.unblocked
        )
        return self.signed(ListKind.BLOCK_LIST, encode_block_list(content))

    def signed(self, kind: ListKind, payload: bytes) -> bytes:
        private_key = self.list_signer.key
        assert isinstance(private_key, ec.EllipticCurvePrivateKey)
        certificate = x509.load_der_x509_certificate(self.list_signer.der())
        return sign_list(kind, payload, private_key=private_key, list_signer=certificate, deterministic=True)

    def publish(self) -> Publication:
        tokens = (status_token(at=NOW - DAY),) if self.status_tokens is None else self.status_tokens
        return Publication(
            trust_list=self.trust_list(),
            block_list=self.block_list(),
            list_signer=self.list_signer.der(),
            signers=tuple(signer.der() for signer in self.signers),
            status_tokens=tokens,
        )


def digest(plan: Plan) -> bytes:
    """SHA-256 of the plan's certificate: what a block list names."""
    return hashlib.sha256(plan.der()).digest()


def kid(plan: Plan) -> bytes:
    return digest(plan)[:8]
