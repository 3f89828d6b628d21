"""Access tokens that the relay did not make, and the members of another organisation who ask for what is not theirs."""
import base64
import hashlib
import hmac
import json

from catalogue import Catalogue
from raw_client import request
from work import Work

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


def _stranger(siege):
    """The owner of another organisation, signed in."""
    made = siege.trader.request("POST", "/api/admin/organisations", {"name": "Others", "owner_email": "others@signalos.example"})
    assert made.status == 200, made
    stranger, password = siege.browser(), "a stranger's own words"
    answer = stranger.request("POST", "/api/auth/invitation/accept", {"token": made.body["token"], "name": "Stranger", "password": password})
    assert answer.status == 200, answer
    stranger.sign_in("others@signalos.example", password)
    return stranger


@ATTACKS.attack("what belongs to another organisation", memory=160)
def foreign_ids(siege):
    """Somebody else's and nobody's: the same status, the same text, on every route that takes an id."""
    stranger = _stranger(siege)
    terminal, nobody = siege.account.terminal.id, siege.key()
    command = siege.account.submit("health_check")["id"]
    trade = f"{terminal}:1"
    pairing = siege.trader.request("POST", "/api/terminals/pair/start", {"name": "a guest"}).body["pairing"]["id"]
    order = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.01"}

    def both(name, ask, mine):
        foreign, missing = ask(mine), ask(mine.replace(terminal, nobody) if terminal in mine else nobody)
        told = [(answer.status, answer.body) for answer in (foreign, missing)]
        siege.expected["not_found"] += 2
        siege.case(f"{name}: foreign and missing get the same 404", told[0] == told[1] and foreign.status == 404, told)

    keyed = {"Idempotency-Key": siege.key()}
    both("a command", lambda one: stranger.get(f"/api/commands/{one}"), command)
    both("a close", lambda one: stranger.request("POST", f"/api/trades/{one}/close", {}, keyed), trade)
    both("a health check", lambda one: stranger.request("POST", f"/api/terminals/{one}/health-check", {}, keyed), terminal)
    both("an open", lambda one: stranger.request("POST", "/api/commands", {"kind": "open", "terminal": one, "args": order}, keyed), terminal)
    both("a pairing", lambda one: stranger.get(f"/api/terminals/pair/{one}"), pairing)
    rows = stranger.get("/api/mt5/status").body["terminals"]
    siege.case("the stranger sees no terminal", rows == [], rows)

    work = Work(siege)
    work.compare("another's command and nobody's", lambda _: stranger.get(f"/api/commands/{command}"), lambda _: stranger.get(f"/api/commands/{nobody}"))
    work.compare("another's pairing and nobody's", lambda _: stranger.get(f"/api/terminals/pair/{pairing}"),
                 lambda _: stranger.get(f"/api/terminals/pair/{nobody}"))
    work.compare("another's terminal and nobody's", lambda _: stranger.request("POST", f"/api/terminals/{terminal}/revoke", {}),
                 lambda _: stranger.request("POST", f"/api/terminals/{nobody}/revoke", {}))
    stranger.request("POST", "/api/auth/logout", {})
