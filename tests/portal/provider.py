"""A real OpenID provider on this machine: idpyoidc (a certified implementation), in FranceConnect's shapes.

The library does the protocol; this file gives it a web server, people, and one seam, `tamper`, where a test changes one
answer on its way out, signed by the provider's own key, as a provider that went wrong would.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, TypeAlias
from urllib.parse import parse_qsl, urlsplit

from cryptojwt.jwk.jwk import key_from_jwk_dict
from cryptojwt.jws.jws import JWS
from idpyoidc.server import Server
from idpyoidc.server.configure import OPConfiguration
from idpyoidc.server.user_authn.user import NoAuthn

CLIENT_ID = "carton-rose-essai"
CLIENT_SECRET = "un secret d'essai de plus de trente-deux octets"  # noqa: S105 - of the test's own provider
PIVOT = (
    "given_name",
    "family_name",
    "birthdate",
    "gender",
    "birthplace",
    "birthcountry",
    "preferred_username",
    "email",
)
PEOPLE: dict[str, dict[str, str]] = {
    "zoe@essai": {
        "given_name": "Zoë Maëlys",
        "family_name": "ŒUVRARD-LECŒUR",
        "birthdate": "1997-04-30",
        "gender": "female",
        "birthplace": "35238",
        "birthcountry": "99100",
        "email": "zoe@courrier.example",
    },
    "usage@essai": {
        "given_name": "Marie-Apolline Éléonore Joséphine",
        "family_name": "D'un tout autre nom",
        "preferred_username": "Vandenbroucke-L'Héritier",
        "birthdate": "1966-08-15",
    },
    "personne@essai": {"given_name": "Jean", "family_name": "Inconnu", "birthdate": "1990-01-01"},
    "vide@essai": {"given_name": "Jean", "family_name": "Inconnu"},
}
Answer: TypeAlias = Any
"""An answer on its way out: the JSON object of a page, or a signed token."""
Tamper: TypeAlias = Callable[[str, Answer], Answer]


class Provider:
    """The provider. `user` is who signs in there next; `requests` are the queries that came to its pages."""

    def __init__(self, issuer: str, return_address: str, signed_out_address: str) -> None:
        self.issuer = issuer
        self.user = "zoe@essai"
        self.tamper: Tamper = lambda _name, answer: answer
        self.requests: list[tuple[str, dict[str, str]]] = []
        self._server = Server(OPConfiguration(conf=_configuration(issuer)))
        self._server.context.cdb[CLIENT_ID] = _client(return_address, signed_out_address)

    def answer(self, name: str, request: dict[str, str], headers: dict[str, str]) -> tuple[int, str, str]:
        """Let the library answer; return status, content type (or "location") and body."""
        self.requests.append((name, request))
        authentication: NoAuthn = self._server.context.authn_broker["eidas1"]["method"]
        authentication.user = self.user
        if name == "jwks":
            return 200, "application/json", json.dumps(self.tamper(name, json.loads(self.public_keys())))
        endpoint = self._server.get_endpoint(name)
        seen = {"headers": headers}
        parsed = endpoint.parse_request(request, http_info=seen)
        if name != "provider_config" and parsed and "error" in parsed:
            return 400, "application/json", json.dumps(parsed.to_dict())
        done = endpoint.process_request(parsed, http_info=seen)
        if name == "provider_config":
            return 200, "application/json", json.dumps(self.tamper(name, dict(done["response_args"])))
        if "error" in done:
            return 400, "application/json", json.dumps({"error": done["error"]})
        return self._shaped(name, endpoint.do_response(request=parsed, **done)["response"])

    def _shaped(self, name: str, body: str) -> tuple[int, str, str]:
        if name == "authorization":
            return 303, "location", self.tamper(name, body)
        if name == "token":
            return 200, "application/json", json.dumps(self.tamper(name, json.loads(body)))
        changed = self.tamper(name, body)
        kind = "application/json" if changed.startswith("{") else "application/jwt"
        return 200, kind, changed

    def public_keys(self) -> str:
        return str(self._server.keyjar.export_jwks_as_json())

    def sign(self, claims: dict[str, Any], alg: str = "ES256") -> str:
        """Sign as the provider does."""
        keys = [] if alg == "none" else self._server.keyjar.get_signing_key("EC")
        return str(JWS(json.dumps(claims), alg=alg).sign_compact(keys))

    def sign_by_another(self, claims: dict[str, Any]) -> str:
        """Sign with a key that is not the provider's but says so."""
        mine = self._server.keyjar.get_signing_key("EC")[0]
        other = Server(OPConfiguration(conf=_configuration(self.issuer))).keyjar.get_signing_key("EC")[0]
        pretending = key_from_jwk_dict({**other.serialize(private=True), "kid": mine.kid})
        return str(JWS(json.dumps(claims), alg="ES256").sign_compact([pretending]))


