"""Clients that take their time, to hold what others need."""
import time

from catalogue import Catalogue
from raw_client import request

ATTACKS = Catalogue()


def _drip(client, data, seconds):
    """Sends a byte every 100 ms until the relay has had enough; how long that took."""
    began = time.monotonic()
    for at in range(len(data)):
        if client.answer_ready(0.1) or not client.send(data[at:at + 1]) or time.monotonic() - began > seconds:
            break
    return time.monotonic() - began


@ATTACKS.attack("headers and bodies that trickle in")
def slowloris(siege):
    with siege.client() as client:
        _drip(client, request("GET", "/healthz", ["X-A: " + "a" * 500]), 8)
        siege.refused("a header that trickles in is 408", client.answer(), 408, "bad_request")
    head = request("POST", "/api/auth/login", ["X-SignalOS-CSRF: 1", f"Origin: {siege.origin}", "Content-Length: 500"])
    with siege.client() as client:
        client.send(head)
        _drip(client, b"{" + b" " * 499, 8)
        siege.refused("a body that trickles in is 408", client.answer(), 408, "bad_request")
    with siege.client() as client:
        client.send(request("POST", "/api/auth/login", ["X-SignalOS-CSRF: 1", f"Origin: {siege.origin}", "Transfer-Encoding: chunked"]))
        _drip(client, b"1\r\n \r\n" * 100, 8)
        siege.refused("chunks that trickle in are 408", client.answer(), 408, "bad_request")
    with siege.client() as client:
        client.send(request("POST", "/api/auth/login", ["Expect: 100-continue", "Content-Length: 5"]))
        siege.refused("a body that was promised and never comes is 408", client.answer(), 408, "bad_request")


@ATTACKS.attack("two hundred headers that never end", memory=48)
def many_slow(siege):
    clients = [siege.client() for _ in range(200)]
    for client in clients:
        client.send(b"GET /healthz HTTP/1.1\r\nX-A: " + b"a" * 8000)
    answers = [client.answer() for client in clients]
    siege.expected["bad_request"] += len(answers)
    siege.case("each is told 408", all(answer.status == 408 for answer in answers), {answer.status for answer in answers})
    for client in clients:
        client.close()


@ATTACKS.attack("connections that ask nothing")
def idle(siege):
    clients = [siege.client() for _ in range(50)]
    siege.case("fifty silent connections are closed when their time is over", all(client.ended(12) for client in clients), "they stay")
    for client in clients:
        client.close()
