"""What surrounds every answer: its size, its address, its headers, and one line in the log without personal data."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from issuer.portal.settings import PortalSettings

BODY_LIMIT: Final = 256 * 1024  # bytes; the largest honest request is a credential request of a few kilobytes
LOG: Final = logging.getLogger("carton_rose.portal")
_SAFE_METHODS: Final = {"GET", "HEAD", "OPTIONS"}


class Guard:
    """ASGI middleware round the whole portal."""

    def __init__(self, app: ASGIApp, settings: PortalSettings) -> None:
        self._app = app
        self._settings = settings
        self._headers = security_headers(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.monotonic()
        status = 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._add_headers(MutableHeaders(scope=message), scope["path"])
            await send(message)

        try:
            refusal = self._refusal(scope)
            await (refusal or self._app)(scope, _limited(receive), sending)
        finally:
            # The route's pattern, not the path: a path may hold what only its owner should know.
            route = getattr(scope.get("route"), "path", "-")
            LOG.info("%s %s %d %.0f ms", scope["method"], route, status, (time.monotonic() - began) * 1000)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length[:20]) > BODY_LIMIT:
            return PlainTextResponse("trop long / too long\n", status_code=413)
        if headers.get("host") != self._settings.host:
            if scope["method"] in _SAFE_METHODS:
                return RedirectResponse(self._settings.address + scope["path"], status_code=307)
            return PlainTextResponse("adresse inconnue / unknown address\n", status_code=421)
        return None

    def _add_headers(self, headers: MutableHeaders, path: str) -> None:
        for name, value in self._headers.items():
            headers.setdefault(name, value)
        kept = "public, max-age=3600" if path.startswith("/static/") else "no-store"
        headers.setdefault("Cache-Control", kept)


def security_headers(settings: PortalSettings) -> dict[str, str]:
    """Return the headers of every answer. A page may not run inline script, nor be framed, nor post elsewhere."""
    forms = "'self'" + (f" {_origin(settings.franceconnect.issuer)}" if settings.franceconnect else "")
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        f"manifest-src 'self'; worker-src 'self'; form-action {forms}; base-uri 'none'; frame-ancestors 'none'"
    )
    headers = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    if settings.is_https:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


def _origin(address: str) -> str:
    return "/".join(address.split("/")[:3])


def _limited(receive: Receive) -> Receive:
    """Count a body that does not say its length; beyond the limit it ends as if the browser had gone."""
    received = 0

    async def counting() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        return {"type": "http.disconnect"} if received > BODY_LIMIT else message

    return counting
