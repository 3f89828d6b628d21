"""What a page of somebody else could make the trader's browser do, and credentials where they do not belong."""
import time

from catalogue import Catalogue
from raw_client import request
from web_socket import WebSocket

ATTACKS = Catalogue()
EVIL = "https://evil.example"
DASHBOARDS = ("/ws", "/ws/mission", "/ws/graph", "/ws/classic", "/ws/runs/018f0000-0000-7000-8000-000000000000")


@ATTACKS.attack("requests forged across sites")
def forged_requests(siege):
    cookie = f"Cookie: {siege.trader.cookie}"
    forged = {
        "no custom header": [f"Origin: {siege.origin}"],
        "a custom header of another value": ["X-SignalOS-CSRF: 0", f"Origin: {siege.origin}"],
        "no Origin and no word of the browser": ["X-SignalOS-CSRF: 1"],
        "a foreign Origin": ["X-SignalOS-CSRF: 1", f"Origin: {EVIL}"],
        "the Origin null": ["X-SignalOS-CSRF: 1", "Origin: null"],
        "our name as a part of theirs": ["X-SignalOS-CSRF: 1", f"Origin: {siege.origin}.evil.example"],
        "our Origin with another port": ["X-SignalOS-CSRF: 1", "Origin: https://localhost:1"],
        "our Origin without TLS": ["X-SignalOS-CSRF: 1", f"Origin: {siege.origin.replace('https', 'http')}"],
        "cross-site": ["X-SignalOS-CSRF: 1", "Sec-Fetch-Site: cross-site"],
        "same-site": ["X-SignalOS-CSRF: 1", "Sec-Fetch-Site: same-site"],
        "typed by the user, says the browser": ["X-SignalOS-CSRF: 1", "Sec-Fetch-Site: none"],
        "the custom header folded into another": [f"Origin: {siege.origin}", "X-A: b", " X-SignalOS-CSRF: 1"],
    }
    for name, lines in forged.items():
        for path in ("/api/trading/emergency-stop", "/api/auth/logout"):
            with siege.client() as client:
                siege.refused(f"{path} with {name} is 403", client.ask(request("POST", path, [cookie, *lines])), 403, "forbidden")
    with siege.client() as client:  # a form needs no script: text/plain passes every preflight
        body = b'{"email":"a","password":"b"}'
        answer = client.ask(request("POST", "/api/auth/login", [f"Origin: {EVIL}", "Content-Type: text/plain"], body))
        siege.refused("a form of another site is 403", answer, 403, "forbidden")
    with siege.client() as client:
        answer = client.ask(request("OPTIONS", "/api/me", [f"Origin: {EVIL}", "Access-Control-Request-Method: POST"]))
        siege.expected[answer.code] += 1
        siege.case("a preflight of another site is given nothing", not answer.header("Access-Control-Allow-Origin"), answer)
    with siege.client() as client:
        answer = client.ask(request("GET", "/api/me", [cookie, f"Origin: {EVIL}"]))
        siege.case("what another site reads it cannot see", not answer.header("Access-Control-Allow-Origin"), answer)
        policy = answer.header("Content-Security-Policy")
        siege.case("no page may frame the dashboard", "frame-ancestors 'none'" in policy, policy)


@ATTACKS.attack("sockets opened by another site")
def forged_sockets(siege):
    origins = {"a foreign Origin": EVIL, "no Origin": None, "the Origin null": "null", "our name as a part of theirs": f"{siege.origin}.evil.example"}
    for path in DASHBOARDS:
        for name, origin in origins.items():
            headers = {"Cookie": siege.trader.cookie, "Sec-WebSocket-Protocol": "signalos.v1"}
            if origin:
                headers["Origin"] = origin
            socket = WebSocket(siege.port, path, siege.ca_file, headers, source=siege.address())
            siege.closed(f"{path[:10]} with {name} closes with 4403", socket, 4403, "bad_origin")
        siege.closed(f"{path[:10]} without a session closes with 4401", siege.socket(path, signed_in=False), 4401, "unauthorized")
    socket = siege.socket(headers={"Sec-WebSocket-Protocol": "signalos.v9"})
    siege.closed("another version of the protocol closes with 4426", socket, 4426)


