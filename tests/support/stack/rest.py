"""A small HTTPS client with the session cookie, and one for the simulator's control ports."""
import http.client
import json
import ssl
import uuid

from recorder import record


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def __repr__(self):
        return f"{self.status} {json.dumps(self.body)[:400]}"


def _decode(raw):
    try:
        return json.loads(raw) if raw else None
    except ValueError:
        return raw.decode(errors="replace")


class Relay:
    """REST client of one relay, signed in like a browser or with a bearer's token; certificates are verified against the given CA."""

    def __init__(self, port, ca_file, timeout=10, bearer=None):
        self.port = port
        self.origin = f"https://localhost:{port}"
        self._context = ssl.create_default_context(cafile=ca_file)
        self._timeout = timeout
        # A program with a token sends neither Origin nor the header against forgery.
        self._always = {"Authorization": f"Bearer {bearer}"} if bearer else {"Origin": self.origin, "X-SignalOS-CSRF": "1"}
        self._cookie = None
        self._connection = None

    def sign_in(self, email, password):
        answer = self.request("POST", "/api/auth/login", {"email": email, "password": password})
        assert answer.status == 200, f"sign-in failed: {answer}"
        self._cookie = answer.headers["Set-Cookie"].split(";")[0]
        return answer.body

    @property
    def cookie(self):
        """name=value of the session, for a WebSocket of the same browser."""
        return self._cookie

    def use_cookie(self, cookie):
        """Goes on with the session of somebody who signed in before."""
        self._cookie = cookie

    def request(self, verb, path, body=None, headers=None):
        """One request; raises OSError or http.client.HTTPException when the relay does not answer."""
        sent = {**self._always, **(headers or {})}
        sent = {name: value for name, value in sent.items() if value is not None}  # None leaves a header out
        if self._cookie:
            sent["Cookie"] = self._cookie
        data = None
        if body is not None:
            data = json.dumps(body)
            sent["Content-Type"] = "application/json"
        if self._connection is None:
            self._connection = http.client.HTTPSConnection("localhost", self.port, timeout=self._timeout, context=self._context)
        try:
            self._connection.request(verb, path, data, sent)
            response = self._connection.getresponse()
            raw = response.read()
            record(verb, path, sent, data, response.status, response.headers, raw)
            return Answer(response.status, response.headers, _decode(raw))
        except (OSError, http.client.HTTPException):
            self._connection.close()
            self._connection = None
            raise

    def get(self, path):
        return self.request("GET", path)

    def command(self, kind, terminal, args, key=None, wait=0):
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        if wait:
            headers["Prefer"] = f"wait={wait}"
        return self.request("POST", "/api/commands", {"kind": kind, "terminal": terminal, "args": args}, headers)


class Control:
    """A control port of the simulator: plain HTTP on loopback."""

    def __init__(self, address):
        self._host, port = address.rsplit(":", 1)
        self._port = int(port)

    def request(self, verb, path, body=None):
        connection = http.client.HTTPConnection(self._host, self._port, timeout=10)
        try:
            data = None if body is None else json.dumps(body)
            connection.request(verb, path, data, {"Content-Type": "application/json"} if data else {})
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, _decode(response.read()))
        finally:
            connection.close()
        assert answer.status == 200, f"{verb} {path}: {answer}"
        return answer.body

    def get(self, path):
        return self.request("GET", path)

    def post(self, path, body):
        return self.request("POST", path, body)
