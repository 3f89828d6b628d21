"""WebSocket frames that RFC 6455 forbids, on every socket path, from strangers and from the signed-in trader."""
import json
import os
import struct

from busy_terminal import BusyTerminal
from catalogue import Catalogue
from web_socket import encode_frame

ATTACKS = Catalogue()
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


def frame(first, payload=b"", mask=True, length=None):
    """A frame with any first byte; `length` is what it claims."""
    size = len(payload) if length is None else length
    flag = 0x80 if mask else 0
    if size < 126:
        head = struct.pack("!BB", first, flag | size)
    elif size < 65536:
        head = struct.pack("!BBH", first, flag | 126, size)
    else:
        head = struct.pack("!BBQ", first, flag | 127, size)
    return head + (b"\0\0\0\0" if mask else b"") + payload


def close_frame(code, reason=b""):
    return frame(0x80 | CLOSE, struct.pack("!H", code) + reason)


# name: (bytes, close code, refusal counted)
MALFORMED = {
    "an unmasked frame": (frame(0x81, b"{}", mask=False), 1002, "bad_frame"),
    "a reserved bit 1 (deflate that nobody agreed on)": (frame(0xC1, b"\xaaV*\x01\x00"), 1002, "bad_frame"),
    "a reserved bit 2": (frame(0xA1, b"{}"), 1002, "bad_frame"),
    "a reserved bit 3": (frame(0x91, b"{}"), 1002, "bad_frame"),
    **{f"the opcode {number}": (frame(0x80 | number, b"x"), 1002, "bad_frame") for number in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)},
    "a binary frame": (frame(0x82, b"\0\1"), 1003, "bad_frame"),
    "a ping in fragments": (frame(0x09, b"a"), 1002, "bad_frame"),
    "a close in fragments": (frame(0x08, b"\x03\xe8"), 1002, "bad_frame"),
    "a ping of 126 bytes": (frame(0x89, b"a" * 126), 1002, "bad_frame"),
    "a close of 126 bytes": (close_frame(1000, b"a" * 124), 1002, "bad_frame"),
    "a continuation of nothing": (frame(0x80, b"x"), 1002, "bad_frame"),
    "a new message inside another": (frame(0x01, b"{") + frame(0x81, b"}"), 1002, "bad_frame"),
    "a length not in its shortest form (16 bits)": (b"\x81\xfe\x00\x02\0\0\0\0{}", 1002, "bad_frame"),
    "a length not in its shortest form (64 bits)": (b"\x81\xff" + struct.pack("!Q", 2) + b"\0\0\0\0{}", 1002, "bad_frame"),
    "a length with the highest bit": (b"\x81\xff" + b"\xff" * 8 + b"\0\0\0\0", 1002, "bad_frame"),
    "a length of 1 EB": (frame(0x81, length=1 << 60), 1009, "too_large"),
    "a length of 1 MB": (frame(0x81, length=1 << 20), 1009, "too_large"),
    "fragments of 1 MB together": (frame(0x01, b"a" * 200) + frame(0x00, b"a" * 15_000) * 70, 1009, "too_large"),
    "text that is no UTF-8": (frame(0x81, b"\xff\xfe"), 1007, "bad_frame"),
    "text with a surrogate": (frame(0x81, b"\xed\xa0\x80"), 1007, "bad_frame"),
    "text with an overlong form": (frame(0x81, b"\xc0\xaf"), 1007, "bad_frame"),
    "text cut inside a character": (frame(0x81, b"\xe2\x82"), 1007, "bad_frame"),
    "a character broken across fragments": (frame(0x01, b"\xe2\x82") + frame(0x80, b"\x28"), 1007, "bad_frame"),
    "a close of one byte": (frame(0x88, b"\x03"), 1002, "bad_frame"),
    **{f"the close code {code}": (close_frame(code), 1002, "bad_frame") for code in (0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535)},
    "a close whose reason is no UTF-8": (close_frame(1000, b"\xff"), 1002, "bad_frame"),
    "an HTTP request": (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 1002, "bad_frame"),
    "zeros": (b"\0" * 64, 1002, "bad_frame"),
}


def sockets(siege):
    """Every socket path, as the trader and as a live terminal's key would open it, and as a stranger."""
    key = {"Authorization": f"Bearer {siege.second_key}"}
    yield "/ws", lambda: siege.socket(), True
    yield "/ws/classic", lambda: siege.socket("/ws/classic"), True
    yield "/ws/terminal", lambda: siege.socket("/ws/terminal", key, signed_in=False), True
    yield "/ws by a stranger", lambda: siege.socket(signed_in=False), False
    yield "/ws/terminal by a stranger", lambda: siege.socket("/ws/terminal", signed_in=False), False


@ATTACKS.attack("malformed frames of every kind")
def malformed(siege):
    for path, connect, known in sockets(siege):
        for name, (data, close_code, code) in MALFORMED.items():
            socket = connect()
            socket.send_bytes(data)
            # A stranger is told 4401 first, whatever they say.
            siege.closed(f"{path}: {name} closes with {close_code if known else 4401}", socket,
                         close_code if known else 4401, code if known else "unauthorized")


