"""Too much, too deep, and JSON that is none: in headers, in bodies of requests and in frames."""
import json

from catalogue import Catalogue
from raw_client import request

ATTACKS = Catalogue()


def _browser(siege):
    return ["X-SignalOS-CSRF: 1", f"Origin: {siege.origin}", "Content-Type: application/json"]


def _trader(siege):
    return [*_browser(siege), f"Cookie: {siege.trader.cookie}", "Idempotency-Key: 018f0000-0000-7000-8000-000000000001"]


@ATTACKS.attack("headers and bodies beyond every limit")
def oversize(siege):
    many = [f"X-{number}: {'a' * 40}" for number in range(1000)]
    for name, lines in (("one long header", ["X-Long: " + "a" * 100_000]), ("a thousand headers", many),
                        ("a long cookie", ["Cookie: __Host-sid=" + "a" * 60_000])):
        with siege.client() as client:
            siege.refused(f"{name} is 431", client.ask(request("GET", "/healthz", lines)), 431, "too_large")
    with siege.client() as client:
        siege.refused("a target of 100 KB is 431", client.ask(request("GET", "/" + "a" * 100_000)), 431, "too_large")
    for name, lines, body in (
            ("a body of 1 GB announced", ["Content-Length: 1000000000"], b""),
            ("a body of 10 MB sent", ["Content-Length: 10000000"], b"a" * 10_000_000),
            ("a body of 10 MB in chunks", ["Transfer-Encoding: chunked"], b"100000\r\n" + b"a" * 0x100000 + b"\r\n"),
            ("a body for a route without one", ["Content-Length: 20"], b"a" * 20)):
        target = "/api/orders/1" if "without" in name else "/api/auth/login"
        verb = "DELETE" if "without" in name else "POST"
        with siege.client() as client:
            siege.refused(f"{name} is 413", client.ask(request(verb, target, [*_browser(siege), *lines]) + body), 413, "too_large")
    for name, body in (("a chunk extension without end", b"1;" + b"a" * 200_000),
                       ("a trailer without end", b"0\r\n" + b"X-A: b\r\n" * 30_000)):
        with siege.client() as client:
            answer = client.ask(request("POST", "/api/auth/login", [*_browser(siege), "Transfer-Encoding: chunked"]) + body)
            siege.expected[answer.code] += 1
            siege.case(f"{name} is refused", answer.status in (400, 413, 431), answer)


DEEP = {"lists": "[" * 8000, "objects": '{"a":' * 3000, "closed lists": '{"a":' + "[" * 100 + "]" * 100 + "}"}

NOT_JSON = {
    "nothing but a bracket": b"{", "a comment": b'{"a":1/*b*/}', "a trailing comma": b'{"a":1,}', "two values": b"{}{}",
    "a lone surrogate": rb'{"email":"\ud800","password":"x"}', "surrogates the wrong way round": rb'{"email":"\udc00\ud800","password":"x"}',
    "bytes that are no UTF-8": b'{"email":"\xff\xfe","password":"x"}', "an overlong form": b'{"email":"\xc0\xaf","password":"x"}',
    "a raw NUL": b'{"email":"a\0b","password":"x"}', "a raw line end": b'{"email":"a\nb","password":"x"}',
    "NaN": b'{"email":NaN}', "Infinity": b'{"email":-Infinity}', "a byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"email":"a"}'.encode("utf-16"), "a list": b"[]", "a string": b'"a"', "a number without end": b"1" * 4000,
}

WRONG_KINDS = {
    "a number as e-mail": {"email": 1, "password": "x"}, "an object as e-mail": {"email": {"$ne": None}, "password": "x"},
    "a list as password": {"email": "a@b", "password": ["x"]}, "no password": {"email": "a@b"},
    "a password of 3 KB": {"email": "a@b", "password": "x" * 3000}, "an e-mail of 1 KB": {"email": "a" * 1000, "password": "x"},
}


@ATTACKS.attack("JSON bombs in bodies")
def json_bombs(siege):
    def sign_in(body):
        with siege.client() as client:
            return client.ask(request("POST", "/api/auth/login", _browser(siege), body))

    for name, text in DEEP.items():
        answer = sign_in(text.encode()[:4000])
        siege.expected[answer.code] += 1
        siege.case(f"{name} too deep are 400", answer.status == 400 and answer.code in ("too_deep", "bad_request"), answer)
    for name, body in NOT_JSON.items():
        siege.refused(f"{name} is 400", sign_in(body), 400, "bad_request")
    for name, body in WRONG_KINDS.items():
        siege.refused(f"{name} is 400", sign_in(json.dumps(body).encode()), 400, "bad_request")
    siege.refused("a thousand keys are 400", sign_in(json.dumps({f"k{n}": 0 for n in range(350)}).encode()), 400, "bad_request")


NUMBERS = ("1e999", "-1e999", "1e-999", "0.000000001", "1" * 300, "-0.01", "0", "NaN", "0x10", "1,5", " 1", "")


@ATTACKS.attack("numbers and names that are none, from the trader's own session")
def wild_arguments(siege):
    def ask(args, **more):
        body = {"kind": "open", "terminal": siege.account.terminal.id, "args": args, **more}
        return siege.trader.request("POST", "/api/commands", body, {"Idempotency-Key": siege.key()})

    good = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.01"}
    for number in NUMBERS:
        answer = ask({**good, "volume": number})
        siege.refused_body(f"a volume of {number[:12]!r} is 400", answer, 400, "bad_request")
    for name, args in {"a volume as object": {**good, "volume": {}}, "no symbol": {**good, "symbol": ""},
                       "a symbol of 5 KB": {**good, "symbol": "E" * 5000}, "an unknown side": {**good, "side": "both"},
                       "an unknown argument": {**good, "volumee": "1"}}.items():
        siege.refused_body(f"{name} is 400", ask(args), 400, "bad_request")
    # The raw number, which no decimal holds.
    headers = _trader(siege)
    for raw in ("1e999", "1E400", "9" * 400, "-", "01", "1.", ".5"):
        text = json.dumps({"kind": "open", "terminal": siege.account.terminal.id, "args": {**good, "volume": "VOLUME"}})
        with siege.client() as client:
            answer = client.ask(request("POST", "/api/commands", headers, text.replace('"VOLUME"', raw).encode()))
            siege.refused(f"the bare number {raw[:12]} is 400", answer, 400, "bad_request")


@ATTACKS.attack("one key said twice")
def duplicate_keys(siege):
    """The last one counts, for the check and for the order alike: what was checked is what is executed."""
    terminal = siege.account.terminal.id
    text = (f'{{"kind":"open","terminal":"{terminal}","args":{{"symbol":"EURUSD","side":"buy","order":"market",'
            f'"volume":"100000","volume":"0.01"}}}}')
    with siege.client() as client:
        answer = client.ask(request("POST", "/api/commands", [*_trader(siege)[:-1], f"Idempotency-Key: {siege.key()}", "Prefer: wait=10"],
                                    text.encode()))
        command = json.loads(answer.body)["command"]
        rows = siege.account.executions(command)
        siege.case("a volume said twice is executed once, with the last", len(rows) == 1 and rows[0]["volume"] in ("0.01", 0.01), rows)
