"""Stands between a bridge and the relay, sees their frames, and makes the trouble that networks make.

It ends the terminal's TLS with a certificate of the test authority and opens TLS to the relay. What it can do to a frame is what
can happen to bytes on the way: pass, come late with everything behind it, vanish with everything behind it, or be the last
thing, half or whole, before the connection is gone. TCP neither repeats nor reorders, so neither does it.
"""
import asyncio
import json
import logging
import socket
import ssl
import struct
import threading
import time

from ws_frames import Splitter

logging.getLogger("asyncio").setLevel(logging.ERROR)  # writing to a side that vanished is what happens here

PASS, SWALLOW, CUT_BEFORE, CUT_INSIDE, CUT_AFTER = "pass", "swallow", "cut_before", "cut_inside", "cut_after"


class Frame:
    """One text frame as it arrived at the proxy; `passed` once it was handed on whole, `torn` when only half of it was."""

    __slots__ = ("at", "up", "type", "id", "re", "seq", "ack", "connection", "passed", "torn")

    def __init__(self, up, connection, text):
        envelope = json.loads(text)
        self.at = time.monotonic()
        self.up, self.connection, self.passed, self.torn = up, connection, False, False
        self.type, self.id, self.re = envelope.get("type"), envelope.get("id"), envelope.get("re")
        self.seq, self.ack = envelope.get("seq"), envelope.get("ack")

    def __repr__(self):
        way = "up" if self.up else "down"
        return f"#{self.connection} {way:4} {self.type} id={self.id} re={self.re} seq={self.seq} ack={self.ack} passed={self.passed}"


class ChaosProxy:
    """Every method may be called from any thread. `decide(frame)` runs in the proxy's own thread before a text frame is
    handed on; it answers one of the words above, or seconds for which this direction stands still. None is PASS."""

    def __init__(self, tls, target_port):
        self._target_port = target_port
        self.frames = []       # all text frames, in order of arrival
        self.decide = None
        self._silent = set()   # ways in which everything vanishes: True = up, False = down
        self._refusing = False
        self._pairs = set()
        self._count = 0
        self._server_tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._server_tls.load_cert_chain(tls / "server.pem", tls / "server.key")
        self._client_tls = ssl.create_default_context(cafile=tls / "ca.pem")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._wait(asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._server_tls))
        self.port = self._server.sockets[0].getsockname()[1]

    def _wait(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)

    def half_open(self, up, down):
        """From now on nothing comes through in the chosen ways, and nobody is told."""
        self._silent = {way for way, chosen in ((True, up), (False, down)) if chosen}

    def cut(self, reset=True, refuse=False):
        """Ends every connection, by RST or FIN; with `refuse` new ones end at once until heal()."""
        self._refusing = refuse
        self._loop.call_soon_threadsafe(self._cut_all, reset)

    def heal(self):
        """Connections pass again. One that was silent before is cut: its stream has a hole that no real one has."""
        self._refusing = False
        if self._silent:
            self._silent = set()
            self.cut()

    def close(self):
        async def end():
            self._server.close()
            self._cut_all(True)
            others = asyncio.all_tasks() - {asyncio.current_task()}
            if others:
                await asyncio.wait(others, timeout=2)  # each ends by itself: its connection is gone
        self._wait(end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _cut_all(self, reset):
        pairs, self._pairs = self._pairs, set()
        for pair in pairs:
            for writer in pair:
                _end(writer, reset)

    async def _serve(self, reader, writer):
        if self._refusing:
            return _end(writer, True)
        try:
            up_reader, up_writer = await asyncio.open_connection(
                "127.0.0.1", self._target_port, ssl=self._client_tls, server_hostname="localhost")
        except OSError:
            return _end(writer, False)
        self._count += 1
        pair = (writer, up_writer)
        self._pairs.add(pair)
        try:
            await asyncio.gather(self._pump(reader, up_writer, pair, True, self._count),
                                 self._pump(up_reader, writer, pair, False, self._count))
        finally:
            self._pairs.discard(pair)
            for end in pair:
                _end(end, False)

    async def _pump(self, source, sink, pair, up, connection):
        splitter = Splitter()
        try:
            while data := await source.read(65536):
                for message in splitter.feed(data):
                    if not await self._hand_on(message, sink, pair, up, connection):
                        return
            await self._write(sink, splitter.rest, up)
        except (OSError, ssl.SSLError):
            pass  # either side may vanish at any time; that is what this is for
        finally:
            _end(sink, False)

    async def _hand_on(self, message, sink, pair, up, connection):
        """False when the connection is over."""
        if message.opcode != Splitter.TEXT:
            await self._write(sink, message.raw, up)
            return True
        frame = Frame(up, connection, message.text)
        self.frames.append(frame)
        choice = (self.decide(frame) if self.decide else None) or PASS
        if isinstance(choice, float):
            await asyncio.sleep(choice)
            choice = PASS
        if choice == SWALLOW:
            self._silent = self._silent | {up}
        if choice in (PASS, CUT_AFTER):
            frame.passed = up not in self._silent
            await self._write(sink, message.raw, up)
        if choice == CUT_INSIDE:
            frame.torn = True
            await self._write(sink, message.raw[:len(message.raw) // 2], up)
        if choice in (PASS, SWALLOW):
            return True
        for writer in pair:
            _end(writer, choice == CUT_BEFORE)  # RST may overtake what was written: only FIN lets it arrive
        return False

    async def _write(self, sink, raw, up):
        if raw and up not in self._silent and not sink.transport.is_closing():
            sink.write(raw)
            await sink.drain()


def _end(writer, reset):
    if reset:
        plain = writer.get_extra_info("socket")
        if plain is not None:
            try:
                plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            except OSError:
                pass  # already closed
        writer.transport.abort()
    else:
        writer.close()
