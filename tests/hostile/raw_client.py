"""A TLS client that sends bytes as they are, from any loopback address: what a proper HTTP library would refuse to send."""
import json
import socket
import ssl
import time

LIMIT = 4 * 1024 * 1024  # no answer of the relay is longer


class RawAnswer:
    """One HTTP answer as it came: status 0 when the relay closed without a word."""

    def __init__(self, status, head, body):
        self.status, self.head, self.body = status, head, body

    @property
    def code(self):
        """The stable code of a problem document; "" when it is none."""
        try:
            return json.loads(self.body).get("code", "")
        except (ValueError, AttributeError):
            return ""

    def header(self, name):
        for line in self.head.split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.strip().lower() == name.lower():
                return value.strip()
        return ""

    def __repr__(self):
        return f"{self.status} {self.code} {self.body[:200]!r}"


class RawClient:
    """One connection. Every wait has a deadline; `tls=False` leaves the handshake out."""

    def __init__(self, port, ca_file, source="127.0.0.1", tls=True, timeout=10):
        self._rest = b""
        self._timeout = timeout
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout, source_address=(source, 0))
        if tls:
            self.socket = context_for(ca_file).wrap_socket(self.socket, server_hostname="localhost")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def send(self, data):
        """False when the relay no longer listens: what it said before is still to be read."""
        try:
            self.socket.settimeout(self._timeout)
            self.socket.sendall(data)
            return True
        except OSError:
            return False

    def answer(self, without_body=False):
        """The next answer; status 0 when the connection ended first. An interim 100 is passed over."""
        while b"\r\n\r\n" not in self._rest:
            if not self._more():
                return RawAnswer(0, "", b"")
        head, self._rest = self._rest.split(b"\r\n\r\n", 1)
        text = head.decode("latin-1")
        found = RawAnswer(int(text.split(" ")[1]), text, b"")
        if found.status == 100:
            return self.answer(without_body)
        length = 0 if without_body else int(found.header("Content-Length") or 0)
        while len(self._rest) < length and self._more():
            pass
        found.body, self._rest = self._rest[:length], self._rest[length:]
        return found

    def ask(self, data):
        self.send(data)
        return self.answer()

    def answer_ready(self, seconds):
        """Whether the relay has said something by then."""
        return bool(self._rest) or self._more(seconds)

    def end_of_sending(self):
        """Tells the relay that nothing more comes; it can still answer."""
        try:
            socket.socket.shutdown(self.socket, socket.SHUT_WR)  # of the connection alone: TLS goes on reading
        except OSError:
            pass

    def answer_within(self, seconds):
        """The next answer, or None when there is none by then."""
        if not self._rest and not self._more(seconds):
            return None
        return self.answer()

    def all(self, seconds=10):
        """Everything until the relay closes."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self._more(max(0.01, deadline - time.monotonic())):
            pass
        return self._rest

    def ended(self, seconds=10):
        """Whether the relay closes within the time; what it still says is thrown away."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not self._more(max(0.01, deadline - time.monotonic())):
                return self._closed
            self._rest = b""
        return False

    def close(self):
        self.socket.close()

    _closed = False

    def _more(self, seconds=None):
        self.socket.settimeout(seconds or self._timeout)
        try:
            data = self.socket.recv(65536)
        except (TimeoutError, ssl.SSLWantReadError):
            return False
        except OSError:
            data = b""
        self._closed = not data
        self._rest += data
        assert len(self._rest) < LIMIT, "the relay says more than any answer holds"
        return bool(data)


_contexts = {}


def context_for(ca_file):
    """One TLS context a file: a thousand connections need not read it a thousand times."""
    if ca_file not in _contexts:
        _contexts[ca_file] = ssl.create_default_context(cafile=ca_file)
    return _contexts[ca_file]


def request(verb, target, headers=(), body=b"", host="localhost"):
    """A well-formed request, to be spoilt by the caller."""
    lines = [f"{verb} {target} HTTP/1.1", f"Host: {host}", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body
