"""The machine endpoints over HTTP. Each reads a request strictly and answers in JSON that no cache keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from issuer.portal.openid4vci.contract import CREDENTIAL, ISSUER, NONCE, SERVER, TOKEN
from issuer.portal.openid4vci.desk import Desk, desk_of
from issuer.portal.openid4vci.errors import ErrorCode, ProtocolError
from issuer.portal.openid4vci.grants import answer_token_request
from issuer.portal.openid4vci.issuance import answer_credential_request
from issuer.portal.openid4vci.metadata import issuer_metadata, server_metadata
from issuer.portal.openid4vci.nonces import make_nonce
from issuer.portal.openid4vci.strict_json import parse_object

MAX_BODY: Final = 16_384
_NO_STORE: Final = {"Cache-Control": "no-store"}


router = APIRouter(tags=["OpenID4VCI"])


@router.get("/.well-known/openid-credential-issuer", **ISSUER)
async def credential_issuer(request: Request) -> Response:
    """Answer with the credential issuer metadata."""
    return JSONResponse(issuer_metadata(desk_of(request).address))


@router.get("/.well-known/oauth-authorization-server", **SERVER)
async def authorization_server(request: Request) -> Response:
    """Answer with the authorization server metadata."""
    return JSONResponse(server_metadata(desk_of(request).address))


@router.post("/openid4vci/nonce", **NONCE)
async def nonce(request: Request) -> Response:
    """Answer with a nonce for one proof."""
    return JSONResponse({"c_nonce": make_nonce(desk_of(request))}, headers=_NO_STORE)


@router.post("/openid4vci/token", **TOKEN)
async def token(request: Request) -> Response:
    """Exchange a code or a refresh token."""
    return await _answered(ErrorCode.INVALID_REQUEST, request, _token)


@router.post("/openid4vci/credential", **CREDENTIAL)
async def credential(request: Request) -> Response:
    """Issue the licence."""
    return await _answered(ErrorCode.INVALID_CREDENTIAL_REQUEST, request, _credential)


async def _answered(
    malformed: ErrorCode, request: Request, act: Callable[[Desk, Request, bytes], dict[str, object]]
) -> Response:
    """Read the body, act on it in a thread (the database and the keys block), and answer."""
    try:
        body = await _body(request, malformed)
        return JSONResponse(await run_in_threadpool(act, desk_of(request), request, body), headers=_NO_STORE)
    except ProtocolError as error:
        return _refusal(error)


async def _body(request: Request, malformed: ErrorCode) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY:
            raise ProtocolError(malformed, f"a body of more than {MAX_BODY} bytes")
    return body


def _token(desk: Desk, request: Request, body: bytes) -> dict[str, object]:
    _require_type(request, "application/x-www-form-urlencoded", ErrorCode.INVALID_REQUEST)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict")
    except ValueError as error:
        raise ProtocolError(ErrorCode.INVALID_REQUEST, "the body is no form") from error
    form = dict(pairs)
    if len(form) != len(pairs):
        raise ProtocolError(ErrorCode.INVALID_REQUEST, "a parameter twice (RFC 6749 section 3.2)")
    return answer_token_request(desk, form)


def _credential(desk: Desk, request: Request, body: bytes) -> dict[str, object]:
    access_token = _bearer(request)
    _require_type(request, "application/json", ErrorCode.INVALID_CREDENTIAL_REQUEST)
    try:
        content: dict[str, Any] = parse_object(body)
    except ValueError as error:
        raise ProtocolError(ErrorCode.INVALID_CREDENTIAL_REQUEST, "the body is no JSON object") from error
    return answer_credential_request(desk, access_token, content)


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise ProtocolError(ErrorCode.INVALID_TOKEN, "an access token is wanted")
    return token


def _require_type(request: Request, wanted: str, code: ErrorCode) -> None:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != wanted:
        raise ProtocolError(code, f"the body must be {wanted}")


def _refusal(error: ProtocolError) -> Response:
    headers = dict(_NO_STORE)
    if error.code is ErrorCode.INVALID_TOKEN:
        headers["WWW-Authenticate"] = f'Bearer error="{error.code.value}"'
    content = {"error": error.code.value, "error_description": error.description}
    return JSONResponse(content, 401 if error.code is ErrorCode.INVALID_TOKEN else 400, headers)
