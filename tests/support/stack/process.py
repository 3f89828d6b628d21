"""A program under test: started, awaited by its ready line, stopped by its own process id."""
import json
import os
import queue
import signal
import subprocess
import threading
import time


class NotReady(Exception):
    """The program ended or stayed silent before its ready line."""


class Program:
    """One child process. Its log goes to a file; its first JSON line with "ready" is kept in `ready`."""

    def __init__(self, name, arguments, log_path, environment=None):
        self.name = name
        self.log_path = log_path
        self._lines = queue.Queue()
        self._log = open(log_path, "ab")
        self._child = subprocess.Popen(
            arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._log,
            env={**os.environ, **(environment or {})}, start_new_session=True)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.ready = None

    def _read(self):
        for line in self._child.stdout:
            self._log.write(line)
            self._log.flush()
            self._lines.put(line)
        self._lines.put(None)

    def wait_ready(self, seconds=30):
        deadline = time.monotonic() + seconds
        while self.ready is None:
            try:
                line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise NotReady(f"{self.name} was not ready within {seconds} s\n{self.tail()}") from None
            if line is None:
                raise NotReady(f"{self.name} ended before it was ready\n{self.tail()}")
            if line.startswith(b'{"ready"'):
                self.ready = json.loads(line)
        return self.ready

    @property
    def pid(self):
        return self._child.pid

    def running(self):
        return self._child.poll() is None

    def kill(self):
        """As a power cut would: no handler runs."""
        if self.running():
            os.kill(self._child.pid, signal.SIGKILL)
        self._child.wait()

    def stop(self, seconds=12):
        if self.running():
            self._child.send_signal(signal.SIGTERM)
        try:
            self._child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self.name} did not stop within {seconds} s of SIGTERM") from None

    def tail(self, lines=30):
        with open(self.log_path, "rb") as log:
            return b"".join(log.readlines()[-lines:]).decode(errors="replace")
