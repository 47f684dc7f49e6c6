"""Signing in by FranceConnect: OpenID Connect (code flow) by Authlib, in FranceConnect's shapes.

What is believed, and in this order:
1. the answer belongs to the request of this very session: `state`, good once;
2. the code is exchanged with the provider of the settings, by its discovery document, which names the same issuer;
3. the ID token is signed by that provider with ES256 or RS256, for us, in time, with our `nonce` and at least eidas1;
4. the identity comes signed too (application/jwt), by the same keys, for us and about the same `sub`.

Anything else is refused, and nobody is signed in. Nothing of the identity is kept: it finds somebody in the register,
or nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from httpx2 import HTTPError, Response
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from issuer.portal.identity import BirthDate, StatedName

if TYPE_CHECKING:
    from issuer.portal.settings import FranceConnectSettings

SCOPES: Final = "openid given_name family_name birthdate gender birthplace birthcountry preferred_username email"
"""The pivot identity, and the usage name and address beside it."""
ACR: Final = "eidas1"
ACCEPTED_ACR: Final = frozenset({"eidas1", "eidas2", "eidas3"})
ALGORITHMS: Final = ["ES256", "RS256"]
TIMEOUT: Final = 10.0
LEEWAY: Final = 60  # seconds that the provider's clock may differ from ours
RETURN_PATH: Final = "/franceconnect/retour"
SIGNED_OUT_PATH: Final = "/"


class FranceConnectFault(StrEnum):
    """Why nobody was signed in."""

    UNREACHABLE = "unreachable"
    WRONG_ISSUER = "wrong-issuer"
    REFUSED = "refused"
    NOT_SIGNED = "not-signed"
    WRONG_CLAIMS = "wrong-claims"
    INCOMPLETE_IDENTITY = "incomplete-identity"


class FranceConnectError(Exception):
    """The sign-in did not come about; `fault` says why, and the log says it without any personal data."""

    def __init__(self, fault: FranceConnectFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotIdentity:
    """Who has signed in, as the provider states it: all given names, the birth name, a birth date."""

    birth_name: StatedName
    usage_name: StatedName | None
    born: BirthDate


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedInElsewhere:
    """An identity, and the ID token that ends the provider's session later."""

    identity: PivotIdentity
    id_token: str


