"""Requests and frames spoilt at random. The seed is printed; what it finds becomes a case with a name in an attacks_*.py file."""
import random

from attacks_frames import frame
from catalogue import Catalogue
from raw_client import request

GOOD = (200, 400, 401, 403, 404, 405, 408, 409, 413, 417, 429, 431, 0)
TOKENS = [b"\r\n", b"\n", b"\0", b":", b" ", b"\t", b"%00", b"%2e", b"/", b"//", b"?", b"#", b"HTTP/1.1", b"Host: localhost\r\n",
          b"Content-Length: 5\r\n", b"Content-Length: 0\r\n", b"Transfer-Encoding: chunked\r\n", b"0\r\n\r\n", b"ffffffff\r\n",
          b"Upgrade: websocket\r\n", b"Connection: Upgrade\r\n", b"\xff", b"\xc0\xaf", b"{", b"[", b'"', b"\\u0000", b"a" * 300]


def spoil(dice, data):
    """One to six edits: bytes flipped, cut, doubled, or a token put in."""
    spoilt = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(spoilt) + 1)
        kind = dice.randrange(5)
        if kind == 0 and spoilt:
            spoilt[min(at, len(spoilt) - 1)] ^= 1 << dice.randrange(8)
        elif kind == 1:
            del spoilt[at:at + dice.randint(1, 12)]
        elif kind == 2:
            spoilt[at:at] = spoilt[at:at + dice.randint(1, 40)]
        else:
            spoilt[at:at] = dice.choice(TOKENS)
    return bytes(spoilt)


def http_seeds(siege):
    browser = ["X-SignalOS-CSRF: 1", f"Origin: {siege.origin}", "Content-Type: application/json"]
    upgrade = ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="]
    return [request("GET", "/api/system/health"), request("GET", "/healthz", ["Connection: keep-alive"]) * 3,
            request("POST", "/api/trades", browser, b'{"volume":"0.01","symbol":"EURUSD"}'),
            request("POST", "/api/trading/pause", [*browser, "Transfer-Encoding: chunked"]) + b"2\r\n{}\r\n0\r\n\r\n",
            request("GET", "/ws", upgrade), request("GET", "/api/commands/018f0000-0000-7000-8000-000000000000?cursor=a%20b")]


def fuzz_http(siege, seed, rounds):
    dice = random.Random(seed)
    seeds = http_seeds(siege)
    source = siege.address()
    strange = []
    for number in range(rounds):
        if number % 500 == 0:
            source = siege.address()
        data = spoilt = spoil(dice, dice.choice(seeds))
        with siege.client(source, timeout=3) as client:
            client.send(spoilt)
            client.end_of_sending()
            answer = client.answer()
            if answer.status not in (*GOOD, 101):
                strange.append((data, answer))
    siege.case(f"{rounds} spoilt requests get an answer that is foreseen", not strange, strange[:3])


FRAME_SEEDS = (b'{"type":"ping","id":"018f0000-0000-7000-8000-000000000000","ts":1,"data":{}}',
               b'{"type":"subscribe","id":"018f0000-0000-7000-8000-000000000000","ts":1,"data":{"channels":[{"ch":"mission","ep":"a","off":1}]}}',
               b'{"type":"heartbeat_ack","ts":1,"data":{"n":1,"client_ts":2}}',
               b'{"type":"close_trade_command","id":"018f0000-0000-7000-8000-000000000000","ts":1,"data":{"trade_id":"a:1"}}')
FORESEEN = {1000, 1001, 1002, 1003, 1006, 1007, 1009, 4400, 4401, 4408, 4429, *range(3000, 5000)}


def fuzz_frames(siege, seed, rounds):
    dice = random.Random(seed)
    strange = []
    for _ in range(max(1, rounds // 10)):
        socket = siege.socket()
        for _ in range(10):
            payload = dice.choice(FRAME_SEEDS)
            first = 0x81 if dice.random() < 0.9 else dice.randrange(256)
            data = frame(first, spoil(dice, payload) if dice.random() < 0.7 else payload)
            if not socket.send_bytes(spoil(dice, data) if dice.random() < 0.3 else data):
                break
        socket.wait_for(lambda: socket.close_code is not None, 0.02)
        if socket.close_code not in (None, *FORESEEN) or any(f["type"] == "error" and f["data"]["code"] == "internal" for f in socket.frames):
            strange.append((socket.close_code, socket.frames[-1:]))
        socket.drop()
    siege.case(f"{rounds} spoilt frames end as foreseen", not strange, strange[:3])


def attacks(seed, rounds):
    catalogue = Catalogue()
    catalogue.attack(f"spoilt requests, seed {seed}")(lambda siege: fuzz_http(siege, seed, rounds))
    catalogue.attack(f"spoilt frames, seed {seed}")(lambda siege: fuzz_frames(siege, seed, rounds))
    return ((name, function, memory) for name, (function, memory) in catalogue.items())
