"""The trust list: which roots are anchors, for which documents. Shaped as a VICAL (ISO/IEC 18013-5 Annex C.1.7.1).

The payload is a VICAL map: tdates under tag 0, serial numbers as biguint under tag 2. Ours differ from the standard's
in three ways that make them stricter: vicalIssueID is always there and never goes back; `extensions` names the
profile; the signed message has no x5chain, as its signer is pinned.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from credential import cbor
from credential.cose import VerifiedPayload
from trust_store.certificate import Certificate
from trust_store.fields import Fields, biguint, malformed, read_fields, tdate
from trust_store.profile import DRIVING_LICENCE, Profile

VERSION: Final = "1.0"
MAX_ENTRIES: Final = 512
"""Anchors of one list: two for each of the world's 250 country codes."""
_PLACE: Final = "trust list"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustListEntry:
    """One root and its scope. The certificate is DER; whether it fits the profile is `check_anchor`'s to say."""

    certificate: bytes
    serial_number: int
    key_id: bytes
    issuing_country: str
    document_types: tuple[str, ...] = (DRIVING_LICENCE,)

    @classmethod
    def of(cls, root: Certificate, document_types: tuple[str, ...] = (DRIVING_LICENCE,)) -> TrustListEntry:
        """Make the entry of `root`, saying what its certificate says."""
        return cls(
            certificate=root.der,
            serial_number=root.parsed.serial_number,
            key_id=root.key_id or b"",
            issuing_country=root.country or "",
            document_types=document_types,
        )

    def agrees_with(self, root: Certificate) -> bool:
        """Whether the entry says of its certificate what the certificate says."""
        return self == TrustListEntry.of(root, self.document_types)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustList:
    """A whole list. `issue_id` grows with every issue, `issued_at` never goes back."""

    provider: str
    profile: Profile
    issued_at: datetime
    issue_id: int
    next_update: datetime | None
    entries: tuple[TrustListEntry, ...]


def encode_trust_list(trust_list: TrustList) -> bytes:
    """Write the payload, to be signed by `signed_list.sign_list`. Times are aware and in whole seconds."""
    content: dict[str, object] = {
        "version": VERSION,
        "vicalProvider": trust_list.provider,
        "date": tdate(trust_list.issued_at),
        "vicalIssueID": trust_list.issue_id,
    }
    if trust_list.next_update is not None:
        content["nextUpdate"] = tdate(trust_list.next_update)
    content["certificateInfos"] = [_encode_entry(entry) for entry in trust_list.entries]
    content["extensions"] = {"profile": trust_list.profile.value}
    return cbor.encode(content)


def parse_trust_list(payload: VerifiedPayload) -> TrustList:
    """Read a verified payload. Raises `TrustStoreError` MALFORMED. Keys that Annex C may add are passed over."""
    fields = read_fields(payload, _PLACE)
    if fields.text("version") != VERSION:
        raise malformed(f"{_PLACE}: version {VERSION} is the one read here")
    infos = fields.items("certificateInfos")
    if len(infos) > MAX_ENTRIES:
        raise malformed(f"{_PLACE}: {len(infos)} certificates where at most {MAX_ENTRIES} are read")
    entries = tuple(_parse_entry(Fields(info, f"{_PLACE}, entry {place}")) for place, info in enumerate(infos))
    if len({entry.certificate for entry in entries}) != len(entries):
        raise malformed(f"{_PLACE}: one certificate twice")
    return TrustList(
        provider=fields.text("vicalProvider"),
        profile=_profile(fields.part("extensions").text("profile")),
        issued_at=fields.moment("date"),
        issue_id=fields.count("vicalIssueID"),
        next_update=fields.moment("nextUpdate") if fields.has("nextUpdate") else None,
        entries=entries,
    )


def _encode_entry(entry: TrustListEntry) -> dict[str, object]:
    return {
        "certificate": entry.certificate,
        "serialNumber": biguint(entry.serial_number),
        "ski": entry.key_id,
        "docType": list(entry.document_types),
        "issuingCountry": entry.issuing_country,
    }


def _parse_entry(fields: Fields) -> TrustListEntry:
    return TrustListEntry(
        certificate=fields.octets("certificate"),
        serial_number=fields.number("serialNumber"),
        key_id=fields.octets("ski"),
        issuing_country=fields.text("issuingCountry"),
        document_types=fields.texts("docType"),
    )


def _profile(word: str) -> Profile:
    try:
        return Profile(word)
    except ValueError as error:
        raise malformed(f"{_PLACE}: its profile is neither test nor production") from error