class FranceConnect:
    """One provider. Its discovery document and keys are read at every sign-in: keys change, processes hold no state."""

    def __init__(self, settings: FranceConnectSettings, return_address: str) -> None:
        self._settings = settings
        self._return_address = return_address

    def authorization_address(self, state: str, nonce: str) -> str:
        """Return where the browser is sent. Raises FranceConnectError."""
        with self._client() as client:
            endpoint = self._discover(client)["authorization_endpoint"]
            address, _ = client.create_authorization_url(endpoint, state=state, nonce=nonce, acr_values=ACR)
        return str(address)

    def finish(self, code: str, nonce: str, now: datetime) -> SignedInElsewhere:
        """Exchange the code and return who has signed in. Raises FranceConnectError."""
        with self._client() as client:
            provider = self._discover(client)
            token = self._exchange(client, provider["token_endpoint"], code)
            id_token = str(token.get("id_token", ""))
            keys = self._keys(client, provider["jwks_uri"])
            claims = self._require_id_token(id_token, keys, nonce, now)
            identity = self._userinfo(client, provider["userinfo_endpoint"], keys, str(claims["sub"]))
        return SignedInElsewhere(identity=identity, id_token=id_token)

    def sign_out_address(self, id_token: str, state: str, back: str) -> str | None:
        """Return where the browser ends the provider's session, or None where the provider has no such page."""
        with self._client() as client:
            endpoint = self._discover(client).get("end_session_endpoint")
            if not endpoint:
                return None
            query = {"id_token_hint": id_token, "state": state, "post_logout_redirect_uri": back}
            return str(client.build_request("GET", str(endpoint), params=query).url)

    def _client(self) -> OAuth2Client:
        return OAuth2Client(
            client_id=self._settings.client_id,
            client_secret=self._settings.client_secret,
            scope=SCOPES,
            redirect_uri=self._return_address,
            token_endpoint_auth_method="client_secret_post",  # noqa: S106 - the name of a method
            timeout=TIMEOUT,
            follow_redirects=False,
        )

    def _discover(self, client: OAuth2Client) -> dict[str, Any]:
        """Read the discovery document (OpenID Connect Discovery 4.3: its issuer must be the one asked for)."""
        found = _json(_fetch(client, f"{self._settings.issuer}/.well-known/openid-configuration"))
        if found.get("issuer") != self._settings.issuer:
            raise FranceConnectError(FranceConnectFault.WRONG_ISSUER)
        wanted = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
        if any(not isinstance(found.get(name), str) for name in wanted):
            raise FranceConnectError(FranceConnectFault.UNREACHABLE)
        return found

    def _exchange(self, client: OAuth2Client, endpoint: str, code: str) -> dict[str, Any]:
        try:
            token: dict[str, Any] = client.fetch_token(endpoint, code=code, grant_type="authorization_code")
        except OAuthError as error:
            raise FranceConnectError(FranceConnectFault.REFUSED) from error
        except (HTTPError, ValueError) as error:
            raise FranceConnectError(FranceConnectFault.UNREACHABLE) from error
        return token

    def _keys(self, client: OAuth2Client, address: str) -> KeySet:
        try:
            return KeySet.import_key_set(_json(_fetch(client, address)))  # type: ignore[arg-type] # it checks the shape
        except (JoseError, KeyError, TypeError, ValueError) as error:
            raise FranceConnectError(FranceConnectFault.UNREACHABLE) from error

    def _require_id_token(self, id_token: str, keys: KeySet, nonce: str, now: datetime) -> CodeIDToken:
        """Verify the ID token (OpenID Connect Core 3.1.3.7)."""
        header, payload = _verified(id_token, keys)
        options = {
            "iss": {"essential": True, "value": self._settings.issuer},
            "aud": {"essential": True, "value": self._settings.client_id},
            "nonce": {"essential": True, "value": nonce},
            "acr": {"essential": True, "values": sorted(ACCEPTED_ACR)},
            "sub": {"essential": True},
        }
        claims = CodeIDToken(payload, header, options, {"nonce": nonce, "client_id": self._settings.client_id})
        try:
            claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
        except (JoseError, OAuthError, ValueError, TypeError) as error:
            raise FranceConnectError(FranceConnectFault.WRONG_CLAIMS) from error
        return claims

    def _userinfo(self, client: OAuth2Client, endpoint: str, keys: KeySet, sub: str) -> PivotIdentity:
        """Read the identity (Core 5.3.2: signed, `iss` and `aud` as the ID token's; 5.3.4: the same `sub`)."""
        answer = _fetch(client, endpoint, with_token=True)
        if answer.headers.get("content-type", "").partition(";")[0].strip() != "application/jwt":
            raise FranceConnectError(FranceConnectFault.NOT_SIGNED)
        _, claims = _verified(answer.text.strip(), keys)
        audience = claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        is_ours = claims.get("iss") == self._settings.issuer and self._settings.client_id in audiences
        if not is_ours or claims.get("sub") != sub:
            raise FranceConnectError(FranceConnectFault.WRONG_CLAIMS)
        return _identity(claims)


def _fetch(client: OAuth2Client, address: str, *, with_token: bool = False) -> Response:
    try:
        answer: Response = client.request("GET", address, withhold_token=not with_token)
        answer.raise_for_status()
    except (HTTPError, OAuthError, ValueError) as error:
        raise FranceConnectError(FranceConnectFault.UNREACHABLE) from error
    return answer


def _json(answer: Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError as error:
        raise FranceConnectError(FranceConnectFault.UNREACHABLE) from error
    if not isinstance(found, dict):
        raise FranceConnectError(FranceConnectFault.UNREACHABLE)
    return found


def _verified(token: str, keys: KeySet) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return header and claims of a token that one of the keys has signed. `none` and HMAC are no signatures here."""
    try:
        decoded = jwt.decode(token, keys, algorithms=ALGORITHMS)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise FranceConnectError(FranceConnectFault.NOT_SIGNED) from error
    return dict(decoded.header), dict(decoded.claims)


def _identity(claims: dict[str, Any]) -> PivotIdentity:
    family, given, born = (claims.get(name) for name in ("family_name", "given_name", "birthdate"))
    date = BirthDate.parse(born) if isinstance(born, str) else None
    if not isinstance(family, str) or not isinstance(given, str) or not family or date is None:
        raise FranceConnectError(FranceConnectFault.INCOMPLETE_IDENTITY)
    usage = claims.get("preferred_username")
    stated = StatedName(family=usage, given=given) if isinstance(usage, str) and usage else None
    return PivotIdentity(birth_name=StatedName(family=family, given=given), usage_name=stated, born=date)