@ATTACKS.attack("credentials in URLs and of strangers")
def credentials(siege):
    token = siege.trader.cookie.split("=", 1)[1]
    names = ("token", "access_token", "session", "api_key", "bearer")
    for name in names:
        with siege.client() as client:
            siege.refused(f"?{name}= on /api/me is 401", client.ask(request("GET", f"/api/me?{name}={token}")), 401, "unauthorized")
        for path in DASHBOARDS:
            socket = siege.socket(f"{path}?{name}={token}", signed_in=False)
            siege.closed(f"?{name}= on {path[:10]} closes with 4401", socket, 4401, "unauthorized")
        key = siege.account.terminal._key
        socket = siege.socket(f"/ws/terminal?{name}={key}", signed_in=False)
        siege.closed(f"?{name}= on /ws/terminal closes with 4401", socket, 4401, "unauthorized")
    siege.case("the log holds no credential", token not in siege.log() and siege.account.terminal._key not in siege.log(), "it does")
    cookies = {"an empty one": "", "an invented one": "a" * 43, "one of 10 KB": "a" * 10_000, "one of another kind": "../../x",
               "the user's cookie twice": f"{token}; __Host-sid={token}"}
    for name, value in cookies.items():
        with siege.client() as client:
            answer = client.ask(request("GET", "/api/me", [f"Cookie: __Host-sid={value}"]))
            siege.refused(f"a session cookie, {name}, is 401", answer, 401, "unauthorized")
    for name, value in {"none": "", "Basic": "Basic YTpi", "a scheme alone": "Bearer ", "an invented key": "Bearer " + "k" * 43,
                        "a key of 10 KB": "Bearer " + "k" * 10_000, "the trader's session": f"Bearer {token}"}.items():
        headers = {"Authorization": value} if value else {}
        socket = siege.socket("/ws/terminal", headers, signed_in=False)
        siege.closed(f"a terminal's credential, {name}, closes with 4401", socket, 4401, "unauthorized")


@ATTACKS.attack("a session fixed before the sign-in", memory=160)
def fixation(siege):
    planted = "A" * 43
    victim = siege.browser()
    victim.use_cookie(f"__Host-sid={planted}")
    victim.sign_in(*siege.stack.sign_in)
    siege.case("the sign-in makes a new session", planted not in victim.cookie, victim.cookie)
    with siege.client() as client:
        answer = client.ask(request("GET", "/api/me", [f"Cookie: __Host-sid={planted}"]))
        siege.refused("the planted session stays none", answer, 401, "unauthorized")
    before = victim.cookie
    answer = victim.request("POST", "/api/auth/step-up", {"password": siege.stack.sign_in[1]})
    siege.case("a step-up makes a new session", answer.status == 200 and "__Host-sid=" in (answer.headers["Set-Cookie"] or ""), answer)
    victim.use_cookie(answer.headers["Set-Cookie"].split(";")[0])
    with siege.client() as client:
        answer = client.ask(request("GET", "/api/me", [f"Cookie: {before}"]))
        siege.refused("what was known before the step-up is no session any more", answer, 401, "unauthorized")
    answer = victim.request("POST", "/api/auth/logout", {})
    siege.case("the victim signs out", answer.status == 204, answer)
    siege.case("and the cookie is taken back", "__Host-sid=;" in answer.headers["Set-Cookie"].replace('""', ""), answer.headers["Set-Cookie"])
    with siege.client() as client:
        answer = client.ask(request("GET", "/api/me", [f"Cookie: {victim.cookie}"]))
        siege.refused("what was signed out is no session", answer, 401, "unauthorized")


@ATTACKS.attack("ids that are guessed")
def guessed_ids(siege):
    """Missing, malformed and somebody else's: one status, one text."""
    terminal = siege.account.terminal.id
    flipped = terminal[:-1] + ("0" if terminal[-1] != "0" else "1")
    for path in ("/api/commands/{}", ):
        answers = []
        for guess in (flipped, "018f0000-0000-7000-8000-000000000000"):
            answer = siege.trader.get(path.format(guess))
            answers.append((answer.status, answer.body))
            siege.expected["not_found"] += 1
        siege.case(f"{path}: every guess gets the same 404", answers[0] == answers[1] and answers[0][0] == 404, answers)
    for guess in ("1", "x" * 5000, "%27%20OR%201=1", "0" * 36):
        answer = siege.trader.get(f"/api/commands/{guess}")
        siege.case(f"/api/commands/{guess[:12]} is no command", answer.status in (400, 404), answer)
    body = {"kind": "open", "terminal": flipped, "args": {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.01"}}
    answer = siege.trader.request("POST", "/api/commands", body, {"Idempotency-Key": siege.key()})
    siege.refused_body("a command for a guessed terminal is 404", answer, 404, "not_found")
    began = time.monotonic()
    known = siege.socket()
    known.send_text('{"type":"subscribe","id":"018f0000-0000-7000-8000-00000000000a","ts":1,"data":{"channels":[{"ch":"state:%s"}]}}' % flipped)
    known.wait_for(lambda: any(frame["type"] == "error" or frame.get("re") for frame in known.frames), 5)
    told = [frame for frame in known.frames if frame.get("re")]
    siege.case("a stream of a guessed terminal is refused", told and "not_found" in str(told) or "error" in str(told), (told, began))
    known.close()
