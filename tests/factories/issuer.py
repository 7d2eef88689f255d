"""A small real OpenID Connect issuer on loopback: discovery, authorisation, token, keys, userinfo.

It signs with an RS256 key of its own and checks what the site sends: client, secret, redirect
address and the proof of the code (PKCE). Who signs in there, and what it says of them, a test sets.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "commissioning", "what-the-issuer-gave-us"
KID = "key-1"
SAYS_YES = (
    '<!doctype html><html lang="en"><title>Sign in</title><main><h1>The issuer</h1>'
    '<form method="post"><button>Sign in</button></form></main></html>'
)


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Issuer:
    """The issuer, and what it says: `claims` go into the token, `userinfo` beside it."""

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    refuses: str = ""  # an error that the person is sent back with
    signs_with: rsa.RSAPrivateKey = field(default_factory=_key)
    publishes: rsa.RSAPrivateKey | None = None  # another key than it signs with
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
        }

    def keys(self) -> dict[str, Any]:
        public = (self.publishes or self.signs_with).public_key()
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(public))
        return {"keys": [key | {"kid": KID, "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where somebody who signed in here is sent back to."""
        back = asked["redirect_uri"]
        if self.refuses:
            return f"{back}?{urlencode({'error': self.refuses, 'state': asked['state']})}"
        if asked["client_id"] != CLIENT or "openid" not in asked["scope"].split():
            self.complaints.append("authorize: not for us")
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{back}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: dict[str, str]) -> dict[str, Any] | None:
        """The tokens for a code, once, to the client that it was made for."""
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if (
            asked is None
            or (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET)
            or sent.get("redirect_uri") != asked["redirect_uri"]
            or challenge != asked.get("code_challenge")
        ):
            self.complaints.append("token: refused")
            return None
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": "person-1",
            "iat": now,
            "exp": now + 300,
            **self.claims,
        }
        return {
            "access_token": secrets.token_urlsafe(16),
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": jwt.encode(claims, self.signs_with, "RS256", headers={"kid": KID}),
        }


class _Handler(BaseHTTPRequestHandler):
    issuer: Issuer

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        match parts.path:
            case "/.well-known/openid-configuration":
                self._json(self.issuer.discovery())
            case "/keys":
                self._json(self.issuer.keys())
            case "/userinfo":
                self._json({"sub": "person-1", **self.issuer.userinfo})
            case "/authorize":
                self._send(200, "text/html; charset=utf-8", SAYS_YES.encode())
            case "/favicon.ico":  # a browser asks by itself, and complains without it
                self._send(200, "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
            case _:
                self._send(404, "text/plain", b"not found")

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        sent = dict(parse_qsl(self.rfile.read(length).decode()))
        parts = urlsplit(self.path)
        if parts.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.issuer.authorize(dict(parse_qsl(parts.query))))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        tokens = self.issuer.token(sent)
        if tokens is None:
            self._json({"error": "invalid_grant"}, status=400)
        else:
            self._json(tokens)

    def _json(self, what: dict[str, Any], status: int = 200) -> None:
        self._send(status, "application/json", json.dumps(what).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def issuing() -> Iterator[Issuer]:
    """An issuer that answers on a port of its own until the test is over."""
    issuer = Issuer()
    handler = type("Handler", (_Handler,), {"issuer": issuer})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    issuer.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
