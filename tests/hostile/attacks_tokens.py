"""Access tokens that the relay did not make: without a signature, with another algorithm, key or content, or in another place."""
import base64
import hashlib
import hmac
import json

from catalogue import Catalogue
from raw_client import request

ATTACKS = Catalogue()


def _encode(part):
    data = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(part):
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def _signed(head, claims, key, digest=hashlib.sha256):
    text = f"{_encode(head)}.{_encode(claims)}"
    return f"{text}.{_encode(hmac.new(key, text.encode(), digest).digest())}"


def forgeries(token):
    """name → token, all made from one that the relay gave."""
    head, claims, signature = token.split(".")
    known = _decode(claims)
    made = {f"the algorithm {name!r} without a signature": f"{_encode({'alg': name, 'typ': 'JWT'})}.{claims}."
            for name in ("none", "None", "NONE", "nOnE", "")}
    made |= {f"the algorithm {name!r} with the old signature": f"{_encode({'alg': name, 'typ': 'JWT'})}.{claims}.{signature}"
             for name in ("none", "HS384", "HS512", "RS256", "ES256")}
    made |= {
        "no algorithm": f"{_encode({'typ': 'JWT'})}.{claims}.{signature}",
        "the signature left out": f"{head}.{claims}.",
        "two parts": f"{head}.{claims}",
        "another key": _signed({"alg": "HS256", "typ": "JWT"}, known, b"secret"),
        "an empty key": _signed({"alg": "HS256", "typ": "JWT"}, known, b""),
        "HS512 and an empty key": _signed({"alg": "HS512", "typ": "JWT"}, known, b"", hashlib.sha512),
        "a key named in the header": _signed({"alg": "HS256", "typ": "JWT", "jwk": {"kty": "oct", "k": "c2VjcmV0"}}, known, b"secret"),
        "a longer life": f"{head}.{_encode({**known, 'exp': known['exp'] + 86400})}.{signature}",
        "a wider scope": f"{head}.{_encode({**known, 'scope': 'manage'})}.{signature}",
        "another organisation": f"{head}.{_encode({**known, 'org': '018f0000-0000-7000-8000-000000000000'})}.{signature}",
        "no content": f"{head}..{signature}", "only dots": "..", "10 KB": f"{head}.{'A' * 10_000}.{signature}",
    }
    return made


@ATTACKS.attack("tokens that were forged")
def forged_tokens(siege):
    answer = siege.trader.request("POST", "/api/auth/token", {})
    assert answer.status == 200, answer
    token = answer.body["access_token"]

    def ask(path, *lines):
        with siege.client() as client:
            return client.ask(request("GET", path, lines))

    siege.case("the token itself is good", ask("/api/mt5/status", f"Authorization: Bearer {token}").status == 200)
    for name, forged in forgeries(token).items():
        siege.refused(f"{name} is 401", ask("/api/mt5/status", f"Authorization: Bearer {forged}"), 401, "unauthorized")
    siege.refused("a token in the URL is 401", ask(f"/api/mt5/status?access_token={token}"), 401, "unauthorized")
    siege.refused("a token as a cookie is 401", ask("/api/mt5/status", f"Cookie: __Host-sid={token}"), 401, "unauthorized")
    socket = siege.socket("/ws/terminal", {"Authorization": f"Bearer {token}"}, signed_in=False)
    siege.closed("a token is no terminal's credential", socket, 4401, "unauthorized")
    siege.case("the log holds no token", token not in siege.log(), "it does")
