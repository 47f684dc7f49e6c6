"""People of a people file: who they are, what title and rights they have, and what an overlay changes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from verifier.entitlement.holder import Holder, Right, Title, TitleForm
from verifier.entitlement.vocabulary import (
    as_list,
    as_object,
    day,
    fact,
    optional,
    suggest,
    text,
    word_of,
)

_OVERLAY: Final = frozenset({"add_categories", "add_codes", "category_issued", "birth_date"})
_FOR_ALL: Final = ("all", "codes_all_categories")
"""What an overlay calls the codes for all categories."""
_FORM: Final = word_of(TitleForm)


def read_holder(person: Mapping[str, Any]) -> Holder:
    """Read a person of a people file. Somebody without any title has null for one."""
    return Holder(
        birth_date=fact(person, "birth_date", day),
        birth_date_as_printed=optional(person, "birth_date_as_printed", text),
        issuing_country=fact(person, "issuing_country", text),
        title=_title(person["title"]),
        rights=tuple(_right(each) for each in as_list(person.get("categories") or (), "categories")),
        codes_all=_codes(person, "codes_all_categories"),
        probation=optional(person, "probation", _probation),
    )


def _title(stated: object) -> Title:
    if stated is None:
        return Title(form=TitleForm.NONE)
    title = as_object(stated, "title")
    return Title(
        form=fact(title, "format", _FORM),
        number=str(title.get("document_number") or ""),
        issued=optional(title, "issued", day),
        expires=optional(title, "expires", day),
    )


def _probation(stated: object) -> tuple[date, date]:
    probation = as_object(stated, "first and last day")
    return fact(probation, "start", day), fact(probation, "end", day)


def _right(stated: object) -> Right:
    category = as_object(stated, "a category")
    return Right(
        category=fact(category, "code", text),
        issued=optional(category, "issued", day),
        expires=optional(category, "expires", day),
        codes=_codes(category, "codes"),
    )


def _codes(things: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(fact({name: code}, name, text) for code in as_list(things.get(name) or (), name))


def overlaid(holder: Holder, overlay: Mapping[str, Any]) -> Holder:
    """Return the person as one scenario changes them. Raises StatementError."""
    for name in overlay:
        if name not in _OVERLAY:
            suggest(name, sorted(_OVERLAY), "is no key of an overlay")
    codes = as_object(overlay.get("add_codes") or {}, "add_codes")
    issued = as_object(overlay.get("category_issued") or {}, "category_issued")
    added = as_list(overlay.get("add_categories") or (), "add_categories")
    changed = tuple(
        replace(
            right,
            codes=right.codes + _codes(codes, right.category),
            issued=fact(issued, right.category, day) if right.category in issued else right.issued,
        )
        for right in (*holder.rights, *(_right(each) for each in added))
    )
    everywhere = [_codes(codes, name) for name in _FOR_ALL]
    if "birth_date" in overlay:
        holder = replace(holder, birth_date=fact(overlay, "birth_date", day), birth_date_as_printed=None)
    return replace(holder, rights=changed, codes_all=sum(everywhere, holder.codes_all))
