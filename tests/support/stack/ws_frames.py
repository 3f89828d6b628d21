"""Cuts one direction of a WebSocket connection into whole messages, without changing a byte."""


def _unmasked(payload, mask):
    if not mask:
        return bytes(payload)
    repeated = mask * (len(payload) // 4 + 1)
    return (int.from_bytes(payload, "big") ^ int.from_bytes(repeated[:len(payload)], "big")).to_bytes(len(payload), "big")


class Message:
    """One text or control message: `raw` as it stood on the wire (all its fragments), `text` its payload."""

    __slots__ = ("raw", "opcode", "text")

    def __init__(self, raw, opcode, text):
        self.raw, self.opcode, self.text = raw, opcode, text


class Splitter:
    """feed() bytes, get messages. The HTTP head of the upgrade comes first and has opcode None."""

    TEXT, CLOSE = 1, 8

    def __init__(self):
        self._head = True
        self._rest = bytearray()
        self._raw = bytearray()  # fragments of a message that is not complete
        self._payload = bytearray()
        self._opcode = 0

    @property
    def rest(self):
        """Bytes of a message that is not complete: half of it when the connection ends here."""
        return bytes(self._raw) + bytes(self._rest)

    def feed(self, data):
        self._rest += data
        messages = []
        while (message := self._next()) is not None:
            messages.append(message)
        return messages

    def _next(self):
        if self._head:
            end = self._rest.find(b"\r\n\r\n")
            if end < 0:
                return None
            self._head = False
            return Message(self._take(end + 4), None, b"")
        while True:
            size = self._frame_size()
            if size is None or len(self._rest) < sum(size):
                return None
            head, length = size
            opcode, final, masked = self._rest[0] & 0x0F, self._rest[0] & 0x80, self._rest[1] & 0x80
            raw = self._take(head + length)
            payload = _unmasked(raw[head:], raw[head - 4:head] if masked else None)
            if opcode >= 8:  # a control frame may stand between fragments
                return Message(raw, opcode, payload)
            self._opcode = opcode or self._opcode
            self._raw += raw
            self._payload += payload
            if final:
                message = Message(bytes(self._raw), self._opcode, bytes(self._payload))
                self._raw.clear()
                self._payload.clear()
                return message

    def _frame_size(self):
        """(head, payload) of the frame at the front, or None while its head is not complete."""
        if len(self._rest) < 2:
            return None
        short = self._rest[1] & 0x7F
        extra = {126: 2, 127: 8}.get(short, 0)
        head = 2 + extra + (4 if self._rest[1] & 0x80 else 0)
        if len(self._rest) < head:
            return None
        return head, int.from_bytes(self._rest[2:2 + extra], "big") if extra else short

    def _take(self, count):
        taken = bytes(self._rest[:count])
        del self._rest[:count]
        return taken
