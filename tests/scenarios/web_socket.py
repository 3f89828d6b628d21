"""A WebSocket client over TLS with nothing in the way: it sends what it is told, also what no proper client would."""
import base64
import hashlib
import json
import os
import socket
import ssl
import struct
import time
import zlib

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
FLUSH_TAIL = b"\0\0\xff\xff"  # ends every compressed message, and is not sent (RFC 7692, 7.2.1)


def encode_frame(opcode, payload):
    """One final, masked frame, as a client sends it."""
    size = len(payload)
    head = bytes([0x80 | opcode])
    if size < 126:
        head += bytes([0x80 | size])
    elif size < 65536:
        head += struct.pack("!BH", 0x80 | 126, size)
    else:
        head += struct.pack("!BQ", 0x80 | 127, size)
    mask = os.urandom(4)
    repeated = mask * (size // 4 + 1)
    masked = (int.from_bytes(payload, "big") ^ int.from_bytes(repeated[:size], "big")).to_bytes(size, "big")
    return head + mask + masked


def compress(payload):
    """The payload of a message under permessage-deflate without context takeover: its first frame carries RSV1."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return (packer.compress(payload) + packer.flush(zlib.Z_SYNC_FLUSH)).removesuffix(FLUSH_TAIL)


class FrameReader:
    """Turns bytes, in pieces of any size, into (opcode, payload); joins fragments and inflates what is compressed."""

    def __init__(self):
        self._bytes = b""
        self._parts = []
        self._opcode = 0
        self._is_packed = False
        self.packed = []  # (bytes as they came, bytes inflated) of every compressed message

    def feed(self, more):
        self._bytes += more
        while True:
            frame = self._take()
            if frame is None:
                return
            final, is_packed, opcode, payload = frame
            if opcode >= 8:
                yield opcode, payload
                continue
            if opcode:
                self._opcode, self._is_packed = opcode, is_packed
            self._parts.append(payload)
            if final:
                yield self._opcode, self._whole()
                self._parts = []

    def _whole(self):
        payload = b"".join(self._parts)
        if not self._is_packed:
            return payload
        plain = zlib.decompressobj(-15).decompress(payload + FLUSH_TAIL)
        self.packed.append((len(payload), len(plain)))
        return plain

    def _take(self):
        data = self._bytes
        if len(data) < 2:
            return None
        assert not data[1] & 0x80, "a server must not mask its frames"
        size, at = data[1] & 0x7F, 2
        if size == 126:
            at = 4
        elif size == 127:
            at = 10
        if len(data) < at:
            return None
        if at > 2:
            size = int.from_bytes(data[2:at], "big")
        if len(data) < at + size:
            return None
        self._bytes = data[at + size:]
        return bool(data[0] & 0x80), bool(data[0] & 0x40), data[0] & 0x0F, data[at:at + size]


def _connected(port, timeout, source, receive_buffer):
    plain = socket.socket()
    plain.settimeout(timeout)
    if receive_buffer:  # counts only when it is set before the connection is made
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    if source:
        plain.bind((source, 0))
    plain.connect(("localhost", port))
    return plain


class WebSocket:
    """One connection, read whenever someone waits: `frames` and `close_code` tell what has come so far."""

    def __init__(self, port, path, ca_file, headers, timeout=10, source=None, receive_buffer=None):
        context = ssl.create_default_context(cafile=ca_file)
        plain = _connected(port, timeout, source, receive_buffer)
        self._socket = context.wrap_socket(plain, server_hostname="localhost")
        self._reader = FrameReader()
        self.frames = []  # JSON frames in the order of arrival
        self.close_code = None  # 1006 when the connection ended without a close frame
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {path} HTTP/1.1", f"Host: localhost:{port}", "Upgrade: websocket", "Connection: Upgrade",
                 f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13",
                 *(f"{name}: {value}" for name, value in headers.items())]
        self._socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        head, rest = self._read_head()
        assert head.startswith(b"HTTP/1.1 101"), f"the upgrade was answered with {head.decode(errors='replace')}"
        accept = base64.b64encode(hashlib.sha1((key + GUID).encode()).digest())
        assert accept in head, "the upgrade was answered with a wrong Sec-WebSocket-Accept"
        self.extensions = ", ".join(line.split(b":", 1)[1].strip().decode() for line in head.split(b"\r\n")
                                    if line.lower().startswith(b"sec-websocket-extensions:"))
        self._take(rest)

    @property
    def packed(self):
        """(bytes as they came, bytes inflated) of every compressed message so far."""
        return self._reader.packed

    def _read_head(self):
        data = b""
        while b"\r\n\r\n" not in data:
            more = self._socket.recv(4096)
            assert more, "the relay closed the connection during the upgrade"
            data += more
        head, rest = data.split(b"\r\n\r\n", 1)
        return head, rest

    def _take(self, data):
        for opcode, payload in self._reader.feed(data):
            if opcode == TEXT:
                self.frames.append(json.loads(payload))
            elif opcode == PING:
                self._send(PONG, payload)
            elif opcode == CLOSE and self.close_code is None:
                self.close_code = int.from_bytes(payload[:2], "big") if len(payload) >= 2 else 1005
                self._send(CLOSE, payload[:2])

    def _read(self, seconds):
        self._socket.settimeout(max(seconds, 0.001))
        try:
            data = self._socket.recv(65536)
        except (TimeoutError, ssl.SSLWantReadError):
            return
        except OSError:
            data = b""
        if data:
            self._take(data)
        else:
            self.close_code = self.close_code or 1006

    def _send(self, opcode, payload):
        self.send_bytes(encode_frame(opcode, payload))  # what the relay made of it is told by close_code

    def send_text(self, text):
        self._send(TEXT, text.encode())

    def send_bytes(self, data):
        """Bytes as they are, framed or not; false when the relay no longer takes them."""
        try:
            self._socket.settimeout(10)
            self._socket.sendall(data)
            return True
        except OSError:
            return False

    def close(self):
        """A clean close; returns when the relay has answered it or the connection is gone."""
        self._send(CLOSE, struct.pack("!H", 1000))
        self.wait_for(lambda: self.close_code is not None, 10)
        self._socket.close()

    def drop(self):
        """As a network that goes away."""
        self._socket.close()

    def wait_for(self, condition, seconds):
        """Reads until condition() is true and returns its value; false after the deadline."""
        deadline = time.monotonic() + seconds
        while True:
            value = condition()
            left = deadline - time.monotonic()
            if value or left <= 0 or (self.close_code is not None):
                return value
            self._read(left)
