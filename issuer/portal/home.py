"""The first page, the language, and the terms of use."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import APIRouter
from starlette.responses import Response

from credential.language import Language
from issuer.portal.visit import LANGUAGE_COOKIE, Visit

router = APIRouter(include_in_schema=False)


@router.get("/")
def home(visit: Visit) -> Response:
    """Show what can be done here."""
    return visit.page("home.html")


@router.get("/conditions")
def terms(visit: Visit) -> Response:
    """Show the terms of use."""
    return visit.page("terms.html")


@router.get("/langue/{language}")
def choose_language(visit: Visit, language: Language, retour: str = "/") -> Response:
    """Keep the language in a cookie, and go back to the page that the visitor was on."""
    response = visit.go(own_path(retour))
    response.set_cookie(LANGUAGE_COOKIE, language.value, secure=True, httponly=True, samesite="lax", max_age=31_536_000)
    return response


def own_path(wanted: str) -> str:
    """Return `wanted` if it is a path of this portal, or the first page: nobody is sent elsewhere by a link to us."""
    parts = urlsplit(wanted)
    is_ours = not parts.scheme and not parts.netloc and wanted.startswith("/") and not wanted.startswith("//")
    return wanted if is_ours and wanted.isascii() and wanted.isprintable() and "\\" not in wanted else "/"
