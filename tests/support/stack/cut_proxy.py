"""A TCP proxy between terminal and relay whose link a test cuts, freezes and heals."""
import socket
import threading


class CutProxy:
    """Forwards 127.0.0.1:port to a target port. All methods may be called from any thread."""

    def __init__(self, target_port):
        self._target_port = target_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._lock = threading.Lock()
        self._pairs = []
        self._accepting = True
        self._up_frozen = False  # nothing from the terminal reaches the relay
        self.connections = 0     # ever made
        self.bytes_down = 0      # from the relay to the terminal, over all connections
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                open_for_all = self._accepting
            if not open_for_all:
                client.close()
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self._target_port))
            except OSError:
                client.close()
                continue
            with self._lock:
                self._pairs.append((client, server))
                self.connections += 1
            threading.Thread(target=self._pump, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, client, False), daemon=True).start()

    def _pump(self, source, sink, up):
        try:
            while data := source.recv(65536):
                if up and self._up_frozen:
                    continue
                sink.sendall(data)
                if not up:
                    with self._lock:
                        self.bytes_down += len(data)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def freeze_up(self):
        """From now on acknowledgements and results vanish; what the relay sends still arrives."""
        self._up_frozen = True

    def cut(self):
        """Ends every connection and refuses new ones until heal()."""
        with self._lock:
            self._accepting = False
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            for end in pair:
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
                end.close()

    def heal(self):
        with self._lock:
            self._up_frozen = False
            self._accepting = True

    def close(self):
        self._listener.close()
        self.cut()
