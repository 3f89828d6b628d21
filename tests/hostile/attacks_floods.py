"""Connections by the thousand, and more sockets than anyone needs."""
import socket as net

from catalogue import Catalogue
from raw_client import request

ATTACKS = Catalogue()


def _plain(siege, source):
    plain = net.socket()
    plain.bind((source, 0))
    plain.settimeout(10)
    plain.connect(("127.0.0.1", siege.port))
    return plain


def _closed(plain):
    """Whether the relay has ended the connection; waits up to the socket's time limit."""
    try:
        return plain.recv(1) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


CLIENT_HELLO = bytes.fromhex("16030100c8010000c40303") + bytes(32)  # the beginning of a handshake, never its end


@ATTACKS.attack("a thousand half-open handshakes", memory=160)
def half_open(siege):
    sources = [siege.address() for _ in range(5)]
    opened = []
    for number in range(1000):
        plain = _plain(siege, sources[number % len(sources)])
        if number % 2:
            plain.sendall(CLIENT_HELLO)
        opened.append(plain)
    siege.case("a thousand are held at most as long as a handshake may take", all(_closed(plain) for plain in opened), "some stay")
    for plain in opened:
        plain.close()


@ATTACKS.attack("what is no TLS")
def no_tls(siege):
    for name, data in {"plain HTTP": request("GET", "/healthz"), "zeros": bytes(2000), "a record of 64 KB": b"\x16\x03\x03\xff\xff" + bytes(65535),
                       "SSLv2": bytes.fromhex("802e0100020015000000100100800200800300800400800500800600400700c0"),
                       "an alert": bytes.fromhex("15030300020128")}.items():
        plain = _plain(siege, siege.address())
        plain.sendall(data)
        closed = True
        try:
            while plain.recv(4096):
                pass
        except TimeoutError:
            closed = False
        except OSError:
            pass
        siege.case(f"{name} ends the connection", closed, "it stays open")
        plain.close()


@ATTACKS.attack("a flood of connections from one address", memory=96)
def connection_flood(siege):
    source = siege.address()
    opened = [_plain(siege, source) for _ in range(500)]
    siege.expected["rate_limited"] += 200
    refused = 0
    for plain in opened:
        plain.settimeout(0.001)
        refused += _closed(plain)
    siege.case("two hundred above the limit of three hundred are closed at once", refused == 200, f"{refused} were closed")
    with siege.client() as other:
        siege.case("another address is served meanwhile", other.ask(request("GET", "/healthz")).status == 200, "it is not")
    for plain in opened:
        plain.close()
    told = siege.log().count(f"connection_refused peer={source}")
    siege.case("the log tells of the flood in a line a second", 1 <= told <= 5, f"{told} lines")


@ATTACKS.attack("connections made faster than an address may")
def connect_flood(siege):
    """Each is closed at once: the limit on open connections never notices."""
    source, refused = siege.address(), 0
    for _ in range(900):
        plain = _plain(siege, source)
        plain.settimeout(0.0005)
        refused += _closed(plain)
        plain.close()
    siege.expected["rate_limited"] += refused
    siege.case("beyond the burst they are turned away before any handshake", refused > 100, f"{refused} of 900")
    with siege.client() as other:
        siege.case("another address is served meanwhile", other.ask(request("GET", "/healthz")).status == 200, "it is not")


@ATTACKS.attack("requests faster than an address may")
def request_flood(siege):
    """One after the other: what a closing relay has not read of a heap of requests would cost its last answer too."""
    with siege.client() as client:
        answers = []
        while (answer := client.ask(request("GET", "/healthz"))).status == 200 and len(answers) < 20_000:
            answers.append(answer)
        siege.refused("beyond the burst there is 429", answer, 429, "rate_limited")
        siege.case("and when to come again", answer.header("Retry-After") == "1" and len(answers) >= 1000, (len(answers), answer))


@ATTACKS.attack("more sockets than anyone needs")
def too_many_sockets(siege):
    opened = [siege.socket() for _ in range(11)]  # and the trader's own
    siege.closed("the thirteenth socket of one user closes with 4429", siege.socket(), 4429, "rate_limited")
    opened.pop().close()
    again = siege.socket()
    again.send_text('{"type":"ping","id":"%s","ts":1,"data":{}}' % siege.key())
    siege.case("a place that came free is given again", again.wait_for(lambda: any(f.get("re") for f in again.frames), 5), again.close_code)
    for socket in [*opened, again]:
        socket.close()
    source = siege.address()
    keys = [siege.stack.admin("create-terminal", "--name", f"flood-{number}")["key"] for number in range(6)]
    held = []
    for number in range(40):
        headers = {"Authorization": f"Bearer {keys[number // 7]}"}
        held.append(siege.socket("/ws/terminal", headers, source=source, signed_in=False))
    headers = {"Authorization": f"Bearer {keys[5]}"}
    siege.closed("the forty-first socket of one address closes with 4429",
                 siege.socket("/ws/terminal", headers, source=source, signed_in=False), 4429, "rate_limited")
    for socket in held:
        socket.drop()
