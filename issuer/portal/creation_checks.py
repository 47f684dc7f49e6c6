"""The answers of each step, checked one by one: a fault names its field and what is wanted there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends

from credential.language import Bilingual
from issuer.people_json import NAME_LIMIT
from issuer.portal import words
from issuer.portal.creation import AccountRequest
from issuer.portal.identity import (
    NUMBER_LIMIT,
    BirthDate,
    LicenceFormat,
    StatedName,
    is_card_number,
    name_key,
    number_key,
)
from issuer.portal.mail_address import is_address
from issuer.portal.passwords import fault_of
from issuer.portal.visit import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityForm:
    """Step 1 as posted. `shown` is what may stand in the form again: never the password."""

    shown: dict[str, str]
    password: str

    @classmethod
    def read(
        cls,
        *,
        nom: Text = "",
        prenom: Text = "",
        naissance: Text = "",
        courriel: Text = "",
        mot_de_passe: Text = "",
    ) -> IdentityForm:
        """Take the fields as they came."""
        shown = {"nom": nom, "prenom": prenom, "naissance": naissance, "courriel": courriel}
        return cls(shown={name: value.strip() for name, value in shown.items()}, password=mot_de_passe)

    def faults(self) -> dict[str, Bilingual]:
        """Say what is wrong, field by field; empty: nothing."""
        given, faults = self.shown, dict[str, Bilingual]()
        if not name_key(given["nom"]) or len(given["nom"]) > NAME_LIMIT:
            faults["nom"] = words.NAME
        if len(given["prenom"]) > NAME_LIMIT:
            faults["prenom"] = words.NAME
        if BirthDate.parse(given["naissance"]) is None:
            faults["naissance"] = words.BIRTH
        if not is_address(given["courriel"]):
            faults["courriel"] = words.ADDRESS
        if fault := fault_of(self.password, email=given["courriel"]):
            faults["mot_de_passe"] = fault
        return faults


Identity = Annotated[IdentityForm, Depends(IdentityForm.read)]


def licence_faults(licence_format: str, number: str) -> dict[str, Bilingual]:
    """Say what is wrong with step 2. A card's number has one shape; a pink licence's is refused for none."""
    key = number_key(number)
    if licence_format not in {each.value for each in LicenceFormat}:
        return {"format_permis": words.FORMAT}
    if licence_format == LicenceFormat.CARD and not is_card_number(key):
        return {"numero": words.CARD_NUMBER}
    if not key or len(key) > NUMBER_LIMIT:
        return {"numero": words.PINK_NUMBER}
    return {}


def request_of(answers: Mapping[str, Any]) -> AccountRequest:
    """Put together what the steps have kept. Raises ValueError for what no step lets through."""
    born = BirthDate.parse(answers["naissance"])
    if born is None:
        raise ValueError("an earlier step keeps birth dates only that it could read")
    return AccountRequest(
        name=StatedName(family=answers["nom"], given=answers["prenom"]),
        born=born,
        licence_format=LicenceFormat(answers["format_permis"]),
        number=answers["numero"],
        email=answers["courriel"],
        password_hash=answers["mot_de_passe"],
    )
