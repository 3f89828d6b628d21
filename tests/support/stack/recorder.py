"""Keeps every REST answer that a test saw, for tests/contract to hold against the document afterwards.

On when RECORD_ANSWERS names a directory. One line of JSON an answer, one file a process: processes never write into each other.
"""
import json
import os
import pathlib
import threading

_lock = threading.Lock()
_file = None


def _open():
    global _file  # one file a process
    directory = os.environ.get("RECORD_ANSWERS")
    if not directory:
        return None
    if _file is None:
        pathlib.Path(directory).mkdir(parents=True, exist_ok=True)
        _file = open(pathlib.Path(directory) / f"{os.getpid()}.jsonl", "a", encoding="utf-8")
    return _file


_types = set()


def note_types(frames):
    """Types of frames that a dashboard received: tests/contract asks whether every one was received somewhere."""
    with _lock:
        fresh = {frame.get("type") for frame in frames if isinstance(frame, dict)} - _types - {None}
        directory = os.environ.get("RECORD_ANSWERS")
        if not fresh or not directory:
            return
        _types.update(fresh)
        pathlib.Path(directory).mkdir(parents=True, exist_ok=True)
        with open(pathlib.Path(directory) / f"{os.getpid()}.types", "a", encoding="utf-8") as file:
            file.writelines(f"{name}\n" for name in sorted(fresh))


def record(verb, path, sent, data, status, headers, raw):
    """sent: the request's headers; data: its body as text, or None; raw: the answer's body as bytes."""
    with _lock:
        file = _open()
        if file is None:
            return
        line = {"verb": verb, "path": path, "sent": {name.lower(): value for name, value in sent.items() if name != "Cookie"},
                "request": data, "status": status,
                "headers": {name.lower(): value for name, value in headers.items() if name.lower() != "set-cookie"},
                "body": raw.decode("utf-8", errors="replace")}
        file.write(json.dumps(line) + "\n")
        file.flush()
