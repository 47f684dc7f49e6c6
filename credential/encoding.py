"""Licence claims become payload bytes: the inverse of `credential.claims`, for those who mint."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from credential import cbor
from credential.cbor import CBORTag
from credential.claims import DATE_TAG, DrivingPrivilege, LicenceClaims
from credential.labels import ELEMENTS, LICENCE_LABEL, Element, Kind, Privilege
from credential.sd_cwt import redact


def full_date(day: date) -> CBORTag:
    """Encode a date as tag 100: days since 1970-01-01 (RFC 8943)."""
    return CBORTag(DATE_TAG, day.toordinal() - date(1970, 1, 1).toordinal())


def encode_claims(
    claims: LicenceClaims, *, redacted: Iterable[str] = (), salt: Callable[[], bytes] | None = None
) -> tuple[bytes, list[bytes]]:
    """Encode the payload of an attestation or licence; returns it with the disclosures of `redacted` elements.

    `redacted` holds ISO element names; `salt` gives 16 fresh bytes a call and is needed only with them.
    """
    licence = {element.label: _value(element, claims) for element in ELEMENTS if _present(element, claims)}
    wanted = set(redacted)
    labels = [element.label for element in ELEMENTS if element.name in wanted]
    disclosures: list[bytes] = []
    if labels:
        if salt is None:
            raise ValueError("redacting needs a source of salts")
        licence, disclosures = redact(licence, labels, salt)
    return cbor.encode({**_registered(claims), LICENCE_LABEL: licence}), disclosures


def _registered(claims: LicenceClaims) -> dict[int, Any]:
    """The CWT claims, in the order of their labels; those that are None are left out."""
    status = claims.status
    registered: dict[int, Any] = {
        1: claims.iss,
        2: claims.sub,
        4: claims.exp,
        5: claims.nbf,
        6: claims.iat,
        7: claims.cti,
        8: None if claims.cnf is None else {1: dict(claims.cnf)},
        65535: None if status is None else {"status_list": {"idx": status.idx, "uri": status.uri}},
    }
    return {label: value for label, value in registered.items() if value is not None}


def _present(element: Element, claims: LicenceClaims) -> bool:
    return getattr(claims, element.name) not in (None, ()) or element.mandatory


def _value(element: Element, claims: LicenceClaims) -> object:
    value = getattr(claims, element.name)
    if element.kind is Kind.DATE:
        return full_date(value)
    if element.kind is Kind.PRIVILEGES:
        return [_privilege(privilege) for privilege in value]
    if element.kind is Kind.CODES:
        return list(value)
    if element.kind is Kind.TITLE_FORMAT:
        return int(value)
    return value


def _privilege(privilege: DrivingPrivilege) -> dict[int, object]:
    item: dict[int, object] = {int(Privilege.CATEGORY): privilege.category}
    if privilege.issue_date is not None:
        item[int(Privilege.ISSUE_DATE)] = full_date(privilege.issue_date)
    if privilege.expiry_date is not None:
        item[int(Privilege.EXPIRY_DATE)] = full_date(privilege.expiry_date)
    if privilege.codes:
        item[int(Privilege.CODES)] = list(privilege.codes)
    return item
