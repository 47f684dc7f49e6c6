"""The wallet's files, as they lie in issuer/wallet, and the list of them by which it works without a network.

The list changes whenever any file does, and with it the service worker that a browser holds.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import resources
from typing import Final

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

router = APIRouter(include_in_schema=False)

_TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "webmanifest": "application/manifest+json",
}
# Kept by the service worker; asked about again whenever there is a network.
_HEADERS: Final = {"Cache-Control": "no-cache"}
_SCRIPT: Final = "service-worker.js"


@router.get("/wallet")
def without_slash() -> Response:
    """Send the browser to the wallet's own scope."""
    return RedirectResponse("/wallet/", status_code=308)


@router.get("/wallet/")
def page() -> Response:
    """Answer with the wallet's one page."""
    return file("index.html")


@router.get("/wallet/files.js")
def files() -> Response:
    """Answer with the list of files and the digest of all of them, for the service worker."""
    digest = hashlib.sha256(b"".join(name.encode() + content for name, content in sorted(_shell().items())))
    names = sorted(name for name in _shell() if name not in {"index.html", _SCRIPT})
    shell = {"version": digest.hexdigest()[:16], "files": ["./", *names]}
    return Response(f"const SHELL = {json.dumps(shell)};\n", media_type=_TYPES["js"], headers=_HEADERS)


@router.get("/wallet/{name:path}")
def file(name: str) -> Response:
    """Answer with one file; only those that were there at the start are."""
    content = _shell().get(name)
    if content is None:
        raise HTTPException(404)
    return Response(content, media_type=_TYPES[name.rsplit(".", 1)[-1]], headers=_HEADERS)


@cache
def _shell() -> dict[str, bytes]:
    """Read the wallet's files, by their path under /wallet/."""
    root = resources.files("issuer") / "wallet"
    found = {entry.name: entry for entry in root.iterdir() if entry.is_file()}
    found |= {f"{folder}/{entry.name}": entry for folder in ("js", "vendor") for entry in (root / folder).iterdir()}
    return {name: entry.read_bytes() for name, entry in found.items() if name.rsplit(".", 1)[-1] in _TYPES}
