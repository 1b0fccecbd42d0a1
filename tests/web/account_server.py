"""A small account server: discovery, code flow with PKCE, signed id tokens; as the standard says, or with one lie."""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT, SECRET = "andon", "the secret of andon"


class AccountServer:
    """At `issuer`; whoever comes is `user`. `wrong` names the one thing that does not hold."""

    def __init__(self) -> None:
        self.user, self.wrong = "mai", ""
        self._key, self._strange = RSAKey.generate_key(2048), RSAKey.generate_key(2048)
        self._asked: dict[str, dict[str, str]] = {}
        app = Flask("accounts")
        app.add_url_rule("/.well-known/openid-configuration", view_func=self._discovery, endpoint="discovery")
        app.add_url_rule("/authorize", view_func=self._authorize, endpoint="authorize")
        app.add_url_rule("/token", view_func=self._token, endpoint="token", methods=["POST"])
        app.add_url_rule("/keys", view_func=self._keys, endpoint="keys")
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    def _discovery(self) -> Response:
        return jsonify(
            issuer="http://elsewhere" if self.wrong == "issuer" else self.issuer,
            authorization_endpoint=f"{self.issuer}/authorize",
            token_endpoint=f"{self.issuer}/token",
            jwks_uri=f"{self.issuer}/keys",
            id_token_signing_alg_values_supported=["RS256"],
        )

    def _authorize(self) -> Response:
        said = request.args
        assert (said["client_id"], said["response_type"], said["code_challenge_method"]) == (CLIENT, "code", "S256")
        if self.wrong == "refused":
            return redirect(f"{said['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': said['state']})}")
        code = secrets.token_urlsafe()
        self._asked[code] = dict(said)
        return redirect(f"{said['redirect_uri']}?{urlencode({'code': code, 'state': said['state']})}")

    def _token(self) -> Response | tuple[Response, int]:
        asked = self._asked.pop(request.form["code"], None)
        known = request.authorization
        if asked is None or known is None or (known.username, known.password) != (CLIENT, SECRET):
            return jsonify(error="invalid_grant"), 400
        digest = hashlib.sha256(request.form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return jsonify(error="invalid_grant"), 400
        return jsonify(access_token="x", token_type="Bearer", expires_in=60, id_token=self._id_token(asked["nonce"]))

    def _id_token(self, nonce: str) -> str:
        now = int(time.time())
        said = {
            "iss": "http://elsewhere" if self.wrong == "iss" else self.issuer,
            "aud": "another" if self.wrong == "aud" else CLIENT,
            "nonce": "another" if self.wrong == "nonce" else nonce,
            "exp": now - 3600 if self.wrong == "exp" else now + 60,
            "iat": now - 7200 if self.wrong == "exp" else now,
            "sub": "4711",
            "preferred_username": self.user,
        }
        key = self._strange if self.wrong == "signature" else self._key
        return jwt.encode({"alg": "RS256", "kid": self._key.thumbprint()}, said, key)

    def _keys(self) -> Response:
        return jsonify(keys=[self._key.as_dict(private=False) | {"kid": self._key.thumbprint(), "use": "sig"}])
