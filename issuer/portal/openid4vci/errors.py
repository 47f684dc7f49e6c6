"""What the protocol answers when it does not do what was asked: the codes of OpenID4VCI and of OAuth 2.0."""

from __future__ import annotations

from enum import StrEnum


class ErrorCode(StrEnum):
    """RFC 6749 section 5.2 and RFC 6750 section 3.1 (the first four), OpenID4VCI section 8.3.1.2 (the others)."""

    INVALID_REQUEST = "invalid_request"
    INVALID_GRANT = "invalid_grant"
    UNSUPPORTED_GRANT_TYPE = "unsupported_grant_type"
    INVALID_TOKEN = "invalid_token"  # noqa: S105 - a word of the protocol
    INVALID_CREDENTIAL_REQUEST = "invalid_credential_request"
    UNKNOWN_CREDENTIAL_CONFIGURATION = "unknown_credential_configuration"
    UNKNOWN_CREDENTIAL_IDENTIFIER = "unknown_credential_identifier"
    INVALID_PROOF = "invalid_proof"
    INVALID_NONCE = "invalid_nonce"
    INVALID_ENCRYPTION_PARAMETERS = "invalid_encryption_parameters"
    CREDENTIAL_REQUEST_DENIED = "credential_request_denied"


class ProtocolError(Exception):
    """A request is refused: `code` for the wallet, `description` (ASCII, nothing personal) for its developer."""

    def __init__(self, code: ErrorCode, description: str) -> None:
        super().__init__(f"{code.value}: {description}")
        self.code = code
        self.description = description
