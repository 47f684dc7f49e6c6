"""What a wallet reads before it asks: credential issuer metadata (section 12.2) and RFC 8414 metadata."""

from __future__ import annotations

from typing import Final

from credential.keys import Algorithm
from credential.labels import ELEMENTS
from issuer.portal.openid4vci.desk import CONFIGURATION
from issuer.portal.openid4vci.offers import PRE_AUTHORISED
from issuer.portal.openid4vci.proofs import ALGORITHM

FORMAT: Final = "dc+sd-cwt"
"""SD-CWT (draft-ietf-spice-sd-cwt), named as dc+sd-jwt is. OpenID4VCI 1.0 leaves room for formats and has none for it.

The credential is the COSE_Sign1 in base64url, as mso_mdoc has it (appendix A.2).
"""
NAMESPACE: Final = "org.iso.18013.5.1"
_NAMES: Final = (("fr", "Permis de conduire SPECIMEN"), ("en", "Driving licence SPECIMEN"))
_ISSUERS: Final = (("fr", "Émetteur de test SPECIMEN"), ("en", "Test issuer SPECIMEN"))


def issuer_metadata(address: str) -> dict[str, object]:
    """Return the document of /.well-known/openid-credential-issuer."""
    return {
        "credential_issuer": address,
        "credential_endpoint": f"{address}/openid4vci/credential",
        "nonce_endpoint": f"{address}/openid4vci/nonce",
        "display": [{"name": name, "locale": locale} for locale, name in _ISSUERS],
        "credential_configurations_supported": {CONFIGURATION: _configuration()},
    }


def server_metadata(address: str) -> dict[str, object]:
    """Return the document of /.well-known/oauth-authorization-server (RFC 8414 section 2)."""
    return {
        "issuer": address,
        "token_endpoint": f"{address}/openid4vci/token",
        "token_endpoint_auth_methods_supported": ["none"],
        "grant_types_supported": [PRE_AUTHORISED, "refresh_token"],
        "response_types_supported": [],
        "pre-authorized_grant_anonymous_access_supported": True,
    }


def _configuration() -> dict[str, object]:
    claims = [{"path": [NAMESPACE, element.name], "mandatory": element.mandatory} for element in ELEMENTS]
    return {
        "format": FORMAT,
        "cryptographic_binding_methods_supported": ["cose_key"],
        "credential_signing_alg_values_supported": [int(Algorithm.ES256)],
        "proof_types_supported": {"jwt": {"proof_signing_alg_values_supported": [ALGORITHM]}},
        "credential_metadata": {
            "display": [{"name": name, "locale": locale} for locale, name in _NAMES],
            "claims": claims,
        },
    }
