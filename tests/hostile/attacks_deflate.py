"""Compressed frames: bombs, damage, and compression that nobody agreed on."""
import json
import zlib

from attacks_frames import frame
from catalogue import Catalogue
from web_socket import compress

ATTACKS = Catalogue()
BROWSERS_OFFER = "permessage-deflate; client_max_window_bits"
AGREED = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
PACKED = 0xC1  # a final text frame with RSV1
SMALL = b"a" * 15_000_000  # inflates out of less than one frame's limit of 16 KiB

REFUSED = {
    "an offer with a window of 512 bytes": "permessage-deflate; server_max_window_bits=9",
    "an offer with a window that is none": "permessage-deflate; client_max_window_bits=99",
    "an offer with an unknown parameter": "permessage-deflate; x=1",
    "an offer that says a parameter twice": "permessage-deflate; client_max_window_bits; client_max_window_bits",
    "another extension": "x-webkit-deflate-frame",
    "an offer of 7 KB": "permessage-deflate; " + "; ".join(f"a{number}" for number in range(1200)),
}


def _blocks_without_end():
    """16 KiB of empty blocks: all work, no message."""
    return b"\0\0\0\xff\xff" * 3200 + b"\0"


def _agreed(siege, path="/ws"):
    socket = siege.socket(path, {"Sec-WebSocket-Extensions": BROWSERS_OFFER})
    assert socket.extensions == AGREED, f"agreed on {socket.extensions!r}"
    return socket


def _ping(siege):
    return json.dumps({"type": "ping", "id": siege.key(), "ts": 1, "data": {}}).encode()


@ATTACKS.attack("compression that was not agreed on")
def not_agreed(siege):
    packed = frame(PACKED, compress(_ping(siege)))
    for name, offer in REFUSED.items():
        socket = siege.socket(headers={"Sec-WebSocket-Extensions": offer})
        siege.case(f"{name} is passed over", socket.extensions == "", socket.extensions)
        socket.send_bytes(packed)
        siege.closed(f"{name}: a compressed frame closes with 1002", socket, 1002, "bad_frame")
    offer = {"Sec-WebSocket-Extensions": BROWSERS_OFFER}
    key = {"Authorization": f"Bearer {siege.second_key}"}
    for name, connect in {"a terminal": lambda: siege.socket("/ws/terminal", {**key, **offer}, signed_in=False),
                          "a plain client": lambda: siege.socket("/ws/classic", offer)}.items():
        socket = connect()
        siege.case(f"{name} is given no compression", socket.extensions == "", socket.extensions)
        socket.send_bytes(packed)
        siege.closed(f"{name}: a compressed frame closes with 1002", socket, 1002, "bad_frame")


def malformed(siege):
    """name → (bytes, close code, refusal counted)"""
    bomb, ping = compress(SMALL), compress(_ping(siege))
    huge = zlib.compressobj(9, zlib.DEFLATED, -15)
    huge = b"".join(huge.compress(bytes(1_000_000)) for _ in range(100)) + huge.flush(zlib.Z_SYNC_FLUSH)
    assert len(bomb) < 16 * 1024 < len(huge) < 128 * 1024, (len(bomb), len(huge))
    return {
        "15 MB in one frame that is allowed": (frame(PACKED, bomb), 1009, "too_large"),
        "15 MB in fragments": (frame(0x41, bomb[:9000]) + frame(0x80, bomb[9000:]), 1009, "too_large"),
        "100 MB in 100 KB": (frame(PACKED, huge), 1009, "too_large"),
        "100 MB in fragments": (frame(0x41, huge[:9000]) + frame(0x00, huge[9000:18_000]) + frame(0x80, huge[18_000:]), 1009, "too_large"),
        "a byte too many": (frame(PACKED, compress(b"a" * 16_385)), 1009, "too_large"),
        "no block": (frame(PACKED, b""), 1007, "bad_frame"),
        "a kind of block that does not exist": (frame(PACKED, b"\x07"), 1007, "bad_frame"),
        "a block cut off": (frame(PACKED, ping[:len(ping) // 2]), 1007, "bad_frame"),
        "a distance before the beginning": (frame(PACKED, b"\x4b\x04\x82\x00"), 1007, "bad_frame"),
        "a table that is none": (frame(PACKED, b"\x04" + b"\xff" * 40), 1007, "bad_frame"),
        "more behind the last block": (frame(PACKED, b"\xf3\x48\xcd\xc9\xc9\x07\x00" + ping), 1007, "bad_frame"),
        "text that is no UTF-8": (frame(PACKED, compress(b"\xff\xfe" * 20)), 1007, "bad_frame"),
        "a compressed ping frame": (frame(0xC9, ping[:100]), 1002, "bad_frame"),
        "a compressed continuation": (frame(0x41, ping[:9]) + frame(0xC0, ping[9:]), 1002, "bad_frame"),
        "two reserved bits": (frame(0xE1, ping), 1002, "bad_frame"),
        "binary": (frame(0xC2, ping), 1003, "bad_frame"),
    }


@ATTACKS.attack("compressed frames of every kind")
def compressed(siege):
    for name, (data, close_code, code) in malformed(siege).items():
        socket = _agreed(siege)
        socket.send_bytes(data)
        siege.closed(f"{name} closes with {close_code}", socket, close_code, code)
    socket = _agreed(siege)
    socket.send_bytes(frame(PACKED, _blocks_without_end()) * 10)
    siege.expected["bad_frame"] += 9
    siege.closed("blocks without a message are wrong frames: ten close with 4400", socket, 4400)
    socket = _agreed(siege)
    socket.send_bytes(frame(PACKED, compress(_ping(siege))) + frame(0x81, _ping(siege)))
    came = socket.wait_for(lambda: sum(1 for one in socket.frames if one.get("re")) == 2, 5)
    siege.case("a message within the limit is answered, compressed or not", came, socket.frames[-2:])
    socket.close()


@ATTACKS.attack("two hundred bombs, one after the other")
def bombs(siege):
    data = frame(PACKED, compress(SMALL))
    codes = []
    for _ in range(200):
        socket = _agreed(siege)
        socket.send_bytes(data)
        socket.wait_for(lambda: socket.close_code is not None, 10)
        codes.append(socket.close_code)
        socket.drop()
    siege.expected["too_large"] += len(codes)
    siege.case("each closes with 1009", codes == [1009] * 200, codes)
