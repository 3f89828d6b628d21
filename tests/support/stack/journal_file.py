"""Reads a bridge's journal from outside: what was received, begun, settled and acknowledged at the moment of a kill."""
import pathlib
import struct

_HEAD = 9  # length, checksum, type
RECV, INTENT, LEG, CLEARED, OUT, ACKED = 2, 3, 4, 5, 6, 9
_UNKNOWN = 4  # outcome of a leg that is still to be looked for


class _Fields:
    def __init__(self, payload):
        self._payload, self._at = payload, 0

    def i32(self):
        return self._number("<i", 4)

    def i64(self):
        return self._number("<q", 8)

    def text(self):
        size = self._number("<I", 4)
        self._at += size
        return self._payload[self._at - size:self._at].decode()

    def _number(self, form, size):
        value = struct.unpack_from(form, self._payload, self._at)[0]
        self._at += size
        return value


class Journal:
    """One reading of one account's journal. A torn record at the end is not there, as for the bridge itself."""

    def __init__(self, terminal_folder):
        self.received = set()  # command ids
        self.begun = {}        # command id -> {leg: settled?}
        self.answers = {}      # command id -> seq of its newest result
        self.acked = 0         # the relay's acknowledgement, as far as it is journaled
        for path in pathlib.Path(terminal_folder, "MQL5/Files/SignalOS").glob("*/journal"):
            self._read(path.read_bytes())

    def _read(self, content):
        at = 0
        while len(content) - at >= _HEAD:
            size = struct.unpack_from("<I", content, at)[0]
            payload = content[at + _HEAD:at + _HEAD + size]
            if len(payload) < size:
                return
            self._apply(content[at + 8], _Fields(payload))
            at += _HEAD + size

    def _apply(self, kind, fields):
        if kind == RECV:
            self.received.add(fields.text())
        elif kind == INTENT:
            self.begun.setdefault(fields.text(), {})[fields.i32()] = False
        elif kind == LEG:
            legs, leg = self.begun.get(fields.text(), {}), fields.i32()
            outcome = fields.i32()
            if leg in legs and outcome != _UNKNOWN:
                legs[leg] = True
        elif kind == CLEARED:
            self.begun.get(fields.text(), {}).pop(fields.i32(), None)
        elif kind == OUT:
            seq, form = fields.i64(), fields.i32()
            fields.i32()
            fields.i64()
            if form == 0:
                self.answers[fields.text()] = seq
        elif kind == ACKED:
            self.acked = max(self.acked, fields.i64())

    def open_intent(self, command):
        """Begun, and no outcome of that leg journaled."""
        return not all(self.begun.get(command, {}).values())