@ATTACKS.attack("frames without end")
def endless(siege):
    """None breaks a rule by itself; what they take is bounded."""
    for path, connect, known in sockets(siege):
        if not known:
            continue
        for name, data in {"empty fragments": frame(0x00), "fragments of one byte": frame(0x00, b"a"), "pings": frame(0x89, b"a" * 125),
                           "pongs": frame(0x8A)}.items():
            socket = connect()
            burst = data * 500
            if "fragments" in name:
                socket.send_bytes(frame(0x01, b"{"))
            for _ in range(400):
                if not socket.send_bytes(burst):
                    break
                socket.wait_for(lambda: socket.close_code is not None, 0.001)
            siege.closed(f"{path}: {name} without end close with 4429", socket, 4429, "rate_limited")


@ATTACKS.attack("frames too fast, too wrong, too many")
def frame_flood(siege):
    ping = json.dumps({"type": "ping", "id": siege.key(), "ts": 1, "data": {}}).encode()
    socket = siege.socket()
    socket.send_bytes(encode_frame(TEXT, ping) * 200)
    siege.closed("200 frames at once close with 4429", socket, 4429, "rate_limited")
    for name, text in {"no JSON": "{", "deep": "[" * 4000, "no type": '{"ts":1,"data":{}}', "a lone surrogate": '{"type":"\\ud800","ts":1,"data":{}}',
                       "a huge number": '{"type":"ping","ts":1e999,"data":{}}', "a list": "[1]",
                       "data of another kind": '{"type":"ping","ts":1,"data":[]}'}.items():
        socket = siege.socket()
        socket.send_bytes(encode_frame(TEXT, text.encode()) * 12)
        siege.expected["bad_frame"] += 9
        siege.closed(f"ten frames that are wrong ({name}) close with 4400", socket, 4400)
    socket = siege.socket()
    channels = [{"ch": f"state:{siege.key()}"} for _ in range(180)]
    socket.send_text(json.dumps({"type": "subscribe", "id": siege.key(), "ts": 1, "data": {"channels": channels}}))
    came = socket.wait_for(lambda: any(one.get("re") for one in socket.frames), 5)
    siege.case("a subscription to a hundred unknown streams is answered once", came and sum(1 for one in socket.frames if one.get("re")) == 1, socket.frames[-2:])
    socket.close()


WIDE = '{"type":"state","ts":1,"data":{"set":{' + ",".join(f'"k{number}":{{}}' for number in range(20_000)) + "}}}"
BOMBS = {
    "nested lists": '{"type":"state","ts":1,"data":{"a":' + "[" * 100_000, "nested objects": '{"a":' * 40_000,
    "a number without end": '{"type":"ack","ts":1' + "0" * 200_000 + ',"data":{}}', "an exponent without end": '{"type":1e999999999,"ts":1,"data":{}}',
    "a string without end": '{"type":"' + "a" * 200_000, "escapes without end": '{"type":"' + "\\u0041" * 30_000,
    "a lone surrogate": '{"type":"\\udc00","ts":1,"data":{}}', "a key of 200 KB": '{"' + "k" * 200_000 + '":1}', "nothing": "", "blanks": " " * 200_000,
}


@ATTACKS.attack("JSON bombs on the sockets", memory=48)
def json_bombs(siege):
    """From a terminal's own key, in frames of up to 256 KiB, and from plain clients."""
    for name, text in BOMBS.items():
        terminal = BusyTerminal(siege, f"bomb {name}")
        terminal.send_text(text)
        code = terminal.error()
        siege.expected[code] += 1
        siege.case(f"a terminal's {name} is an error and no end", code in ("bad_frame", "too_deep") and terminal.lives(), code)
        terminal.stop()
        socket = siege.socket("/ws/classic")
        socket.send_bytes(encode_frame(TEXT, text[:4000].encode()) * 12)
        siege.expected["bad_frame"] += 10
        siege.closed(f"a plain client's {name}, ten times, closes with 4400", socket, 4400)
    terminal = BusyTerminal(siege, "bomb wide")
    terminal.send_text(WIDE)
    siege.case("twenty thousand keys in one frame are taken or refused, and the link lives", terminal.lives(), "it does not")
    terminal.stop()


@ATTACKS.attack("a connection that changes its mind")
def half_frames(siege):
    for cut in (1, 2, 3, 5, 9, 40):
        socket = siege.socket()
        socket.send_bytes(encode_frame(TEXT, os.urandom(8).hex().encode() * 8)[:cut])
        socket.drop()
    siege.case("half a frame and gone leaves nothing", True)
    socket = siege.socket()
    socket.send_bytes(close_frame(1000))
    socket.wait_for(lambda: socket.close_code is not None, 5)
    for _ in range(50):
        socket.send_bytes(frame(0x81, b"a" * 10_000))
    siege.case("frames behind a close are not read", socket.close_code == 1000, socket.close_code)
    socket.drop()
