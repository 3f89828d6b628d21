"""Requests that are two things at once, or nothing: each is refused by the letter, and nothing of it reaches a handler."""
from catalogue import Catalogue
from raw_client import request

ATTACKS = Catalogue()
HOST = "Host: localhost"


def _head(first, *lines):
    return ("\r\n".join([first, *lines]) + "\r\n\r\n").encode("latin-1")


def _post(*lines, body=""):
    return _head("POST /api/auth/login HTTP/1.1", HOST, *lines) + body.encode("latin-1")


HEADS = {
    "no Host": _head("GET /healthz HTTP/1.1"),
    "two Hosts": _head("GET /healthz HTTP/1.1", HOST, "Host: evil.example"),
    "an absolute target": _head("GET https://evil.example/healthz HTTP/1.1", HOST),
    "an authority as target": _head("CONNECT evil.example:443 HTTP/1.1", HOST),
    "an asterisk as target": _head("OPTIONS * HTTP/1.1", HOST),
    "a target without a slash": _head("GET healthz HTTP/1.1", HOST),
    "a NUL in the target": _head("GET /health\0z HTTP/1.1", HOST),
    "an escaped NUL in the target": _head("GET /healthz%00 HTTP/1.1", HOST),
    "half an escape": _head("GET /healthz%4 HTTP/1.1", HOST),
    "an escaped line end": _head("GET /healthz%0d%0aX:1 HTTP/1.1", HOST),
    "dot segments": _head("GET /assets/../../etc/passwd HTTP/1.1", HOST),
    "escaped dot segments": _head("GET /assets/%2e%2e/index.html HTTP/1.1", HOST),
    "an escaped slash": _head("GET /api%2fme HTTP/1.1", HOST),
    "an escaped slash in an id": _head("GET /api/commands/..%2f..%2fme HTTP/1.1", HOST),
    "a backslash": _head("GET /api%5cme HTTP/1.1", HOST),
    "a path that is no UTF-8": _head("GET /api/commands/%c0%ae%ff HTTP/1.1", HOST),
    "a NUL in a header": _head("GET /healthz HTTP/1.1", HOST, "X-A: b\0c"),
    "a lone CR in a header": _head("GET /healthz HTTP/1.1", HOST, "X-A: b\rX-SignalOS-CSRF: 1"),
    "lines that end with LF alone": b"GET /healthz HTTP/1.1\nHost: localhost\n\n",
    "a space in front of the colon": _head("GET /healthz HTTP/1.1", HOST, "X-A : b"),
    "a header without a name": _head("GET /healthz HTTP/1.1", HOST, ": b"),
    "two lengths": _post("Content-Length: 5", "Content-Length: 6", body="{}   "),
    "a list of lengths": _post("Content-Length: 2, 2", body="{}"),
    "a length below nothing": _post("Content-Length: -1", body="{}"),
    "a length with a sign": _post("Content-Length: +2", body="{}"),
    "a length in hex": _post("Content-Length: 0x2", body="{}"),
    "a length of twenty digits": _post("Content-Length: 99999999999999999999", body="{}"),
    "a length and chunks": _post("Content-Length: 5", "Transfer-Encoding: chunked", body="0\r\n\r\n"),
    "chunks and a length": _post("Transfer-Encoding: chunked", "Content-Length: 5", body="0\r\n\r\n"),
    "chunks twice": _post("Transfer-Encoding: chunked, chunked", body="0\r\n\r\n"),
    "two transfer encodings": _post("Transfer-Encoding: chunked", "Transfer-Encoding: identity", body="0\r\n\r\n"),
    "an unknown transfer encoding": _post("Transfer-Encoding: xchunked", body="0\r\n\r\n"),
    "a transfer encoding behind a tab": _post("Transfer-Encoding:\tchunked\x0b", body="0\r\n\r\n"),
    "chunks in HTTP/1.0": _head("POST /api/auth/login HTTP/1.0", HOST, "Transfer-Encoding: chunked") + b"0\r\n\r\n",
    "a chunk size that is none": _post("Transfer-Encoding: chunked", body="zz\r\n{}\r\n0\r\n\r\n"),
    "a chunk size of twenty digits": _post("Transfer-Encoding: chunked", body="ffffffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
    "a chunk longer than it says": _post("Transfer-Encoding: chunked", body="2\r\n{}XX\r\n0\r\n\r\n"),
    "the preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a version to come": _head("GET /healthz HTTP/1.9", HOST),
    "no version": b"GET /healthz\r\n\r\n",
    "another protocol": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    "two Origins": _post("X-SignalOS-CSRF: 1", "Origin: https://localhost", "Origin: https://evil.example", "Content-Length: 2", body="{}"),
    "two credentials": _head("GET /api/me HTTP/1.1", HOST, "Authorization: Bearer a", "Authorization: Bearer b"),
    "two CSRF headers": _post("X-SignalOS-CSRF: 0", "X-SignalOS-CSRF: 1", "Content-Length: 2", body="{}"),
}


@ATTACKS.attack("heads that are two things at once")
def ambiguous_heads(siege):
    for name, data in HEADS.items():
        with siege.client() as client:
            siege.refused(f"{name} is 400", client.ask(data), 400, "bad_request")
            siege.case(f"{name}: nothing behind it is answered", client.ended(), "the connection stays open")


@ATTACKS.attack("paths that lead elsewhere")
def paths(siege):
    for path in ("/api/../healthz/..", "//api/me", "/api/me/", "/api//me", "/API/ME", "/.git/config", "/api/trades/a/b/close",
                 "/assets/", "/web/../relay.toml", "/api/me;x=1"):
        with siege.client() as client:
            answer = client.ask(request("GET", path))
            siege.case(f"GET {path} reveals nothing", answer.status in (400, 401, 404), answer)
    for verb in ("TRACE", "PROPFIND", "FOO", "DELETE"):
        with siege.client() as client:
            siege.refused(f"{verb} is 405", client.ask(request(verb, "/api/me")), 405, "method_not_allowed")
    with siege.client() as client:
        answer = client.ask(request("GET", "/healthz", host="evil.example"))
        siege.case("a foreign Host changes nothing in the answer",
                   answer.status == 200 and "evil" not in answer.head and b"evil" not in answer.body, answer)
    for header in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        with siege.client() as client:
            answer = client.ask(request("GET", "/api/trading/emergency-stop", [f"{header}: POST", "X-SignalOS-CSRF: 1", f"Origin: {siege.origin}"]))
            siege.refused(f"{header} makes no POST of a GET", answer, 405, "method_not_allowed")
    for header in ("X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "X-Forwarded-Host"):
        with siege.client() as client:
            answer = client.ask(request("GET", "/healthz", [f"{header}: /api/me"]))
            siege.case(f"{header} leads nowhere else", answer.status == 200 and b"unauthorized" not in answer.body, answer)
    with siege.client() as client:
        siege.refused("an unknown route is 404", client.ask(request("GET", "/api/none")), 404, "not_found")


@ATTACKS.attack("smuggling behind a request")
def smuggling(siege):
    hidden = request("POST", "/api/trading/emergency-stop", ["X-SignalOS-CSRF: 1", f"Origin: {siege.origin}"])
    # A body that looks like a request is a body, and one that is announced and cut is none.
    with siege.client() as client:
        first = client.ask(request("POST", "/api/auth/login", ["X-SignalOS-CSRF: 1", f"Origin: {siege.origin}"], hidden))
        siege.refused("a request inside a body is only a body", first, 400, "bad_request")
        siege.case("and is not answered", client.answer_within(0.3) is None, "a second answer came")
    with siege.client() as client:
        answer = client.ask(request("GET", "/healthz", ["Content-Length: %d" % len(hidden)]) + hidden)
        siege.refused("a GET with a body is 413", answer, 413, "too_large")
    upgrade = ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="]
    with siege.client() as client:
        answer = client.ask(request("GET", "/ws", [*upgrade, "Content-Length: 4"]) + b"abcd")
        siege.refused("an upgrade with a body is 400", answer, 400, "bad_request")
    with siege.client() as client:
        answer = client.ask(request("GET", "/api/me", upgrade) + hidden)
        siege.refused("an upgrade elsewhere is 404", answer, 404, "not_found")
    with siege.client() as client:
        answer = client.ask(request("POST", "/ws", upgrade) + hidden)
        siege.case("an upgrade by POST is none", answer.status in (400, 404, 405), answer)
    with siege.client() as client:
        answer = client.ask(request("GET", "/ws", ["Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings", "HTTP2-Settings: AAMAAABkAAQAAP__"]))
        siege.case("an upgrade to HTTP/2 is not taken", answer.status == 404, answer)
    with siege.client() as client:
        answer = client.ask(request("GET", "/ws", [*upgrade, f"Origin: {siege.origin}"]) + hidden)
        siege.case("a request behind an upgrade is no request", answer.status == 101 and b"HTTP/1.1" not in client.all(), answer)
        siege.expected["unauthorized"] += 1
    with siege.client() as client:
        count = 300
        client.send(request("GET", "/healthz") * count)
        answers = [client.answer().status for _ in range(count)]
        siege.case("300 requests at once are answered in order", answers == [200] * count, answers)
