"""The endpoints as OpenAPI describes them: what they take and every answer they give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from issuer.portal.openid4vci.desk import CONFIGURATION
from issuer.portal.openid4vci.errors import ErrorCode
from issuer.portal.openid4vci.offers import PRE_AUTHORISED

Operation = dict[str, Any]


def _json(description: str, properties: dict[str, object], required: list[str]) -> dict[str, object]:
    schema = {"type": "object", "properties": properties, "required": required}
    return {"description": description, "content": {"application/json": {"schema": schema}}}


_TEXT: Final[dict[str, object]] = {"type": "string"}
_ADDRESS: Final[dict[str, object]] = {"type": "string", "format": "uri"}


def _refused(codes: Sequence[ErrorCode]) -> dict[str, object]:
    error = {"type": "string", "enum": [code.value for code in codes]}
    return _json("Refused", {"error": error, "error_description": _TEXT}, ["error"])


_TOKEN_CODES: Final = [ErrorCode.INVALID_REQUEST, ErrorCode.INVALID_GRANT, ErrorCode.UNSUPPORTED_GRANT_TYPE]
_CREDENTIAL_CODES: Final = [
    code for code in ErrorCode if code not in _TOKEN_CODES and code is not ErrorCode.INVALID_TOKEN
]

ISSUER: Final[Operation] = {
    "operation_id": "credential_issuer_metadata",
    "summary": "Credential issuer metadata (OpenID4VCI 12.2)",
    "responses": {
        200: _json(
            "The metadata",
            {
                "credential_issuer": _ADDRESS,
                "credential_endpoint": _ADDRESS,
                "nonce_endpoint": _ADDRESS,
                "credential_configurations_supported": {"type": "object"},
            },
            ["credential_issuer", "credential_endpoint", "credential_configurations_supported"],
        )
    },
}
SERVER: Final[Operation] = {
    "operation_id": "authorization_server_metadata",
    "summary": "Authorization server metadata (RFC 8414)",
    "responses": {200: _json("The metadata", {"issuer": _ADDRESS, "token_endpoint": _ADDRESS}, ["issuer"])},
}
NONCE: Final[Operation] = {
    "operation_id": "nonce",
    "summary": "A nonce for one proof (OpenID4VCI 7)",
    "responses": {200: _json("The nonce", {"c_nonce": _TEXT}, ["c_nonce"])},
}
TOKEN: Final[Operation] = {
    "operation_id": "token",
    "summary": "A code or a refresh token becomes an access token (OpenID4VCI 6)",
    "responses": {
        200: _json(
            "The tokens",
            {
                "access_token": _TEXT,
                "token_type": {"type": "string", "enum": ["Bearer"]},
                "expires_in": {"type": "integer"},
                "refresh_token": _TEXT,
            },
            ["access_token", "token_type"],
        ),
        400: _refused(_TOKEN_CODES),
    },
    "openapi_extra": {
        "requestBody": {
            "required": True,
            "content": {
                "application/x-www-form-urlencoded": {
                    "schema": {
                        "type": "object",
                        "properties": {
                            "grant_type": {"type": "string", "enum": [PRE_AUTHORISED, "refresh_token"]},
                            "pre-authorized_code": _TEXT,
                            "tx_code": _TEXT,
                            "refresh_token": _TEXT,
                        },
                        "required": ["grant_type"],
                    }
                }
            },
        }
    },
}
CREDENTIAL: Final[Operation] = {
    "operation_id": "credential",
    "summary": "The licence for a proven key (OpenID4VCI 8)",
    "responses": {
        200: _json("The licence", {"credentials": {"type": "array", "items": {"type": "object"}}}, ["credentials"]),
        400: _refused(_CREDENTIAL_CODES),
        401: _refused([ErrorCode.INVALID_TOKEN]),
    },
    "openapi_extra": {
        "security": [{"accessToken": []}],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "properties": {
                            "credential_configuration_id": {"type": "string", "enum": [CONFIGURATION]},
                            "proofs": {
                                "type": "object",
                                "properties": {"jwt": {"type": "array", "items": _TEXT, "minItems": 1, "maxItems": 1}},
                                "required": ["jwt"],
                            },
                        },
                        "required": ["credential_configuration_id", "proofs"],
                    }
                }
            },
        },
    },
}
