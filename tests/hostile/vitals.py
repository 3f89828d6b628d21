"""What the relay's process holds: memory and file descriptors, read from /proc."""
import os
import pathlib


class Vitals:
    def __init__(self, pid):
        self._proc = pathlib.Path(f"/proc/{pid}")

    def _status(self, field):
        for line in (self._proc / "status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1]) / 1024
        raise AssertionError(f"{self._proc} has no {field}")

    def resident(self):
        """MiB resident now."""
        return self._status("VmRSS")

    def peak(self):
        """MiB resident at most since forget_peak()."""
        return self._status("VmHWM")

    def forget_peak(self):
        (self._proc / "clear_refs").write_text("5")

    def descriptors(self):
        """Sockets, pipes and events. Files are the store's own: a scheduled backup may open one in the middle of an attack, and
        SQLite keeps it as long as another connection holds a lock."""
        return sum(1 for one in os.listdir(self._proc / "fd") if not self._target(one).startswith("/"))

    def _target(self, descriptor):
        try:
            return os.readlink(self._proc / "fd" / descriptor)
        except FileNotFoundError:
            return "/"  # closed meanwhile