def claims_of(token: str) -> dict[str, Any]:
    """Read a token without verifying it."""
    payload = token.split(".")[1]
    content: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return content


@contextmanager
def running_provider(portal_address: str) -> Iterator[Provider]:
    """Start a provider that knows the portal at `portal_address`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    issuer = f"http://127.0.0.1:{server.server_address[1]}"
    provider = Provider(issuer, f"{portal_address}/franceconnect/retour", f"{portal_address}/")
    server.provider = provider  # type: ignore[attr-defined] # the handler finds it there
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    _PAGES: ClassVar[dict[str, str]] = {
        "/.well-known/openid-configuration": "provider_config",
        "/jwks.json": "jwks",
        "/authorize": "authorization",
        "/token": "token",
        "/userinfo": "userinfo",
        "/session/end": "session",
    }

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self._answer(parts.path, dict(parse_qsl(parts.query)))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        self._answer(urlsplit(self.path).path, dict(parse_qsl(body.decode())))

    def _answer(self, path: str, request: dict[str, str]) -> None:
        provider: Provider = self.server.provider  # type: ignore[attr-defined] # set by running_provider
        if path not in self._PAGES:
            self.send_error(404)
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        if path == "/session/end":
            provider.requests.append(("session", request))
            status, kind, body = 303, "location", request["post_logout_redirect_uri"]
        else:
            status, kind, body = provider.answer(self._PAGES[path], request, headers)
        self.send_response(status)
        self.send_header("Location" if kind == "location" else "Content-Type", body if kind == "location" else kind)
        content = b"" if kind == "location" else body.encode()
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _client(return_address: str, signed_out_address: str) -> dict[str, Any]:
    return {
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "redirect_uris": [(return_address, {})],
        "post_logout_redirect_uris": [(signed_out_address, {})],
        "response_types_supported": ["code"],
        "token_endpoint_auth_method": "client_secret_post",
        "userinfo_signed_response_alg": "ES256",
        "id_token_signed_response_alg": "ES256",
        "allowed_scopes": ["openid", *PIVOT],
    }


def _configuration(issuer: str) -> dict[str, Any]:
    oidc = "idpyoidc.server.oidc"
    secret = {"type": "OCT", "use": ["enc"]}
    return {
        "issuer": issuer,
        "keys": {"uri_path": "jwks.json", "key_defs": [{"type": "EC", "crv": "P-256", "use": ["sig"]}]},
        "subject_types_supported": ["public"],
        "token_handler_args": {
            "jwks_defs": {"key_defs": [{"type": "oct", "bytes": 24, "use": ["enc"], "kid": "code"}]},
            "code": {"lifetime": 600},
            "token": {"class": "idpyoidc.server.token.jwt_token.JWTToken", "kwargs": {"lifetime": 60}},
            "id_token": {"class": "idpyoidc.server.token.id_token.IDToken", "kwargs": {}},
        },
        "session_params": {
            "encrypter": {"kwargs": {"keys": {"key_defs": [{**secret, "kid": "p"}, {**secret, "kid": "s"}]}}}
        },
        "endpoint": {
            "provider_config": {
                "path": ".well-known/openid-configuration",
                "class": f"{oidc}.provider_config.ProviderConfiguration",
                "kwargs": {"client_authn_method": None},
            },
            "authorization": {
                "path": "authorize",
                "class": f"{oidc}.authorization.Authorization",
                "kwargs": {"client_authn_method": None},
            },
            "token": {
                "path": "token",
                "class": f"{oidc}.token.Token",
                "kwargs": {"client_authn_method": ["client_secret_post"]},
            },
            "userinfo": {
                "path": "userinfo",
                "class": f"{oidc}.userinfo.UserInfo",
                "kwargs": {"client_authn_method": ["bearer_header"]},
            },
            "session": {
                "path": "session/end",
                "class": f"{oidc}.session.Session",
                "kwargs": {"client_authn_method": None},
            },
        },
        "authentication": {
            "eidas1": {"acr": "eidas1", "class": "idpyoidc.server.user_authn.user.NoAuthn", "kwargs": {"user": ""}}
        },
        "userinfo": {"class": "idpyoidc.server.user_info.UserInfo", "kwargs": {"db": PEOPLE}},
        "scopes_to_claims": {"openid": ["sub"], **{name: [name] for name in PIVOT}},
    }
